/** Single rules of path validation beside the table of path.test.ts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateFromDer, toPem } from '#main/bundle/certificate.ts';
import { crlFromDer } from '#main/bundle/crl.ts';
import { validatePath } from '#main/bundle/path.ts';
import { OID } from '#main/bundle/x509.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import { AT, FROM, leafOf, listOf, openssl, ours, type Party, rootOf } from '#tests/support/pathKit.ts';

let root: Party;
let folder: string;

beforeAll(() => {
  ensureTool('openssl');
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-path-'));
  root = rootOf();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('certificates made by openssl are read and judged like ours', () => {
  const at = (name: string) => path.join(folder, name);
  writeFileSync(at('root-own.pem'), toPem('CERTIFICATE', root.der));
  writeFileSync(at('root-own.key'), root.keys.privateKeyPem);
  writeFileSync(
    at('leaf.ext'),
    [
      'basicConstraints=critical,CA:FALSE',
      'keyUsage=critical,digitalSignature',
      `extendedKeyUsage=${OID.documentSigning}`,
      'subjectKeyIdentifier=hash',
      'authorityKeyIdentifier=keyid',
      `${OID.role}=ASN1:UTF8String:approver`,
      `${OID.district}=ASN1:UTF8String:370102`,
    ].join('\n'),
  );
  const run = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  run('genpkey', '-algorithm', 'ed25519', '-out', at('p.key'));
  run('req', '-new', '-key', at('p.key'), '-utf8', '-subj', '/O=历下区/CN=李四/serialNumber=p-2', '-out', at('p.csr'));
  run(
    'x509',
    '-req',
    '-in',
    at('p.csr'),
    '-CA',
    at('root-own.pem'),
    '-CAkey',
    at('root-own.key'),
    '-days',
    '30',
    '-extfile',
    at('leaf.ext'),
    '-outform',
    'DER',
    '-out',
    at('p.der'),
  );
  const certificate = certificateFromDer(readFileSync(at('p.der')));
  const accepted = validatePath(
    [certificate, certificateFromDer(root.der)],
    { roots: [certificateFromDer(root.der)], crls: [] },
    { at: new Date().toISOString() },
  );
  expect(accepted.subject).toEqual({
    personId: 'p-2',
    name: '李四',
    unit: '历下区',
    role: 'approver',
    district: '370102',
  });
});

test('the last second itself counts, as RFC 5280 says; openssl stops at its beginning', () => {
  const fixture = { chain: [leafOf(root, { notAfter: Date.parse(AT) }), root] };
  expect({ ours: ours(fixture), openssl: openssl(folder, fixture) }).toEqual({ ours: 'accepted', openssl: 'refused' });
});

describe('receipts and chains', () => {
  test('a receipt from before the revocation keeps what was accepted', () => {
    const person = leafOf(root);
    const chain = [certificateFromDer(person.der), certificateFromDer(root.der)];
    const trust = { roots: [chain[1]!], crls: [crlFromDer(listOf(root, { revoke: [person] }))] };
    expect(() => validatePath(chain, trust, { at: AT })).toThrow(Refusal);
    expect(() => validatePath(chain, trust, { at: AT, receiptAt: new Date(FROM + 1000).toISOString() })).toThrow(
      Refusal,
    );
    expect(validatePath(chain, trust, { at: AT, receiptAt: new Date(FROM).toISOString() }).subject.name).toBe('张三');
  });

  test.each([
    ['no certificate', () => []],
    ['root alone', () => [root]],
    ['root missing', () => [leafOf(root)]],
    ['root first', () => [root, leafOf(root)]],
  ])('%s: refused', (_name, build) => {
    const chain = build().map((party) => certificateFromDer(party.der));
    const trust = { roots: [certificateFromDer(root.der)], crls: [] };
    expect(() => validatePath(chain, trust, { at: AT })).toThrow(expect.objectContaining({ code: 'CERT_UNTRUSTED' }));
  });
});
