/** Mutations of a bundle's bytes and of its ZIP structure. */
import { packBag, rawEntries } from '#tests/support/forge.ts';
import { type HeaderFields, type RawEntry, type RawZipOptions, rawZip } from '#tests/support/rawZip.ts';
import { canonical, type Material, type Mutation, type Rng } from './mutation.ts';

function cutOut(bytes: Buffer, from: number, to: number, insert: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(to)]);
}

export const RAW_BYTES: Record<string, Mutation> = {
  flipBits: (m, rng) => {
    const bytes = canonical(m);
    for (let n = rng.below(6); n >= 0; n--) bytes[rng.below(bytes.length)]! ^= 1 << rng.below(8);
    return bytes;
  },
  removeRange: (m, rng) => {
    const bytes = canonical(m);
    const from = rng.below(bytes.length);
    return cutOut(bytes, from, from + 1 + rng.below(300), new Uint8Array(0));
  },
  insertRange: (m, rng) => {
    const bytes = canonical(m);
    const at = rng.below(bytes.length + 1);
    return cutOut(bytes, at, at, rng.bytes(1 + rng.below(64)));
  },
  repeatRange: (m, rng) => {
    const bytes = canonical(m);
    const from = rng.below(bytes.length);
    const to = Math.min(bytes.length, from + 1 + rng.below(500));
    return cutOut(bytes, to, to, bytes.subarray(from, to));
  },
  fillRange: (m, rng) => {
    const bytes = canonical(m);
    const from = rng.below(bytes.length);
    return bytes.fill(rng.pick([0, 0xff, 0x20]), from, Math.min(bytes.length, from + 1 + rng.below(200)));
  },
  crossOver: (m, rng) => {
    const [a, b] = [canonical(m), Buffer.from(packBag(m.other.top, m.other.bag))];
    return Buffer.concat([a.subarray(0, rng.below(a.length)), b.subarray(rng.below(b.length))]);
  },
};

const INTERESTING = [0, 1, 7, 8, 0x20, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xffffffff];
const NUMBERS: (keyof HeaderFields)[] = [
  'signature',
  'versionNeeded',
  'flags',
  'method',
  'time',
  'date',
  'crc',
  'compressed',
  'size',
];
const CENTRAL_NUMBERS: (keyof HeaderFields)[] = [...NUMBERS, 'versionMadeBy', 'internal', 'external', 'offset'];

function fieldMutant(rng: Rng, names: readonly (keyof HeaderFields)[]): Partial<HeaderFields> {
  const name = rng.pick(names);
  const limit = ['crc', 'compressed', 'size', 'external', 'offset', 'signature'].includes(name) ? 2 ** 32 : 2 ** 16;
  return { [name]: (rng.below(3) > 0 ? rng.pick(INTERESTING) : rng.below(limit)) % limit };
}

function mutateEntries(
  m: Material,
  rng: Rng,
  edit: (entries: RawEntry[], at: number) => void,
  options?: RawZipOptions,
) {
  const entries = rawEntries(m.top, m.bag).map((entry) => ({ ...entry }));
  edit(entries, rng.below(entries.length));
  return rawZip(entries, options);
}

export const ZIP: Record<string, Mutation> = {
  localField: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.local = fieldMutant(rng, NUMBERS);
    }),
  centralField: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.central = fieldMutant(rng, CENTRAL_NUMBERS);
    }),
  bothFields: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.local = e[at]!.central = fieldMutant(rng, NUMBERS);
    }),
  extraField: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]![rng.pick(['local', 'central'] as const)] = { extra: rng.bytes(1 + rng.below(20)) };
    }),
  rename: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.name =
        `${m.top}/${rng.pick(['data/../x', 'data/nul', 'DATA/A', 'data/a/', '', 'data/é', 'bagit.txt', 'data/zz'])}`;
    }),
  duplicate: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e.splice(rng.below(e.length + 1), 0, { ...e[at]!, data: rng.pick([e[at]!.data, rng.bytes(9)]) });
    }),
  drop: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e.splice(at, 1);
    }),
  omit: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.omit = rng.pick(['local', 'central'] as const);
    }),
  gapAfter: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      e[at]!.after = rng.bytes(1 + rng.below(32));
    }),
  exchange: (m, rng) =>
    mutateEntries(m, rng, (e, at) => {
      const to = (at + 1 + rng.below(e.length - 1)) % e.length;
      [e[at], e[to]] = [e[to]!, e[at]!];
    }),
  endField: (m, rng) =>
    mutateEntries(m, rng, () => {}, {
      end: { [rng.pick(['disk', 'count', 'total', 'size', 'offset'])]: 1 + (rng.below(60_000) % 65_535) },
    }),
  around: (m, rng) =>
    mutateEntries(m, rng, () => {}, { [rng.pick(['prefix', 'gap', 'tail', 'comment'])]: rng.bytes(1 + rng.below(40)) }),
};
