import { type DecisionRow, packRows, policyDecisions } from '#db/queries/policies.ts';
import { personNames } from '#db/queries/review.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { PackView, PolicyList } from '#shared/api/policies.ts';
import { BUILTIN_NUMBER } from '#shared/domain/policyPack.ts';
import { toGroups } from '#shared/domain/review.ts';
import { compareCatalogues } from '#shared/rules/compare/compareCatalogues.ts';
import type { Session } from '../session.ts';
import { activate, catalogueOf, type DecisionContext, rollBack } from './decide.ts';
import { effectOn } from './effect.ts';
import { decisionsThatCounted, officeDay, type Rules } from './rules.ts';

export interface PolicyContext {
  session: () => Session;
  rules: Rules;
  /** After a decision: pre-check the open cases, tell the screens. */
  decided: () => Promise<void>;
}

export function policyHandlers({ session, rules, decided }: PolicyContext): Handlers['policies'] {
  const context = (): DecisionContext => ({ session: session(), rules });
  const list = () => listOf(session(), rules);
  return {
    list,
    compare: ({ number, base }) => {
      const current = context();
      const comparison = compareCatalogues(catalogueOf(current, base), catalogueOf(current, number));
      return { base, number, comparison };
    },
    effect: ({ number }) => {
      const current = context();
      return effectOn(current.session, rules.current(), catalogueOf(current, number));
    },
    activate: async (input) => {
      await activate(context(), input);
      await decided();
      return list();
    },
    rollBack: async (input) => {
      await rollBack(context(), input);
      await decided();
      return list();
    },
  };
}

function listOf(session: Session, rules: Rules): PolicyList {
  const { read } = session.db;
  const today = officeDay(session);
  const decisions = policyDecisions(read);
  const names = personNames(read);
  const by = (row: DecisionRow) => names.get(row.personId) ?? '未知人员';
  const inForce = rules.inForce(session).number;
  const counted = new Set(decisionsThatCounted(decisions, today).map((row) => row.number));
  const stateOf = (number: number): PackView['state'] => {
    if (number === inForce) return 'inForce';
    if (isScheduled(decisions, number, today)) return 'scheduled';
    return counted.has(number) || (number === BUILTIN_NUMBER && inForce !== BUILTIN_NUMBER) ? 'former' : 'held';
  };
  const decisionOn = (number: number) => {
    const newest = decisions.find((row) => row.number === number);
    return {
      activeFrom: newest?.fromDay ?? null,
      decidedBy: newest ? by(newest) : null,
      decidedAt: newest?.at ?? null,
    };
  };
  const { builtin } = rules;
  const own: PackView = {
    ...{ number: BUILTIN_NUMBER, builtin: true, title: '随程序提供', sha256: builtin.hash },
    ...{ groups: toGroups(builtin.hash), programmes: builtin.programmes.length, from: null },
    ...{ state: stateOf(BUILTIN_NUMBER), ...decisionOn(BUILTIN_NUMBER), issuer: null, file: null, receivedAt: null },
  };
  const imported = packRows(read).map(
    ({ number, title, sha256, programmes, fromDay, issuer, file, receivedAt }): PackView => ({
      ...{ number, builtin: false, title, sha256, groups: toGroups(sha256), programmes, from: fromDay },
      ...{ state: stateOf(number), ...decisionOn(number), issuer, file, receivedAt },
    }),
  );
  return {
    today,
    inForce,
    packs: [...imported, own],
    decisions: decisions.map((row) => {
      const { kind, number, fromDay: from, at, reason } = row;
      return { kind, number, from, by: by(row), at, reason };
    }),
  };
}

/** A decision for a day to come, with none after it that comes first: that one would keep it from ever counting. */
function isScheduled(newestFirst: readonly DecisionRow[], number: number, today: string): boolean {
  const at = newestFirst.findIndex((row) => row.number === number && row.fromDay > today);
  return at >= 0 && newestFirst.slice(0, at).every((later) => later.fromDay > newestFirst[at]!.fromDay);
}
