/** Mutations of a bundle's bag, JSON, signatures and certificates. */
import { signWith } from '#main/crypto/primitives.ts';
import { type Bag, bytesOf, editBundleJson, packBag, remanifest, resign, textOf } from '#tests/support/forge.ts';
import { type Material, type Mutation, type Rng, withBag } from './mutation.ts';

const names = (bag: Bag, rng: Rng) => rng.pick([...bag.keys()]);

export const BAG: Record<string, Mutation> = {
  content: (m, rng) =>
    withBag(m, (bag) => {
      const name = names(bag, rng);
      const data = Buffer.from(bag.get(name)!);
      data[rng.below(data.length)]! ^= 1 << rng.below(8);
      bag.set(name, data);
    }),
  shorten: (m, rng) =>
    withBag(m, (bag) => {
      const name = names(bag, rng);
      bag.set(name, bag.get(name)!.subarray(0, rng.below(bag.get(name)!.length)));
    }),
  addFile: (m, rng) =>
    withBag(m, (bag) =>
      bag.set(
        rng.pick(['data/zz.json', 'fetch.txt', 'manifest-sha512.txt', 'signatures/2.jws', 'signatures/9.jws']),
        rng.bytes(rng.below(30)),
      ),
    ),
  removeFile: (m, rng) => withBag(m, (bag) => bag.delete(names(bag, rng))),
  moveFile: (m, rng) =>
    withBag(m, (bag) => {
      const name = names(bag, rng);
      bag.set('data/moved', bag.get(name)!);
      bag.delete(name);
    }),
  exchangeContents: (m, rng) =>
    withBag(m, (bag) => {
      const [a, b] = [names(bag, rng), names(bag, rng)];
      const [x, y] = [bag.get(a)!, bag.get(b)!];
      bag.set(a, a === b ? rng.bytes(5) : y).set(b, a === b ? rng.bytes(6) : x);
    }),
  spliceFiles: (m, rng) =>
    withBag(m, (bag) => {
      const name = rng.pick([
        'bag-info.txt',
        'bundle.json',
        'manifest-sha256.txt',
        'tagmanifest-sha256.txt',
        'signatures/1.jws',
        'data/cases/a.json',
      ]);
      bag.set(name, m.other.bag.get(name)!);
    }),
  manifestOnly: (m, rng) =>
    withBag(m, (bag) => {
      bag.set('data/cases/a.json', rng.bytes(12));
      remanifest(bag);
    }),
  otherFolder: (m) => packBag(m.other.top, m.bag),
};

/** Signed by the real centre: only what no reader may accept whoever signs. */
export const INSIDER: Record<string, Mutation> = {
  bundleJson: (m, rng) =>
    withBag(m, (bag) => {
      editBundleJson(
        bag,
        rng.pick<Record<string, unknown>>([
          { kind: 'review' },
          { kind: 'nothing' },
          { issuer: '00'.repeat(32) },
          { audience: ['00'.repeat(32)] },
          { audience: 'all' },
          { bundleId: m.other.top },
          { issuerSeq: -1 },
          { issuerSeq: '1' },
          { profile: 'qpb/9' },
          { minReader: 99 },
          { issuedAt: 'now' },
          { part: null },
          { journal: {} },
          { acks: [1] },
          { [`x${rng.below(99)}`]: rng.below(99) },
          { issuerSeq: undefined },
          { part: undefined },
        ]),
      );
      resign(bag, m.kit.centre.identity);
    }),
  manifestLines: (m, rng) =>
    withBag(m, (bag) => {
      const lines = textOf(bag, 'manifest-sha256.txt').split('\n').filter(Boolean);
      const at = rng.below(lines.length);
      lines[at] = rng.pick([
        lines[at]!.toUpperCase(),
        `${lines[at]} `,
        lines[at]!.replace('  ', '\t'),
        `${lines[at]}\r`,
        lines[at]!.replace(/^./, 'x'),
        lines[at]!.replace('data/', 'data//'),
        `${lines[at]}\n${lines[at]}`,
        '',
      ]);
      bag.set('manifest-sha256.txt', bytesOf(`${lines.join('\n')}\n`));
      resign(bag, m.kit.centre.identity);
    }),
  extraPayload: (m, rng) =>
    withBag(m, (bag) => {
      bag.set(`data/extra-${rng.below(1000)}`, rng.bytes(rng.below(20)));
      resign(bag, m.kit.centre.identity);
    }),
  bagFiles: (m, rng) =>
    withBag(m, (bag) => {
      const name = rng.pick(['bagit.txt', 'bag-info.txt']);
      bag.set(name, bytesOf(textOf(bag, name) + rng.pick(['\n', 'A: b\n', ' '])));
      resign(bag, m.kit.centre.identity);
    }),
};

const b64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');

/** A signature with any header, made with the centre's real key. */
function signHeader(m: Material, bag: Bag, header: unknown): void {
  const protectedHeader = b64(JSON.stringify(header));
  const input = `${protectedHeader}.${b64(bag.get('tagmanifest-sha256.txt')!)}`;
  const { signature } = signWith(m.kit.centre.identity.privateKeyPem, bytesOf(input));
  bag.set('signatures/1.jws', bytesOf(`${protectedHeader}..${b64(signature)}`));
}

function headerOf(m: Material): { alg: string; typ: string; x5c: string[] } {
  const x5c = m.kit.centre.identity.chain.map(({ der }) => Buffer.from(der).toString('base64'));
  return { alg: 'Ed25519', typ: 'qpb1-case+jws', x5c };
}

function mutateDer(base64: string, rng: Rng): string {
  const der = Buffer.from(base64, 'base64');
  for (let n = rng.below(3); n >= 0; n--) der[rng.below(der.length)]! ^= 1 << rng.below(8);
  return rng.pick([der, der.subarray(0, rng.below(der.length)), Buffer.concat([der, rng.bytes(1)])]).toString('base64');
}

export const SIGNATURE: Record<string, Mutation> = {
  header: (m, rng) =>
    withBag(m, (bag) => {
      const good = headerOf(m);
      signHeader(
        m,
        bag,
        rng.pick<object | null>([
          { ...good, alg: 'EdDSA' },
          { ...good, alg: 'none' },
          { ...good, alg: 'ES256' },
          { ...good, alg: 'HS256' },
          { ...good, typ: 'JOSE' },
          { ...good, typ: 'qpb1-review+jws' },
          { ...good, crit: ['b64'], b64: false },
          { ...good, jwk: {} },
          { ...good, kid: '1' },
          { alg: good.alg, typ: good.typ },
          { ...good, x5c: [] },
          { ...good, x5c: good.x5c.slice(0, 1) },
          { ...good, x5c: good.x5c.toReversed() },
          { ...good, x5c: good.x5c[0] },
          { ...good, x5c: Array(40).fill(good.x5c[0]) },
          null,
          [good],
          { ...good, x5c: [good.x5c[0], good.x5c[0]] },
        ]),
      );
    }),
  certificate: (m, rng) =>
    withBag(m, (bag) => {
      const good = headerOf(m);
      const at = rng.below(good.x5c.length);
      signHeader(m, bag, { ...good, x5c: good.x5c.map((der, i) => (i === at ? mutateDer(der, rng) : der)) });
    }),
  stranger: (m, rng) =>
    withBag(m, (bag) =>
      resign(bag, rng.pick([m.stranger.centre.identity, m.expired.identity, m.kit.reviewer.identity])),
    ),
  strangerLeaf: (m) =>
    withBag(m, (bag) => {
      const good = headerOf(m);
      const leaf = Buffer.from(m.stranger.centre.identity.chain[0]!.der).toString('base64');
      signHeader(m, bag, { ...good, x5c: [leaf, good.x5c[1]] });
    }),
  text: (m, rng) =>
    withBag(m, (bag) => {
      const jws = textOf(bag, 'signatures/1.jws');
      const [head, , signature] = jws.split('.') as [string, string, string];
      bag.set(
        'signatures/1.jws',
        bytesOf(
          rng.pick([
            `${jws}\n`,
            ` ${jws}`,
            `${jws}.`,
            `${head}.${signature}`,
            `${head}..`,
            `..${signature}`,
            `${head}..${signature}${signature}`,
            `${head}..${signature.slice(0, -1)}`,
            `${head}..${'A'.repeat(86)}`,
            `${head}..${signature}==`,
            `${head}.e30.${signature}`,
            jws.replaceAll('-', '+').replaceAll('_', '/') + (/[-_]/.test(jws) ? '' : 'A'),
          ]),
        ),
      );
    }),
};
