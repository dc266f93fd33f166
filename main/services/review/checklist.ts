import { casesOfSameApplicant, findCase } from '#db/queries/cases.ts';
import {
  type EvidenceState,
  evidenceOf,
  type ItemState,
  itemsOf,
  lastAct,
  lastUndone,
  type ObservedState,
  observedOf,
  personNames,
} from '#db/queries/review.ts';
import type { Checklist, ChecklistItem, FactLine } from '#shared/api/review.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EvidenceView, Observation, Verdict } from '#shared/domain/review.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { RESERVED_FACTS } from '#shared/rules/factSchema.ts';
import { type LoadedCase, loadCase } from '../cases/caseView.ts';
import type { Session } from '../session.ts';
import { changesOf } from './changes.ts';
import { type EvaluatedCase, evaluateCase } from './evaluateCase.ts';
import { type DraftItem, declaredFact, draftItems, type RelatedCase } from './items.ts';
import { observationsOf, observedFacts, observedLine } from './observed.ts';

/** A case with everything a reviewer works on. */
export interface OpenCase extends LoadedCase {
  evaluated: EvaluatedCase;
  /** What record and rules make of the items. */
  drafts: DraftItem[];
  /** The same with what people recorded. */
  items: ChecklistItem[];
  /** Every value the rules of the programme read, in the order of the vocabulary. */
  facts: FactLine[];
  /** Values read in the documents beside the declared ones. */
  observations: Observation[];
}

const ACT_TITLES: Record<string, string> = {
  'verdict.set': '判定',
  'verdict.cleared': '清除判定',
  'note.set': '备注',
  'evidence.added': '添加依据',
  'evidence.removed': '移除依据',
  'result.set': '结论',
  'fact.observed': '核实值',
};

/** Verdicts on conditions take the place of the computed results; doubts and open items leave them. */
function decisions(states: Map<string, ItemState>): Map<string, boolean> {
  const decided = new Map<string, boolean>();
  for (const [itemId, { verdict }] of states) {
    if (!itemId.startsWith('condition:')) continue;
    if (verdict === 'pass' || verdict === 'fail') decided.set(itemId.slice('condition:'.length), verdict === 'pass');
  }
  return decided;
}

function relatedCases(session: Session, catalogue: Catalogue, { row, record }: LoadedCase): RelatedCase[] {
  const { idNumber } = record.applicant;
  if (idNumber === '') return [];
  return casesOfSameApplicant(session.db.read, row.caseId, idNumber).map(({ number, programme, appliedOn }) => {
    const known = catalogue.programmes.some((one) => one.definition.id === programme);
    const name = known ? rulesInForce(catalogue, programme, appliedOn).programme.definition.name : programme;
    return { number, programme, programmeName: name, appliedOn };
  });
}

/** What people recorded on a case, read once. */
interface Recorded {
  record: LoadedCase['record'];
  states: Map<string, ItemState>;
  evidence: EvidenceState[];
  observed: Map<string, ObservedState>;
  names: Map<string, string>;
}

/** A newer version of the case may have moved the file: the anchor follows its bytes. */
function currentFile({ record }: Recorded, attachmentId: string, fileSha256: string): string {
  const index = record.attachments.findIndex((one) => one.sha256 === fileSha256);
  const place = record.attachments[Number(attachmentId.split('.')[1]) - 1];
  return index < 0 || place?.sha256 === fileSha256 ? attachmentId : `${record.id}.${index + 1}`;
}

function evidenceView(state: EvidenceState, recorded: Recorded): EvidenceView {
  const { evidenceId, itemId, anchor, place, author, at } = state;
  const fileOf = (fileSha256: string) => currentFile(recorded, anchor.attachmentId, fileSha256);
  return {
    ...anchor,
    attachmentId: fileOf(anchor.fileSha256),
    place: place && { ...place, attachmentId: fileOf(place.fileSha256) },
    id: evidenceId,
    itemId,
    author: recorded.names.get(author) ?? '未知人员',
    createdAt: at,
  };
}

function withObserved(line: DraftItem['declared'][number], { programme }: EvaluatedCase, recorded: Recorded): FactLine {
  const { observed, names, record } = recorded;
  const state = observed.get(line.key);
  return {
    ...line,
    observed: observedLine(programme.vocabulary, record, state, names),
    revision: state?.revision ?? 0,
  };
}

/** The day of application is the centre's: it decides which rules apply. */
function factLines(evaluated: EvaluatedCase, recorded: Recorded): FactLine[] {
  const { programme, declared, evaluation } = evaluated;
  const read = new Set(programme.facts);
  return [...programme.vocabulary.facts.keys()]
    .filter((key) => read.has(key) && key !== RESERVED_FACTS[0])
    .map((key) => withObserved(declaredFact(programme, declared, evaluation.on, key), evaluated, recorded));
}

function completeItem(draft: DraftItem, evaluated: EvaluatedCase, recorded: Recorded): ChecklistItem {
  const { states, evidence, names } = recorded;
  const state = states.get(draft.itemId);
  const verdict = state?.verdict
    ? {
        verdict: state.verdict,
        reason: state.reason,
        note: state.note,
        actor: names.get(state.actor) ?? '未知人员',
        at: state.at,
      }
    : null;
  return {
    ...draft,
    declared: draft.declared.map((line) => withObserved(line, evaluated, recorded)),
    verdict,
    note: state?.note ?? '',
    revision: state?.revision ?? 0,
    evidence: evidence.filter((one) => one.itemId === draft.itemId).map((one) => evidenceView(one, recorded)),
  };
}

type Unrecorded = Omit<OpenCase, 'items' | 'facts' | 'observations'>;

function withRecords(session: Session, open: Unrecorded): OpenCase {
  const { read } = session.db;
  const { caseId } = open.row;
  const recorded: Recorded = {
    record: open.record,
    states: itemsOf(read, caseId),
    evidence: evidenceOf(read, caseId),
    observed: observedOf(read, caseId),
    names: personNames(read),
  };
  return {
    ...open,
    items: open.drafts.map((draft) => completeItem(draft, open.evaluated, recorded)),
    facts: factLines(open.evaluated, recorded),
    observations: observationsOf(open.record, open.evaluated.programme.vocabulary, recorded.observed),
  };
}

/** The case with the computed pre-checks beside what people recorded. Pre-checks use facts, observed before declared, never verdicts. */
export function openCase(session: Session, catalogue: Catalogue, caseId: string): OpenCase {
  const loaded = loadCase(session, caseId);
  const evaluated = evaluateCase(catalogue, loaded.record, undefined, observedFacts(session.db.read, caseId));
  const drafts = draftItems(catalogue, loaded.record, evaluated, relatedCases(session, catalogue, loaded));
  return withRecords(session, { ...loaded, evaluated, drafts });
}

/** The same case after an act that observed nothing: what facts and rules say of it is still the same. */
export function afterAct(session: Session, open: OpenCase): OpenCase {
  return withRecords(session, { ...open, row: findCase(session.db.read, open.row.caseId)! });
}

/** The same case evaluated with the officials' verdicts: what eligibility and amount come out as. */
export function evaluateDecided(session: Session, catalogue: Catalogue, open: OpenCase): EvaluatedCase {
  const { read } = session.db;
  const { caseId } = open.row;
  return evaluateCase(catalogue, open.record, decisions(itemsOf(read, caseId)), observedFacts(read, caseId));
}

export function isLocked(state: string): boolean {
  return state !== 'new' && state !== 'reviewing';
}

export function checklistOf(session: Session, open: OpenCase): Checklist {
  const { caseId, state } = open.row;
  const mine = [session.db.read, session.journal.stream, caseId, session.person.personId] as const;
  const act = lastAct(...mine);
  const undone = lastUndone(...mine);
  return {
    caseId,
    items: open.items,
    decided: open.items.filter((item) => item.verdict !== null).length,
    undo: act ? `撤销${ACT_TITLES[act.type] ?? ''}` : null,
    redo: undone ? `恢复${ACT_TITLES[undone.type] ?? ''}` : null,
    locked: isLocked(state),
    facts: open.facts,
    findings: open.observations.filter(({ finding }) => finding !== 'confirmed'),
    changes: changesOf(session, open),
  };
}

/** The item, when it exists and nobody changed it since the screen saw `revision`. ITEM_UNKNOWN, STALE_WRITE. */
export function currentItem(open: OpenCase, itemId: string, revision?: number): ChecklistItem {
  const item = open.items.find((one) => one.itemId === itemId);
  if (!item) throw new Refusal('ITEM_UNKNOWN');
  if (revision !== undefined && revision !== item.revision) throw new Refusal('STALE_WRITE');
  return item;
}

export function countVerdicts(items: readonly ChecklistItem[]): Record<Verdict | 'open', number> {
  const counts = { pass: 0, fail: 0, doubt: 0, supplement: 0, open: 0 };
  for (const item of items) counts[item.verdict?.verdict ?? 'open'] += 1;
  return counts;
}
