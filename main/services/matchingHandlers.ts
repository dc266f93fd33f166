import type { Handlers } from '#shared/api/contract.ts';
import type { FormFact, FormField, FormPeriod, HeldFact, MatchFacts } from '#shared/api/matching.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { maskDate, maskId } from '#shared/domain/mask.ts';
import type { Target } from '#shared/domain/targets.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { factGroupOf, factGroupOrder, factGroupTitle } from '#shared/rules/factGroups.ts';
import { RESERVED_FACTS } from '#shared/rules/factSchema.ts';
import { readFacts } from '#shared/rules/factValues.ts';
import { formatFact } from '#shared/rules/formatFact.ts';
import { matchProgrammes } from '#shared/rules/matchProgrammes.ts';
import type { FactKind } from '#shared/rules/vocabulary.ts';
import { loadCase } from './cases/caseView.ts';
import type { Session } from './session.ts';

interface Context {
  session: () => Session;
  current: () => Catalogue;
}

/** 政策匹配. Nothing is stored and nothing is journaled: the facts live on the screen that sends them. */
export function matchingHandlers({ session, current }: Context): Handlers['matching'] {
  return {
    form: () => {
      session();
      return formOf(current());
    },
    match: ({ on, target, facts, caseId, outside }) => {
      const catalogue = current();
      const open = session();
      const held = caseId === null ? [] : heldFacts(catalogue, loadCase(open, caseId).record);
      const used = held.filter(({ key }) => !Object.hasOwn(facts, key));
      const input = { ...facts, ...Object.fromEntries(used.map(({ key, value }) => [key, value])) };
      const { facts: known, problems } = readFacts(catalogue.vocabulary, input, on);
      const result = { ...matchProgrammes(catalogue, known, { on, target, outside }), problems };
      return used.length === 0 ? result : hidden(result, used);
    },
    fromCase: ({ caseId }) => {
      const catalogue = current();
      const { row, record } = loadCase(session(), caseId);
      const held = heldFacts(catalogue, record);
      const keys = new Set(held.map(({ key }) => key));
      const { definition } = rulesInForce(catalogue, record.programme, record.appliedOn).programme;
      return {
        caseId,
        number: row.number,
        programme: definition.name,
        appliedOn: record.appliedOn,
        target: definition.target.who,
        facts: Object.fromEntries(
          Object.entries(record.facts).filter(([key]) => catalogue.vocabulary.facts.has(key) && !keys.has(key)),
        ),
        held: held.map(({ key, label, masked }) => ({ key, label, masked })),
      };
    },
  };
}

interface Held extends HeldFact {
  value: MatchFacts[string];
  shown: string;
}

function heldFacts(catalogue: Catalogue, record: BundleCase): Held[] {
  const { vocabulary } = catalogue;
  const { facts } = readFacts(vocabulary, record.facts, record.appliedOn);
  return [...facts].flatMap(([key, value]) => {
    const kind = vocabulary.facts.get(key)!;
    if (vocabulary.definitions.get(key)?.sensitive !== true) return [];
    const shown = formatFact(kind, value);
    const masked = kind.type === 'date' ? maskDate(shown) : maskId(shown);
    return [{ key, label: kind.label, masked, shown, value: record.facts[key]! }];
  });
}

/** The sentences speak of personal facts; on the screen they are masked like everywhere else. */
function hidden<T>(result: T, held: readonly Held[]): T {
  if (typeof result === 'string')
    return held.reduce((text, { shown, masked }) => text.replaceAll(shown, masked), result as string) as T;
  if (Array.isArray(result)) return result.map((one) => hidden(one, held)) as T;
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, hidden(value, held)])) as T;
}

function fieldOf(kind: FactKind): FormField {
  const { key, label, type, unit, min, max, past, scale, labels } = kind;
  return {
    ...{ key, label, type, min, max, past },
    unit: type === 'money' ? null : unit,
    places: type === 'decimal' ? scale : 0,
    values: [...labels].map(([value, text]) => ({ value, label: text })),
  };
}

/** Facts that some programme reads; the day of application has its own control. */
function formOf(catalogue: Catalogue) {
  const readers = new Map<string, Set<Target>>();
  for (const { definition, facts } of catalogue.programmes) {
    for (const key of facts) readers.set(key, (readers.get(key) ?? new Set()).add(definition.target.who));
  }
  const groups = new Map<string, { id: string; title: string; facts: FormFact[] }>();
  for (const [key, kind] of catalogue.vocabulary.facts) {
    if (key === RESERVED_FACTS[0] || !readers.has(key)) continue;
    const title = factGroupTitle(factGroupOf(key));
    const group = groups.get(title) ?? { id: factGroupOf(key), title, facts: [] };
    groups.set(title, group);
    group.facts.push({
      ...fieldOf(kind),
      fields: [...kind.fields.values()].map(fieldOf),
      note: catalogue.vocabulary.definitions.get(key)?.note ?? null,
      targets: [...readers.get(key)!],
    });
  }
  const sorted = [...groups.values()].sort((a, b) => factGroupOrder(a.id) - factGroupOrder(b.id));
  return { hash: catalogue.hash, groups: sorted, periods: periodsOf(catalogue) };
}

function periodsOf(catalogue: Catalogue): FormPeriod[] {
  const periods = new Map<string, FormPeriod>();
  for (const { definition } of catalogue.programmes) {
    const { from, to } = definition.inForce;
    const target = definition.target.who;
    const name = `${from} ${to} ${target}`;
    periods.set(name, { from, to, target, programmes: (periods.get(name)?.programmes ?? 0) + 1 });
  }
  return [...periods.values()];
}
