import path from 'node:path';
import type { CaseListRow } from '#db/queries/cases.ts';
import { summaryParts } from '#db/queries/documents.ts';
import type { documentsApi, ManySubject } from '#shared/api/documents.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import type { DocumentsReport, TransferProgress } from '#shared/api/transfer.ts';
import { safeFileName } from '#shared/documents/fileName.ts';
import { DOCUMENT_TITLES } from '#shared/documents/model.ts';
import { type ErrorCode, Refusal } from '#shared/domain/errors.ts';
import { toGroups } from '#shared/domain/review.ts';
import { createPace } from '../transfer/pace.ts';
import { createSteps } from '../transfer/steps.ts';
import { type BuildContext, buildDocument, caseObstacle, readingOf } from './build.ts';
import { caseFactsOf } from './caseFacts.ts';
import { type Options, recordMade, requireLength } from './made.ts';
import { writeDocument } from './save.ts';
import { selectedCases } from './summary.ts';
import { supplementDay } from './supplementDue.ts';

/** Documents of one go. */
const MAX_CASES = 2000;
/** What is wrong with the folder, not with a case: nothing more can be written there. */
const MEDIUM: readonly ErrorCode[] = ['MEDIUM_WRITE', 'SPACE_SHORT', 'FILE_NOT_FOUND'];
/** Names of left out cases a plan shows. */
const LISTED = 100;

type SaveMany = ParsedOf<(typeof documentsApi)['saveMany']>;
type Planned = DocumentsReport['leftOut'][number];

interface Plan {
  ready: CaseListRow[];
  leftOut: Planned[];
}

/** Which of the cases the document can be made about now. Refuses CASE_UNKNOWN, BATCH_LIMIT. */
async function planOf(context: BuildContext, { kind, cases }: ManySubject): Promise<Plan> {
  const rows = await selectedCases(readingOf(context), cases);
  if (rows.length > MAX_CASES) {
    const action = `制作${DOCUMENT_TITLES[kind]}`;
    throw new Refusal('BATCH_LIMIT', { action, limit: MAX_CASES, count: rows.length });
  }
  const ids = rows.map(({ caseId }) => caseId);
  const decisions = new Map(
    summaryParts(context.session.db.read, ids).map(({ caseId, result }) => [caseId, result?.decision ?? null]),
  );
  const plan: Plan = { ready: [], leftOut: [] };
  for (const row of rows) {
    const obstacle = caseObstacle(decisions.get(row.caseId) ?? null, kind);
    if (obstacle) plan.leftOut.push({ caseId: row.caseId, number: row.number, why: `案卷${obstacle.problem}` });
    else plan.ready.push(row);
  }
  return plan;
}

export async function planMany(context: BuildContext, subject: ManySubject) {
  const { ready, leftOut } = await planOf(context, subject);
  return { ready: ready.length, leftOutCount: leftOut.length, leftOut: leftOut.slice(0, LISTED) };
}

/** Each case's own: the last day of 补正 differs from case to case. */
function optionsFor({ session, rules }: BuildContext, input: SaveMany, caseId: string): Options {
  const { masked, crops, reason } = input;
  const { kind } = input.subject;
  const rest = { masked, crops: kind === 'opinion' && crops, reason, numbering: 'next' as const };
  if (kind !== 'supplement') return { subject: { kind, caseId }, ...rest };
  const { facts } = caseFactsOf(session, rules, caseId, true);
  const { dueOn } = supplementDay(session, rules, caseId, facts.signed?.supplementDueOn ?? null);
  return { subject: { kind, caseId, dueOn }, ...rest };
}

/**
 * One file a case in `path`, named by document, case and day; a file that is there is never touched, the case is left out instead. When
 * it is stopped, what was written stays and is reported. Refuses BATCH_LIMIT, DOCUMENT_EMPTY, and what is wrong with the folder where
 * nothing was written yet; later that leaves the rest out.
 */
export async function saveMany(
  context: Omit<BuildContext, 'pace' | 'done'>,
  input: SaveMany,
  stamp: string,
  report: (progress: TransferProgress) => void,
  signal: AbortSignal,
): Promise<DocumentsReport> {
  const { session } = context;
  const { subject, format, path: folder, masked } = input;
  const title = DOCUMENT_TITLES[subject.kind];
  const building: BuildContext = { ...context, pace: createPace(signal), done: () => undefined };
  const { ready, leftOut } = await planOf(building, subject);
  if (ready.length === 0) throw new Refusal('DOCUMENT_EMPTY', { title });
  const made: DocumentsReport['made'] = [];
  const steps = createSteps(report);
  steps.begin('write', ready.length);
  let stopped = false;
  for (const [i, { caseId, number }] of ready.entries()) {
    try {
      const options = optionsFor(building, input, caseId);
      const built = await buildDocument(building, options.subject, options);
      requireLength(built.document, format);
      const file = safeFileName([title, number, stamp], format);
      const writing = { path: path.join(folder, file), format, report: () => undefined, signal };
      await writeDocument(session, built, writing, () => recordMade(session, built, options, format, file));
      made.push({ caseId, number, file, groups: toGroups(built.sha256) });
    } catch (error) {
      stopped = signal.aborted;
      const ends = stopped || !(error instanceof Refusal) || MEDIUM.includes(error.code);
      if (!ends) leftOut.push({ caseId, number, why: error.message });
      else if (made.length === 0 || !(error instanceof Refusal)) throw error;
      else {
        if (!stopped)
          leftOut.push(
            ...ready.slice(i).map((row) => ({ caseId: row.caseId, number: row.number, why: error.message })),
          );
        break;
      }
    }
    steps.done(i + 1);
  }
  steps.finish(0);
  return { folder, title, masked, made, leftOut, stopped };
}
