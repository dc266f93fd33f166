import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import { type Condition, operatorOf } from '#shared/rules/conditionSchema.ts';
import type { FactKind, Vocabulary } from '#shared/rules/vocabulary.ts';

/**
 * Nodes that can never be true, because together with what stands above them they ask one fact for two things at once
 * (class B and class C; at least 30 and at most 20). Only plain comparisons of a fact with a literal are looked at: what is
 * reported is certain, what is not reported may still be unreachable.
 */

/** What a fact may still be: some codes, or numbers (and days, as text) between bounds. */
interface Domain {
  codes: Set<string> | null;
  low: { value: number | string; open: boolean } | null;
  high: { value: number | string; open: boolean } | null;
}

type Domains = ReadonlyMap<string, Domain>;

const ANY: Domain = { codes: null, low: null, high: null };

function narrowCodes(domain: Domain, allowed: Iterable<string>): Domain {
  const wanted = new Set(allowed);
  const codes = domain.codes === null ? wanted : new Set([...domain.codes].filter((one) => wanted.has(one)));
  return { ...domain, codes };
}

function narrowLow(domain: Domain, value: number | string, open: boolean): Domain {
  const { low } = domain;
  const tighter = low === null || value > low.value || (value === low.value && open);
  return tighter ? { ...domain, low: { value, open } } : domain;
}

function narrowHigh(domain: Domain, value: number | string, open: boolean): Domain {
  const { high } = domain;
  const tighter = high === null || value < high.value || (value === high.value && open);
  return tighter ? { ...domain, high: { value, open } } : domain;
}

function isEmpty({ codes, low, high }: Domain): boolean {
  if (codes !== null && codes.size === 0) return true;
  if (low === null || high === null) return false;
  return low.value > high.value || (low.value === high.value && (low.open || high.open));
}

function rankedCodes(kind: FactKind, op: string, value: string): string[] {
  const rank = kind.ranks?.get(value);
  const all = [...kind.labels.keys()];
  if (op === 'eq') return [value];
  if (op === 'ne') return all.filter((one) => one !== value);
  if (rank === undefined || kind.ranks === null) return all;
  const keeps = {
    ge: (one: number) => one >= rank,
    gt: (one: number) => one > rank,
    le: (one: number) => one <= rank,
    lt: (one: number) => one < rank,
  }[op];
  return all.filter((one) => keeps?.(kind.ranks!.get(one)!) ?? true);
}

function narrowOrdered(domain: Domain, op: string, value: number | string): Domain {
  switch (op) {
    case 'eq':
      return narrowHigh(narrowLow(domain, value, false), value, false);
    case 'ge':
    case 'gt':
      return narrowLow(domain, value, op === 'gt');
    case 'le':
    case 'lt':
      return narrowHigh(domain, value, op === 'lt');
    default:
      return domain;
  }
}

/** What a leaf asks of one fact; null where it is no plain comparison. */
function asks(node: Condition, vocabulary: Vocabulary): { key: string; narrow(domain: Domain): Domain } | null {
  if (node.in?.values !== undefined && vocabulary.facts.get(node.in.fact)?.type === 'enum') {
    const { fact, values } = node.in;
    return { key: fact, narrow: (domain) => narrowCodes(domain, values!) };
  }
  const { fact, value, op } = node.compare ?? {};
  const kind = fact === undefined ? undefined : vocabulary.facts.get(fact);
  if (kind === undefined || value === undefined || op === undefined || fact === undefined) return null;
  if (kind.type === 'enum')
    return { key: fact, narrow: (domain) => narrowCodes(domain, rankedCodes(kind, op, String(value))) };
  if (kind.type === 'boolean') {
    const wanted = op === 'eq' ? value : !value;
    return { key: fact, narrow: (domain) => narrowCodes(domain, [String(wanted)]) };
  }
  const literal = typeof value === 'object' ? value.fen : value;
  if (typeof literal === 'boolean') return null;
  return { key: fact, narrow: (domain) => narrowOrdered(domain, op, literal) };
}

/** Everything the leaves of an `all` ask together. Relaxed and preferred conditions ask for nothing. */
function withAll(node: Condition, domains: Domains, vocabulary: Vocabulary): Map<string, Domain> {
  const result = new Map(domains);
  const add = (one: Condition) => {
    if (one.force !== undefined && one.force !== 'must') return;
    const asked = asks(one, vocabulary);
    if (asked !== null) result.set(asked.key, asked.narrow(result.get(asked.key) ?? ANY));
    for (const child of one.all ?? []) add(child);
  };
  add(node);
  return result;
}

function search(node: Condition, domains: Domains, vocabulary: Vocabulary, path: string, found: string[]): void {
  const here = `${path}/${node.id ?? operatorOf(node)}`;
  const narrowed = withAll(node, domains, vocabulary);
  const empty = [...narrowed].find(([, domain]) => isEmpty(domain));
  if (empty !== undefined) {
    found.push(`${here}: can never be true, \`${empty[0]}\` would have to be two things at once`);
    return;
  }
  for (const child of node.all ?? []) search(child, narrowed, vocabulary, here, found);
  for (const child of node.any ?? node.atLeast?.of ?? []) search(child, narrowed, vocabulary, here, found);
}

function sameTwice(node: Condition, path: string, found: string[]): void {
  const children = node.all ?? node.any ?? node.atLeast?.of ?? [];
  const tests = children.map(({ id: _id, cite: _cite, title: _title, wording: _wording, ...test }) =>
    JSON.stringify(test),
  );
  for (const [index, test] of tests.entries()) {
    if (tests.indexOf(test) !== index)
      found.push(`${path}/${children[index]!.id ?? index}: the same test stands beside it already`);
  }
  for (const child of children) sameTwice(child, `${path}/${node.id ?? ''}`, found);
}

/** Benefits whose `when` contradicts every track they belong to. */
function deadSupport({ definition, vocabulary }: CompiledProgramme, domains: Domains): string[] {
  return definition.support.flatMap((one) => {
    const tracks = definition.tracks.filter((track) => one.tracks === undefined || one.tracks.includes(track.id));
    const bases =
      tracks.length === 0 ? [domains] : tracks.map((track) => withAll(track.conditions, domains, vocabulary));
    const { when } = one;
    if (when === undefined) return [];
    const alive = bases.some((base) => ![...withAll(when, base, vocabulary).values()].some(isEmpty));
    return alive ? [] : [`${definition.id}/support.${one.id}: its \`when\` contradicts the conditions`];
  });
}

/** Unreachable and repeated nodes of a programme's trees, its tracks read under the common conditions. */
export function neverTrue(programme: CompiledProgramme): string[] {
  const { definition, vocabulary } = programme;
  const found: string[] = [];
  const common = definition.conditions;
  const domains = common === undefined ? new Map<string, Domain>() : withAll(common, new Map(), vocabulary);
  const trees = [...(common === undefined ? [] : [common]), ...definition.tracks.map((one) => one.conditions)];
  for (const root of trees) {
    search(root, root === common ? new Map() : domains, vocabulary, definition.id, found);
    sameTwice(root, definition.id, found);
  }
  return [...found, ...deadSupport(programme, domains)];
}
