import { newId } from '#db/ids.ts';
import { type CaseListRow, findCase } from '#db/queries/cases.ts';
import { findObjection, type ObjectionRow, publicityRows } from '#db/queries/publicity.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { publicityApi } from '#shared/api/publicity.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { caseRowOf, dueBounds } from '../cases/caseRows.ts';
import { type ReadContext, selectedCases } from '../documents/summary.ts';
import { officeDay, type Rules } from '../policies/rules.ts';
import { requireRole, type Session } from '../session.ts';
import { createPace } from '../transfer/pace.ts';
import { wellFormed } from '../wellFormed.ts';
import { extendEvent, removeEvent, requireListed, requireOpenNotice } from './changes.ts';
import { entryObstacle, noticeEnd, requiredPeriod } from './plan.ts';
import { type Planned, publicityView, summaryOf } from './view.ts';

export interface PublicityContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  changed: () => void;
}

type Input<R extends keyof typeof publicityApi> = ParsedOf<(typeof publicityApi)[R]>;

export function publicityHandlers(context: PublicityContext): Handlers['publicity'] {
  const reading = (): ReadContext => ({
    session: context.session(),
    catalogue: context.rules.current(),
    now: context.clock.now(),
    pace: createPace(new AbortController().signal),
  });
  const acting = (action: string): ReadContext => {
    const read = reading();
    requireRole(read.session, ['reviewer', 'approver', 'secretary'], action);
    return read;
  };
  const view = (read: ReadContext, publicityId: string) => publicityView(read, officeDay(read.session), publicityId);
  const record = ({ session }: ReadContext, event: EventInput): void => {
    session.db.write((tx) => session.journal.record(tx, { ...wellFormed(event), actor: session.actor }));
    context.changed();
  };
  return {
    list: () => {
      const { session, catalogue } = reading();
      const rows = publicityRows(session.db.read).map((row) => summaryOf(catalogue, officeDay(session), row));
      const count = (phase: string) => rows.filter((row) => row.phase === phase).length;
      return {
        publicities: rows,
        running: count('running'),
        ended: count('ended'),
        openObjections: rows.reduce((sum, row) => sum + row.openObjections, 0),
      };
    },
    get: ({ publicityId }) => view(reading(), publicityId),
    plan: (input) => plan(reading(), input),
    open: async (input) => {
      const read = acting('发布公示');
      const publicityId = newId(context.clock.now());
      record(read, openEvent(read, publicityId, input));
      return view(read, publicityId);
    },
    object: async (input) => {
      const read = acting('登记公示异议');
      const payload = { ...input, objectionId: newId(context.clock.now()) };
      requireObjection(read, input);
      record(read, { type: 'publicity.objected', payload });
      return view(read, input.publicityId);
    },
    settle: async (input) => {
      const read = acting('处理公示异议');
      const { caseId } = requireSettling(read, input);
      record(read, { type: 'publicity.settled', payload: { ...input, caseId } });
      return view(read, input.publicityId);
    },
    extend: async (input) => {
      const read = acting('延长公示');
      record(read, extendEvent(read, input));
      return view(read, input.publicityId);
    },
    remove: async (input) => {
      const read = acting('调整公示名单');
      record(read, removeEvent(read, input));
      return view(read, input.publicityId);
    },
    end: async (input) => {
      const read = acting(input.state === 'closed' ? '办结公示' : '取消公示');
      requireEnd(read, input);
      record(read, { type: 'publicity.ended', payload: input });
      return view(read, input.publicityId);
    },
    reveal: ({ objectionId, field, reason }) => {
      const read = acting('查看异议人信息');
      const objection = findObjection(read.session.db.read, objectionId);
      if (!objection) throw new Refusal('OBJECTION_UNKNOWN');
      const payload = { caseId: objection.caseId, field: `objection.${field}`, reason };
      record(read, { type: 'field.revealed', payload });
      return { value: objection[field] };
    },
  };
}

async function plan(context: ReadContext, { cases, startsOn, days }: Input<'plan'>): Promise<Planned> {
  const { session, catalogue, now } = context;
  const bounds = dueBounds(catalogue, now);
  const entries: CaseListRow[] = [];
  const leftOut: Planned['leftOut'] = [];
  for (const row of await selectedCases(context, cases)) {
    const why = entryObstacle(session, row);
    if (why === null) entries.push(row);
    else leftOut.push({ caseId: row.caseId, number: row.number, why });
    await context.pace();
  }
  const required = requiredPeriod(catalogue, entries);
  const wanted = days ?? required?.n ?? null;
  const end = wanted === null ? null : noticeEnd(catalogue, startsOn, wanted, required?.unit ?? 'workingDay');
  return {
    entries: entries.map((row) => {
      const { caseId, number, applicant, programmeName } = caseRowOf(catalogue, bounds, row);
      return { caseId, number, name: applicant, programmeName };
    }),
    leftOut,
    required,
    endsOn: end?.endsOn ?? null,
    sentence: end?.sentence ?? '政策没有规定公示期，请填写天数',
  };
}

function openEvent(context: ReadContext, publicityId: string, input: Input<'open'>): EventInput {
  const { session, catalogue } = context;
  const { title, startsOn, days, contact } = input;
  const rows = [...new Set(input.caseIds)].map((caseId) => {
    const row = findCase(session.db.read, caseId);
    if (!row) throw new Refusal('CASE_UNKNOWN');
    const problem = entryObstacle(session, row);
    if (problem !== null) throw new Refusal('PUBLICITY_ENTRY', { number: row.number, problem });
    return row;
  });
  const required = requiredPeriod(catalogue, rows);
  if (required && days < required.n) {
    const unit = required.unit === 'workingDay' ? '个工作日' : '日';
    throw new Refusal('PUBLICITY_PERIOD', { reason: `“${required.programmeName}”要求公示 ${required.n} ${unit}` });
  }
  const { endsOn: computed, period } = noticeEnd(catalogue, startsOn, days, required?.unit ?? 'workingDay');
  if (computed !== null && input.endsOn !== null && input.endsOn !== computed) {
    throw new Refusal('PUBLICITY_PERIOD', { reason: `按工作日历截止于 ${computed}` });
  }
  const endsOn = computed ?? input.endsOn;
  if (endsOn === null) throw new Refusal('CALENDAR_UNCOVERED', { year: Number(startsOn.slice(0, 4)) + 1 });
  if (endsOn <= startsOn) throw new Refusal('PUBLICITY_PERIOD', { reason: '截止日早于开始日' });
  const entries = rows.map(({ caseId, version }) => ({ caseId, version }));
  return {
    type: 'publicity.opened',
    payload: { ...{ publicityId, title, startsOn, endsOn, period, contact, entries } },
  };
}

const outside = (reason: string) => new Refusal('PUBLICITY_PERIOD', { reason });

function requireObjection(context: ReadContext, { publicityId, caseId, receivedOn }: Input<'object'>): void {
  const row = requireOpenNotice(context, publicityId, '登记异议');
  requireListed(context, publicityId, caseId);
  if (receivedOn < row.startsOn) throw outside('收到异议的日期早于公示开始');
  if (receivedOn > officeDay(context.session)) throw outside('收到异议的日期晚于今天');
}

function requireSettling(context: ReadContext, { publicityId, objectionId, settledOn }: Input<'settle'>): ObjectionRow {
  requireOpenNotice(context, publicityId, '处理异议');
  const objection = findObjection(context.session.db.read, objectionId);
  if (objection?.publicityId !== publicityId || objection.outcome !== null) throw new Refusal('OBJECTION_UNKNOWN');
  if (settledOn < objection.receivedOn) throw outside('处理日期早于收到异议的日期');
  if (settledOn > officeDay(context.session)) throw outside('处理日期晚于今天');
  return objection;
}

function requireEnd(context: ReadContext, { publicityId, state, note }: Input<'end'>): void {
  const action = state === 'closed' ? '办结' : '取消';
  const { title, endsOn, openObjections } = requireOpenNotice(context, publicityId, action);
  if (state === 'cancelled') {
    if (note.trim() !== '') return;
    throw new Refusal('PUBLICITY_STATE', { title, problem: '没有写明取消原因', action, advice: '请填写原因' });
  }
  if (officeDay(context.session) <= endsOn) {
    throw new Refusal('PUBLICITY_STATE', { title, problem: `到 ${endsOn} 才期满`, action, advice: '请期满后再办' });
  }
  if (openObjections > 0) {
    const problem = `还有 ${openObjections} 条异议没有处理`;
    throw new Refusal('PUBLICITY_STATE', { title, problem, action, advice: '请先处理异议' });
  }
}
