/** Putting a catalogue in force from a day, and going back to an earlier one. */
import { findPack, policyDecisions } from '#db/queries/policies.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import { BUILTIN_NUMBER, type PackReference } from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { requireOpen, requireRole, type Session } from '../session.ts';
import { wellFormed } from '../wellFormed.ts';
import { effectOn } from './effect.ts';
import { officeDay, type Rules } from './rules.ts';

export interface DecisionContext {
  session: Session;
  rules: Rules;
}

const DECIDERS: readonly Role[] = ['reviewer', 'approver', 'secretary'];

/** Hash of a number: the program's own or an imported one. PACK_UNKNOWN. */
function referenceOf({ session, rules }: DecisionContext, number: number): PackReference {
  if (number === BUILTIN_NUMBER) return { number, sha256: rules.builtin.hash };
  const row = findPack(session.db.read, number);
  if (!row) throw new Refusal('PACK_UNKNOWN', { number });
  return { number, sha256: row.sha256 };
}

/** PACK_UNKNOWN; CATALOGUE_INVALID where this program cannot use it. */
export function catalogueOf(context: DecisionContext, number: number): Catalogue {
  const { sha256 } = referenceOf(context, number);
  const catalogue = context.rules.ofHash(context.session, sha256);
  if (!catalogue) throw new Refusal('PACK_UNKNOWN', { number });
  return catalogue;
}

/**
 * Puts a newer catalogue in force from a day, today or later. Refuses PACK_ORDER (not newer than the one in force), PACK_DATE,
 * PACK_BREAKS_CASES (open cases it cannot judge), STALE_WRITE (another one is in force than the screen showed).
 */
export async function activate(
  context: DecisionContext,
  { number, from, expected }: { number: number; from: string; expected: number },
): Promise<void> {
  const { session } = context;
  requireRole(session, DECIDERS, '启用政策目录');
  const next = referenceOf(context, number);
  const inForce = requireExpected(context, expected);
  if (number === inForce.number)
    throw new Refusal('PACK_ORDER', { number, problem: '正在使用', advice: '不必再次启用' });
  if (number < inForce.number) {
    throw new Refusal('PACK_ORDER', { number, problem: '比在用的旧', advice: '如需恢复使用，请用“退回”并填写原因' });
  }
  const earliest = [officeDay(session), findPack(session.db.read, number)?.fromDay ?? ''].sort().at(-1)!;
  if (from < earliest) throw new Refusal('PACK_DATE', { number, from, earliest });
  await requireFit(context, number);
  requireExpected(context, expected);
  const payload = { ...next, from, previous: inForce.sha256 };
  session.db.write((tx) => session.journal.record(tx, { type: 'policy.activated', payload, actor: session.actor }));
}

/**
 * Goes back to an earlier catalogue at once, or stays with the one in force against what was planned. Refuses as {@link activate}
 * does.
 */
export async function rollBack(
  context: DecisionContext,
  { number, reason, expected }: { number: number; reason: string; expected: number },
): Promise<void> {
  const { session } = context;
  requireRole(session, DECIDERS, '退回政策目录');
  const next = referenceOf(context, number);
  const inForce = requireExpected(context, expected);
  const planned = policyDecisions(session.db.read).some((row) => row.fromDay > officeDay(session));
  if (number > inForce.number || (number === inForce.number && !planned)) {
    throw new Refusal('PACK_ORDER', { number, problem: '不比在用的旧', advice: '退回只能选较早的目录' });
  }
  await requireFit(context, number);
  requireExpected(context, expected);
  const payload = { ...next, from: officeDay(session), previous: inForce.sha256, reason: wellFormed(reason) };
  session.db.write((tx) => session.journal.record(tx, { type: 'policy.rolledBack', payload, actor: session.actor }));
}

function requireExpected({ session, rules }: DecisionContext, expected: number): PackReference {
  requireOpen(session);
  const inForce = rules.inForce(session);
  if (inForce.number !== expected) throw new Refusal('STALE_WRITE');
  return inForce;
}

/** Nobody may end up before a case that the workstation cannot open any more. */
async function requireFit(context: DecisionContext, number: number): Promise<void> {
  const { session, rules } = context;
  const after = catalogueOf(context, number);
  const before = currentOrNull(rules);
  if (!before) return;
  const { blocked, examples } = await effectOn(session, before, after);
  const [first] = examples;
  if (blocked === 0 || !first) return;
  throw new Refusal('PACK_BREAKS_CASES', {
    number,
    cases: blocked,
    example: first.number,
    reason: first.obstacle ?? '',
  });
}

/** null where the one in force cannot be used by this program: then anything is better. */
function currentOrNull(rules: Rules): Catalogue | null {
  try {
    return rules.current();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CATALOGUE_INVALID') return null;
    throw error;
  }
}
