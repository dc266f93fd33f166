import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { certificateFromDer, chainToPem, parseCertificates } from '#main/bundle/certificate.ts';
import { adoptCrl, parseCrl } from '#main/bundle/crl.ts';
import { generateAgeKeyPair } from '#main/bundle/encryption.ts';
import { createEnrolmentRequest, readEnrolmentRequest } from '#main/bundle/enrolment.ts';
import { createCrl, issueCertificate } from '#main/bundle/issue.ts';
import { validatePath } from '#main/bundle/path.ts';
import { generateEd25519, generateP256, sha256Hex } from '#main/crypto/primitives.ts';
import type { Refusal } from '#shared/domain/errors.ts';
import { makeCentre, NOW, type TestCentre, VALID_FROM } from '#tests/support/pki.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await makeCentre();
});

const code = (act: () => unknown): string => {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return (error as Refusal).code;
  }
};

describe('certificates', () => {
  test('what is issued is read back: person, role, district, recipient, key', async () => {
    const keys = generateEd25519();
    const { recipient } = await generateAgeKeyPair();
    const subject = {
      personId: 'p-7',
      name: '䶮测试·甲',
      unit: '历下区人社局',
      role: 'expert',
      district: '370102',
    } as const;
    const issued = issueCertificate(centre.root, {
      subject,
      spki: keys.spki,
      recipient,
      notBefore: VALID_FROM,
      notAfter: '2099-01-01T00:00:00Z',
    });
    const [read] = parseCertificates(issued.pem);
    expect(read).toMatchObject({ subject, recipient, keyId: sha256Hex(keys.spki), notBefore: VALID_FROM });
    // Not longer than the issuer itself.
    expect(read!.notAfter).toBe(centre.root.chain[0]!.notAfter);
  });

  test('node’s own reader agrees on key, serial number and dates', async () => {
    const person = await centre.enrol();
    const theirs = new X509Certificate(person.certificate.pem);
    expect(theirs.verify(new X509Certificate(centre.root.chain[0]!.pem).publicKey)).toBe(true);
    expect(theirs.serialNumber.toLowerCase()).toBe(person.certificate.serial);
    expect(new Date(theirs.validTo).toISOString()).toBe(person.certificate.notAfter);
    expect(sha256Hex(theirs.publicKey.export({ type: 'spki', format: 'der' }))).toBe(person.certificate.keyId);
  });

  test('a chain file is read in its order, with text and Windows line ends between the blocks', () => {
    const text = `subject=x\n${chainToPem(centre.office.chain)}`.replaceAll('\n', '\r\n');
    expect(parseCertificates(text).map(({ keyId }) => keyId)).toEqual(centre.office.chain.map(({ keyId }) => keyId));
  });

  test.each<[string, (pem: string) => string]>([
    ['empty', () => ''],
    ['text', () => 'hello'],
    ['no end', (pem) => pem.replace('-----END', '-----UND')],
    ['a character missing', (pem) => pem.replace('MII', 'MI')],
    ['a foreign character', (pem) => pem.replace('MII', 'M*I')],
    ['a private key', () => generateEd25519().privateKeyPem],
    ['nine certificates', (pem) => pem.repeat(9)],
    ['very long', (pem) => pem + ' '.repeat(70_000)],
  ])('%s: CERT_INVALID', (_name, change) => {
    expect(code(() => parseCertificates(change(centre.office.certificate.pem)))).toBe('CERT_INVALID');
  });

  test('every single-bit change of a certificate is refused somewhere on the way', () => {
    const { der } = centre.office.certificate;
    const root = centre.root.chain[0]!;
    const accepted: number[] = [];
    for (let bit = 0; bit < der.length * 8; bit++) {
      const bytes = Uint8Array.from(der);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const verdict = code(() => validatePath([certificateFromDer(bytes), root], centre.trust, { at: NOW }));
      if (verdict === 'accepted') accepted.push(bit);
      expect(['CERT_INVALID', 'CERT_UNTRUSTED', 'CERT_EXPIRED', 'accepted']).toContain(verdict);
    }
    expect(accepted).toEqual([]);
  });

  test('every truncation of a certificate is refused', () => {
    const { der } = centre.office.certificate;
    const verdicts = Array.from({ length: der.length }, (_, length) =>
      code(() => certificateFromDer(der.subarray(0, length))),
    );
    expect(new Set(verdicts)).toEqual(new Set(['CERT_INVALID']));
    expect(code(() => certificateFromDer(Buffer.concat([der, Uint8Array.of(0)])))).toBe('CERT_INVALID');
  });
});

describe('revocation lists', () => {
  const list = (number: number, from = centre) =>
    createCrl(from.root, {
      number,
      thisUpdate: NOW,
      revoked: [{ serial: from.office.certificate.serial, revokedAt: NOW }],
    });

  test('numbers go up, the same list again is no change, anything else is a rollback', () => {
    const [first, second] = [list(4), list(5)];
    const known = adoptCrl(adoptCrl([], first, centre.trust.roots), second, centre.trust.roots);
    expect(known.map(({ number }) => number)).toEqual([5]);
    expect(adoptCrl(known, parseCrl(second.pem), centre.trust.roots)).toEqual(known);
    expect(code(() => adoptCrl(known, first, centre.trust.roots))).toBe('CRL_ROLLBACK');
    const sameNumber = createCrl(centre.root, { number: 5, thisUpdate: NOW, revoked: [] });
    expect(code(() => adoptCrl(known, sameNumber, centre.trust.roots))).toBe('CRL_ROLLBACK');
  });

  test('a list of another centre is not adopted', async () => {
    const other = await makeCentre();
    expect(code(() => adoptCrl([], list(1, other), centre.trust.roots))).toBe('CERT_UNTRUSTED');
  });

  test('what a list says reaches the path check', () => {
    const trust = { roots: centre.trust.roots, crls: adoptCrl([], list(1), centre.trust.roots) };
    expect(code(() => validatePath(centre.office.chain, trust, { at: NOW }))).toBe('CERT_REVOKED');
  });

  test.each(['', 'x', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n'])('%j: CERT_INVALID', (pem) => {
    expect(code(() => parseCrl(pem))).toBe('CERT_INVALID');
  });
});

describe('enrolment requests', () => {
  async function request(keys = generateEd25519()): Promise<string> {
    const { recipient } = await generateAgeKeyPair();
    return createEnrolmentRequest({
      person: { id: '01900000-0000-7000-8000-000000000001', name: ' 李测试 ' },
      unit: '历下区',
      district: '370102',
      role: 'reviewer',
      privateKeyPem: keys.privateKeyPem,
      recipient,
      createdAt: NOW,
    });
  }
  const read = (text: string) => readEnrolmentRequest(Buffer.from(text), 'request.json');

  test.each([
    ['Ed25519', generateEd25519],
    ['P-256', generateP256],
  ])('round trip with %s', async (_name, generate) => {
    const keys = generate();
    const result = read(await request(keys));
    expect(result).toMatchObject({ person: { name: '李测试' }, role: 'reviewer', keyId: sha256Hex(keys.spki) });
    expect(Buffer.from(result.spkiDer)).toEqual(Buffer.from(keys.spki));
  });

  test('any changed member breaks the proof of possession; a missing or added one the form', async () => {
    const body = JSON.parse(await request()) as Record<string, unknown>;
    const other = JSON.parse(await request()) as Record<string, unknown>;
    for (const change of [
      { unit: '市中区' },
      { role: 'approver' },
      { district: null },
      { recipient: other.recipient },
      { spki: other.spki },
      { proof: other.proof },
    ]) {
      expect(code(() => read(JSON.stringify({ ...body, ...change })))).toBe('SIGNATURE_INVALID');
    }
    for (const change of [
      { role: 'boss' },
      { extra: 1 },
      { person: undefined },
      { profile: 'qp-enrolment/2' },
      { recipient: 'age1' },
    ]) {
      expect(code(() => read(JSON.stringify({ ...body, ...change })))).toBe('SCHEMA_INVALID');
    }
    expect(code(() => read('not json'))).toBe('SCHEMA_INVALID');
  });
});
