import type { FormFact, FormField, FormPeriod, MatchFacts } from '#shared/api/matching.ts';
import type { Target } from '#shared/domain/targets.ts';

/** A figure of money as it is typed. */
export interface MoneyDraft {
  text: string;
  unit: '元' | '万元';
}
export type ScalarDraft = boolean | string | MoneyDraft;
export type RowDraft = Readonly<Record<string, ScalarDraft>>;
/** What a control holds: texts stay as typed until the core has read them. */
export type Draft = ScalarDraft | readonly string[] | readonly RowDraft[];
export type Drafts = Readonly<Record<string, Draft>>;

type Wire = MatchFacts[string];
type WireScalar = boolean | number | string | { value: number | string; unit: string };

const isMoney = (draft: unknown): draft is MoneyDraft =>
  typeof draft === 'object' && draft !== null && 'text' in draft && 'unit' in draft;

/** Full-width figures and thousands signs are how people paste numbers. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[,\s]/g, '');

/** `2023.5.1`, `20230501`, `2023年5月1日` → `2023-05-01`; anything else stays, and the core says what is wrong with it. */
export function plainDate(text: string): string {
  const typed = text.normalize('NFKC').trim();
  const parts =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? null;
  return parts === null ? typed : `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
}

function scalarToWire({ type }: FormField, draft: ScalarDraft): WireScalar | undefined {
  if (typeof draft === 'boolean') return draft;
  if (isMoney(draft)) {
    const value = plain(draft.text);
    return value === '' ? undefined : { value, unit: draft.unit };
  }
  if (draft.trim() === '') return undefined;
  if (type === 'date') return plainDate(draft);
  if (type === 'integer' || type === 'decimal') return plain(draft);
  return type === 'text' ? draft.trim() : draft;
}

function rowToWire(fields: readonly FormField[], row: RowDraft): Record<string, WireScalar> {
  const values = fields.flatMap((field): [string, WireScalar][] => {
    const draft = row[field.key];
    const value = draft === undefined ? undefined : scalarToWire(field, draft);
    return value === undefined ? [] : [[field.key, value]];
  });
  return Object.fromEntries(values);
}

/** What is sent for a fact; `undefined` while nothing is filled in: not recorded. An empty list says “none”. */
export function toWire(fact: FormFact, draft: Draft | undefined): Wire | undefined {
  if (draft === undefined) return undefined;
  if (fact.type === 'records') return (draft as readonly RowDraft[]).map((row) => rowToWire(fact.fields, row));
  if (fact.type === 'set') return [...(draft as readonly string[])];
  return scalarToWire(fact, draft as ScalarDraft);
}

export function factsOf(facts: readonly FormFact[], drafts: Drafts): MatchFacts {
  const values = facts.flatMap((fact): [string, Wire][] => {
    const value = toWire(fact, drafts[fact.key]);
    return value === undefined ? [] : [[fact.key, value]];
  });
  return Object.fromEntries(values);
}

const FEN = 100;

/** 分 → what stands in the field: `1860000` for 186 万元, with two places where there are 分. */
function moneyText(fen: number): string {
  const [whole, rest] = [Math.trunc(fen / FEN), Math.abs(fen % FEN)];
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, '0')}`;
}

function scalarToDraft({ type }: FormField, value: WireScalar): ScalarDraft {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object') {
    if (type !== 'money') return String(value.value);
    return { text: String(value.value), unit: value.unit === '万元' ? '万元' : '元' };
  }
  if (type === 'money') return { text: moneyText(Number(value)), unit: '元' };
  return String(value);
}

/** The facts of a case as a form holds them; keys the form does not ask for are left out. */
export function draftsOf(facts: readonly FormFact[], values: MatchFacts): Drafts {
  const drafts = facts.flatMap((fact): [string, Draft][] => {
    const value = values[fact.key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [[fact.key, scalarToDraft(fact, value)]];
    if (fact.type === 'set') return [[fact.key, value as string[]]];
    const rows = (value as Record<string, WireScalar>[]).map((row) => {
      const cells = fact.fields.flatMap((field): [string, ScalarDraft][] =>
        row[field.key] === undefined ? [] : [[field.key, scalarToDraft(field, row[field.key]!)]],
      );
      return Object.fromEntries(cells);
    });
    return [[fact.key, rows]];
  });
  return Object.fromEntries(drafts);
}

function scalarWords(field: FormField, draft: ScalarDraft): string {
  if (typeof draft === 'boolean') return draft ? '是' : '否';
  if (isMoney(draft)) return `${draft.text} ${draft.unit}`;
  const label = field.values.find(({ value }) => value === draft)?.label;
  return label ?? (field.unit === null ? draft : `${draft} ${field.unit}`);
}

/** A filled fact in words, for the printed sheet. */
export function draftWords(fact: FormFact, draft: Draft): string {
  if (!Array.isArray(draft)) return scalarWords(fact, draft as ScalarDraft);
  if (draft.length === 0) return '无';
  if (fact.type === 'set') return (draft as readonly string[]).map((one) => scalarWords(fact, one)).join('、');
  return (draft as readonly RowDraft[])
    .map((row) =>
      fact.fields
        .flatMap((field) =>
          row[field.key] === undefined ? [] : [`${field.label} ${scalarWords(field, row[field.key]!)}`],
        )
        .join('，'),
    )
    .join('；');
}

/**
 * The day to start with: today, unless it has less than half the target's programmes of an earlier day (old rules outlive the ones that
 * replaced them). Then the earlier day with the most, the latest of them; before all validity the first day that has any.
 */
export function startDay(today: string, periods: readonly FormPeriod[], target: Target | null): string {
  const own = periods.filter((period) => target === null || period.target === target);
  const inForce = (day: string) =>
    own
      .filter(({ from, to }) => from <= day && (to === null || day <= to))
      .reduce((sum, { programmes }) => sum + programmes, 0);
  const ends = own.flatMap(({ to }) => (to !== null && to < today ? [to] : [])).sort();
  const best = ends.reduce(
    (found: string | null, day) => (found === null || inForce(day) >= inForce(found) ? day : found),
    null,
  );
  if (best !== null && inForce(today) * 2 < inForce(best)) return best;
  if (own.length === 0 || inForce(today) > 0) return today;
  return own.map(({ from }) => from).sort()[0]!;
}
