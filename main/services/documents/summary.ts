import { type CaseListRow, findCase, listCases } from '#db/queries/cases.ts';
import { type SummaryPart, summaryParts } from '#db/queries/documents.ts';
import type { CaseSelection } from '#shared/api/documents.ts';
import type { SummaryRow } from '#shared/documents/caseFacts.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskId, maskName, maskPhone } from '#shared/domain/mask.ts';
import { CASE_STATE_TITLES, DECISION_TITLES } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { caseRowOf, dueBounds, localDay } from '../cases/caseRows.ts';
import { searchWords } from '../searchText.ts';
import type { Session } from '../session.ts';

/** Cases read between two turns of other requests. */
const PAGE = 200;

export interface ReadContext {
  session: Session;
  catalogue: Catalogue;
  now: number;
  pace: () => Promise<void>;
}

/** The chosen cases by number, a page at a time. */
export async function selectedCases(context: ReadContext, selection: CaseSelection): Promise<CaseListRow[]> {
  const { read } = context.session.db;
  const rows: CaseListRow[] = [];
  if ('caseIds' in selection) {
    for (const caseId of new Set(selection.caseIds)) {
      const row = findCase(read, caseId);
      if (!row) throw new Refusal('CASE_UNKNOWN');
      rows.push(row);
      await context.pace();
    }
    return rows.sort((a, b) => (a.number < b.number ? -1 : 1));
  }
  const { filter } = selection;
  const bounds = dueBounds(context.catalogue, context.now);
  const sort = { by: 'number', descending: false } as const;
  const words = searchWords(filter.text ?? '');
  const { personId } = context.session.person;
  for (;;) {
    const found = listCases(read, { filter, words, personId, bounds, sort, offset: rows.length, limit: PAGE });
    rows.push(...found.rows);
    if (found.rows.length < PAGE) return rows;
    await context.pace();
  }
}

/** What an applicant is shown as; organisations are no personal data. */
export function shownApplicant({ kind, name, idNumber, phone, employer }: SummaryPart['applicant'], masked: boolean) {
  const person = kind === 'person';
  return {
    name: masked && person ? maskName(name) : name,
    idNumber: masked ? maskId(idNumber) : idNumber,
    phone: masked ? maskPhone(phone) : phone,
    employer: employer?.name ?? '',
  };
}

export async function summaryRows(
  context: ReadContext,
  cases: readonly CaseListRow[],
  masked: boolean,
  done: (count: number) => void,
): Promise<SummaryRow[]> {
  const { session, catalogue, now, pace } = context;
  const bounds = dueBounds(catalogue, now);
  const rows: SummaryRow[] = [];
  for (let at = 0; at < cases.length; at += PAGE) {
    const page = cases.slice(at, at + PAGE);
    const parts = new Map(
      summaryParts(
        session.db.read,
        page.map(({ caseId }) => caseId),
      ).map((part) => [part.caseId, part]),
    );
    for (const one of page) {
      const part = parts.get(one.caseId);
      if (!part) throw new Refusal('CASE_UNKNOWN');
      const { programmeName, trackName, districtName, number, appliedOn, state } = caseRowOf(catalogue, bounds, one);
      const { result, signedAt } = part;
      rows.push({
        ...{ number, programmeName, districtName, appliedOn },
        ...shownApplicant(part.applicant, masked),
        trackName: trackName ?? '',
        stateTitle: CASE_STATE_TITLES[state],
        decisionTitle: result ? DECISION_TITLES[result.decision] : '',
        totalFen: result?.amount?.totalFen ?? null,
        cityFen: result?.amount?.cityFen ?? null,
        districtFen: result?.amount?.districtFen ?? null,
        signedOn: signedAt === null ? '' : localDay(Date.parse(signedAt)),
      });
    }
    done(rows.length);
    await pace();
  }
  return rows;
}
