import { type DecisionRow, decisionInForce, packParts, signedRulesHash } from '#db/queries/policies.ts';
import { readCompiled } from '#main/catalogue/compiled.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { BUILTIN_NUMBER, type PackReference } from '#shared/domain/policyPack.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { IsoDate } from '#shared/rules/dates.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Session } from '../session.ts';

/** Which catalogue counts, for whoever needs one: the only place that decides it. */
export interface Rules {
  /** The one that comes with the program. */
  builtin: Catalogue;
  /** In force today; while the workspace is locked the program's own. */
  current(): Catalogue;
  /** For one case: a signed one keeps the catalogue it was signed under where this workspace has it, an open one follows. */
  ofCase(caseId: string): Catalogue;
  /** Number and hash of the one in force today. */
  inForce(session: Session): PackReference;
  /** The one of this hash; null where the workspace does not hold it. CATALOGUE_INVALID where it cannot be used any more. */
  ofHash(session: Session, sha256: string): Catalogue | null;
}

export interface RulesOptions {
  builtin: Catalogue;
  /** `null` while the workspace is locked. */
  openSession: () => Session | null;
  /** Another catalogue counts than at the last question: a day has come, or another workspace is open. */
  onTurn: () => void;
}

export function createRules({ builtin, openSession, onTurn }: RulesOptions): Rules {
  // Compiled once; a catalogue never changes, and another workspace's of the same hash is the same.
  const compiled = new Map<string, Catalogue>([[builtin.hash, builtin]]);

  const ofHash: Rules['ofHash'] = ({ db }, sha256) => {
    const known = compiled.get(sha256);
    if (known) return known;
    const text = packParts(db.read, sha256);
    if (text === undefined) return null;
    const catalogue = compile(text, sha256);
    compiled.set(sha256, catalogue);
    return catalogue;
  };

  const inForce: Rules['inForce'] = (session) => {
    const decision = decisionInForce(session.db.read, officeDay(session));
    if (!decision || decision.number === BUILTIN_NUMBER) return { number: BUILTIN_NUMBER, sha256: builtin.hash };
    return { number: decision.number, sha256: decision.sha256 };
  };

  const inForceOf = (session: Session): Catalogue => {
    const { number, sha256 } = inForce(session);
    const catalogue = ofHash(session, sha256);
    if (!catalogue) throw new Refusal('PACK_UNKNOWN', { number });
    return catalogue;
  };

  let last = builtin.hash;
  const current = (): Catalogue => {
    const session = openSession();
    if (!session) return builtin;
    const catalogue = inForceOf(session);
    if (catalogue.hash !== last) {
      last = catalogue.hash;
      onTurn();
    }
    return catalogue;
  };

  const ofCase: Rules['ofCase'] = (caseId) => {
    const session = openSession();
    if (!session) return builtin;
    const signed = signedRulesHash(session.db.read, caseId);
    return (signed === undefined ? null : ofHash(session, signed)) ?? current();
  };

  return { builtin, current, ofCase, inForce, ofHash };
}

/** Today in the office, but never before a day known to have passed: a clock set back brings no old rules back. */
export function officeDay(session: Session): IsoDate {
  return localDay(Date.parse(session.trustedNow()));
}

/** Of decisions, the newest first, those that ever came to count: not those whose day a later one forestalled or moved. */
export function decisionsThatCounted(newestFirst: readonly DecisionRow[], today: IsoDate): DecisionRow[] {
  return newestFirst.filter((row, i) => {
    const forestalled = newestFirst
      .slice(0, i)
      .filter((later) => localDay(Date.parse(later.at)) < row.fromDay)
      .some((later) => later.number === row.number || later.fromDay <= row.fromDay);
    return row.fromDay <= today && !forestalled;
  });
}

/** The number of the catalogue in force. */
export function numberInForce(session: Session): number {
  return decisionInForce(session.db.read, officeDay(session))?.number ?? BUILTIN_NUMBER;
}

/** What was checked when it came in may still be unreadable for a later program. */
function compile(text: string, sha256: string): Catalogue {
  const unusable = (cause?: unknown) =>
    new Refusal(
      'CATALOGUE_INVALID',
      { reason: '在用的政策目录与本版程序不相容，请在“设置—政策目录”中退回，或导入中心新发的政策包' },
      { cause },
    );
  try {
    const catalogue = readCompiled(Buffer.from(text, 'utf8'));
    if (catalogue.hash === sha256) return catalogue;
  } catch (error) {
    throw unusable(error);
  }
  throw unusable();
}
