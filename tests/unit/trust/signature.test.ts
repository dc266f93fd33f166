import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compactVerify, importX509 } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validatePath } from '#main/bundle/path.ts';
import { signDetached, verifyDetached } from '#main/bundle/signature.ts';
import { generateP256, signEd25519 } from '#main/crypto/primitives.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import { makeCentre, NOW, type TestCentre, type TestPerson } from '#tests/support/pki.ts';

const TYP = 'qpb-case';
const bytes = Buffer.from('5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5  bundle.json\n');
const invalid = expect.objectContaining({ code: 'SIGNATURE_INVALID' });

let centre: TestCentre;
let card: TestPerson;
let jws: string;

beforeAll(async () => {
  centre = await makeCentre();
  card = await centre.enrol({ role: 'approver', keys: generateP256() });
  jws = signDetached(bytes, centre.office, TYP);
});

const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : canonicalJson(value)).toString('base64url');

/** A signature with our key over a header of any shape. */
function forge(header: unknown, payload: Uint8Array = bytes): string {
  const head = b64(header);
  const input = `${head}.${Buffer.from(payload).toString('base64url')}`;
  const signature = signEd25519(centre.office.privateKeyPem, Buffer.from(input));
  return `${head}..${Buffer.from(signature).toString('base64url')}`;
}

function header(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()), ...changes };
}

test('round trip with both algorithms; the chain comes back and holds', () => {
  for (const [person, alg] of [
    [centre.office, 'Ed25519'],
    [card, 'ES256'],
  ] as const) {
    const result = verifyDetached(signDetached(bytes, person, TYP), bytes, TYP);
    expect(result.alg).toBe(alg);
    expect(result.chain.map(({ pem }) => pem)).toEqual(person.chain.map(({ pem }) => pem));
    expect(validatePath(result.chain, centre.trust, { at: NOW }).keyId).toBe(person.certificate.keyId);
  }
});

test('the forging helper makes valid signatures, so what follows is refused for its own reason', () => {
  expect(verifyDetached(forge(header()), bytes, TYP).alg).toBe('Ed25519');
});

describe('refused', () => {
  test('other bytes, other type, every single changed character', () => {
    expect(() => verifyDetached(jws, Buffer.concat([bytes, Buffer.from('x')]), TYP)).toThrow(invalid);
    expect(() => verifyDetached(jws, bytes, 'qpb-review')).toThrow(invalid);
    for (let at = 0; at < jws.length; at += 3) {
      const other = jws[at] === 'A' ? 'B' : 'A';
      expect(() => verifyDetached(jws.slice(0, at) + other + jws.slice(at + 1), bytes, TYP)).toThrow(invalid);
    }
  });

  test.each<[string, () => string]>([
    ['alg none', () => forge(header({ alg: 'none' }))],
    ['alg EdDSA (deprecated name)', () => forge(header({ alg: 'EdDSA' }))],
    ['alg ES256 with an Ed25519 key', () => forge(header({ alg: 'ES256' }))],
    ['alg HS256', () => forge(header({ alg: 'HS256' }))],
    ['crit', () => forge(header({ crit: ['exp'], exp: 1 }))],
    ['b64 false', () => forge(header({ b64: false }))],
    ['kid', () => forge(header({ kid: '1' }))],
    ['jwk beside x5c', () => forge(header({ jwk: {} }))],
    ['no typ', () => forge({ alg: header().alg, x5c: header().x5c })],
    ['alg twice', () => forge(canonicalJson(header()).replace('{', '{"alg":"none",'))],
    ['x5c empty', () => forge(header({ x5c: [] }))],
    ['x5c no list', () => forge(header({ x5c: (header().x5c as string[])[0] }))],
    [
      'x5c in base64url',
      () =>
        forge(header({ x5c: (header().x5c as string[]).map((c) => Buffer.from(c, 'base64').toString('base64url')) })),
    ],
    ['x5c too long', () => forge(header({ x5c: Array(5).fill((header().x5c as string[])[0]) }))],
    [
      'x5c of somebody else',
      () => forge(header({ x5c: card.chain.map(({ der }) => Buffer.from(der).toString('base64')) })),
    ],
    [
      'x5c with trailing bytes',
      () => forge(header({ x5c: [`${(header().x5c as string[])[0]!.replace(/=*$/, '')}AAAA`] })),
    ],
    ['header no object', () => forge([1])],
    ['payload attached', () => jws.replace('..', `.${Buffer.from(bytes).toString('base64url')}.`)],
    ['four parts', () => `${jws}.x`],
    ['two parts', () => jws.replace('..', '.')],
    ['padding', () => `${jws}==`],
    ['line break at the end', () => `${jws}\n`],
    ['other spelling of the last character', () => respell(jws)],
    ['empty', () => ''],
    ['huge', () => `${'A'.repeat(70_000)}..AA`],
  ])('%s', (_name, build) => {
    expect(() => verifyDetached(build(), bytes, TYP)).toThrow(invalid);
  });
});

/** The same signature bytes in another spelling of base64url: node's decoder would take it. */
function respell(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet[alphabet.indexOf(text.at(-1)!) ^ 1]!;
  const spelled = text.slice(0, -1) + last;
  const decode = (jwsText: string) => Buffer.from(jwsText.split('.')[2]!, 'base64url').toString('hex');
  expect(decode(spelled)).toBe(decode(text));
  return spelled;
}

describe('strangers verify it', () => {
  let folder: string;
  beforeAll(() => {
    ensureTool('openssl');
    folder = mkdtempSync(path.join(tmpdir(), 'quanping-jws-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['Ed25519', 'ES256'] as const)('jose: %s', async (alg) => {
    const person = alg === 'Ed25519' ? centre.office : card;
    const attached = signDetached(bytes, person, TYP).replace('..', `.${bytes.toString('base64url')}.`);
    const { payload, protectedHeader } = await compactVerify(attached, await importX509(person.certificate.pem, alg));
    expect(Buffer.from(payload)).toEqual(bytes);
    expect(protectedHeader).toMatchObject({ alg, typ: TYP });
  });

  test('openssl: signature over header.payload with the key of the first x5c certificate', () => {
    const [head, , signature] = jws.split('.') as [string, string, string];
    const at = (name: string) => path.join(folder, name);
    writeFileSync(at('leaf.der'), Buffer.from((header().x5c as string[])[0]!, 'base64'));
    writeFileSync(at('input'), `${head}.${bytes.toString('base64url')}`);
    writeFileSync(at('signature'), Buffer.from(signature, 'base64url'));
    const pem = execFileSync('openssl', ['x509', '-inform', 'DER', '-in', at('leaf.der'), '-noout', '-pubkey']);
    writeFileSync(at('key.pem'), pem);
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      at('key.pem'),
      '-rawin',
      '-in',
      at('input'),
      '-sigfile',
      at('signature'),
    ];
    expect(execFileSync('openssl', args, { encoding: 'utf8' })).toMatch(/Signature Verified Successfully/);
  });
});
