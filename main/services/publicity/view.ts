import type { z } from 'zod';
import { summaryParts } from '#db/queries/documents.ts';
import { findPublicity, objectionsOf, type PublicityRow, publicityEntries } from '#db/queries/publicity.ts';
import { personNames } from '#db/queries/review.ts';
import type { ObjectionView, PublicitySummary, PublicityView, publicityApi } from '#shared/api/publicity.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { maskName, maskPhone } from '#shared/domain/mask.ts';
import { phaseOf } from '#shared/domain/publicity.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { caseRowOf, dueBounds } from '../cases/caseRows.ts';
import { workingDayCounter } from '../cases/workingDays.ts';
import { type ReadContext, selectedCases, shownApplicant } from '../documents/summary.ts';

export type Planned = z.infer<(typeof publicityApi)['plan']['output']>;

export function summaryOf(catalogue: Catalogue, today: string, row: PublicityRow): PublicitySummary {
  const phase = phaseOf(row, today);
  const { publicityId, title, startsOn, endsOn, period, entries, objections, openObjections } = row;
  return {
    ...{ publicityId, title, startsOn, endsOn, period, entries, objections, openObjections, phase },
    daysLeft: phase === 'running' ? workingDayCounter(catalogue.calendar)(today, endsOn) : null,
  };
}

/** Refuses PUBLICITY_UNKNOWN. */
export function requirePublicity({ session }: Pick<ReadContext, 'session'>, publicityId: string): PublicityRow {
  const row = findPublicity(session.db.read, publicityId);
  if (!row) throw new Refusal('PUBLICITY_UNKNOWN');
  return row;
}

/** Telephone numbers keep head and tail, anything else its first sign. */
export const maskContact = (contact: string): string =>
  /^[\d\s-]{7,}$/.test(contact) ? maskPhone(contact.replace(/[\s-]/g, '')) : contact === '' ? '' : maskName(contact);

export async function publicityView(context: ReadContext, today: string, publicityId: string): Promise<PublicityView> {
  const { session, catalogue, now } = context;
  const { read } = session.db;
  const row = requirePublicity(context, publicityId);
  const entries = publicityEntries(read, publicityId);
  const caseIds = entries.map(({ caseId }) => caseId);
  const cases = new Map((await selectedCases(context, { caseIds })).map((one) => [one.caseId, one]));
  const applicants = new Map(summaryParts(read, caseIds).map(({ caseId, applicant }) => [caseId, applicant]));
  const names = personNames(read);
  const who = (personId: string) => names.get(personId) ?? '未知人员';
  const objections = objectionsOf(read, publicityId);
  const bounds = dueBounds(catalogue, now);
  const { contact, note, openedBy, openedAt, extendedFrom, extendedWhy } = row;
  return {
    ...summaryOf(catalogue, today, row),
    ...{ contact, note, openedAt, openedBy: who(openedBy) },
    extended: extendedFrom === null ? null : { from: extendedFrom, why: extendedWhy ?? '' },
    rows: entries.map(({ caseId, unchanged, removedOn, removedWhy }) => {
      const { number, programmeName, trackName } = caseRowOf(catalogue, bounds, cases.get(caseId)!);
      const { name, employer } = shownApplicant(applicants.get(caseId)!, true);
      const own = objections.filter((one) => one.caseId === caseId);
      return {
        ...{ caseId, number, name, employer, programmeName, trackName },
        changed: unchanged !== 1,
        objections: own.length,
        upheld: own.some(({ outcome }) => outcome === 'upheld'),
        removed: removedOn === null ? null : { on: removedOn, why: removedWhy ?? '' },
      };
    }),
    objectionList: objections.map((one): ObjectionView => {
      const { outcome, settledOn, settlement, settledBy } = one;
      return {
        ...{ objectionId: one.objectionId, caseId: one.caseId, receivedOn: one.receivedOn, channel: one.channel },
        number: cases.get(one.caseId)?.number ?? '',
        name: one.name === '' ? '' : maskName(one.name),
        contact: maskContact(one.contact),
        content: one.content,
        recordedBy: who(one.recordedBy),
        recordedAt: one.recordedAt,
        late: one.receivedOn > row.endsOn,
        settled: outcome === null ? null : { outcome, settledOn: settledOn!, settlement, by: who(settledBy!) },
      };
    }),
  };
}
