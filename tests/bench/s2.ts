/** Search over 100,000 cases with one to four characters: exact, and against a bare LIKE over the same column. */
import { caseSearchText } from '#main/services/searchText.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { Bench, BenchContext, Sample } from './bench.ts';
import { deskOf, each } from './queueMaterial.ts';

const CASES = 100_000;
const QUERIES = [
  '张',
  '秦',
  '䶮',
  '𬭎',
  '望舒',
  '秦望',
  'qin',
  'qws',
  'zy',
  '0042',
  '99',
  '智能',
  '鹊山',
  '望舒 0',
  'chang',
  '无人如此',
];
const sort = { by: 'due', descending: false } as const;

let texts: string[] | null = null;

/** Every haystack, made anew from the stored records: what recall is counted against. */
async function haystacks(context: BenchContext): Promise<string[]> {
  const { session } = await deskOf(context, CASES);
  texts ??= session.db.read
    .reads<{ record: string }>('SELECT record FROM case_records')
    .all()
    .map(({ record }) => caseSearchText(JSON.parse(record) as BundleCase));
  return texts;
}

const fits = (text: string, query: string): boolean => query.split(' ').every((word) => text.includes(word));

async function ours(context: BenchContext): Promise<Sample> {
  const { api } = await deskOf(context, CASES);
  const totals: number[] = [];
  const ms = await each(QUERIES.length, async (turn) => {
    const { total } = await api.cases.list({ filter: { text: QUERIES[turn] }, sort, offset: 0, limit: 100 });
    totals.push(total);
  });
  const all = await haystacks(context);
  const missed = QUERIES.map((query, i) => Math.abs(all.filter((text) => fits(text, query)).length - totals[i]!));
  return { value: ms, notes: { wrongHits: missed.reduce((sum, n) => sum + n, 0) } };
}

async function reference(context: BenchContext): Promise<Sample> {
  const { session } = await deskOf(context, CASES);
  const ms = await each(QUERIES.length, (turn) => {
    const words = QUERIES[turn]!.split(' ');
    const sql = `SELECT count(*) n FROM cases WHERE ${words.map(() => 'search LIKE ?').join(' AND ')}`;
    return session.db.read.reads(sql).get(...words.map((word) => `%${word}%`));
  });
  return { value: ms };
}

export const benches: readonly Bench[] = [
  {
    id: 'S2',
    what: 'search 100,000 cases by 1 to 4 characters: count and first page through the contract',
    against: 'a LIKE scan that only counts',
    gate: 1,
    bounds: { wrongHits: 0 },
    prepare: async (context) => void (await haystacks(context)),
    ours,
    reference,
    limit: async (context) => (await reference(context)).value,
  },
];
