import path from 'node:path';
import { madeDocumentsByHash } from '#db/queries/documents.ts';
import { personNames } from '#db/queries/review.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { documentsApi } from '#shared/api/documents.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { safeFileName } from '#shared/documents/fileName.ts';
import {
  DOCUMENT_FORMATS,
  DOCUMENT_TITLES,
  type DocumentFormat,
  type DocumentModel,
  FORMATS_OF,
} from '#shared/documents/model.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { EventInput } from '#shared/domain/events.ts';
import { toGroups } from '#shared/domain/review.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Rules } from '../policies/rules.ts';
import { requireRole, type Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { fileLabel } from '../transfer/incoming.ts';
import { createPace } from '../transfer/pace.ts';
import { createSteps } from '../transfer/steps.ts';
import { wellFormed } from '../wellFormed.ts';
import { type BuiltDocument, buildDocument, caseObstacle } from './build.ts';
import { caseFactsOf } from './caseFacts.ts';
import { withExtension, writeDocument } from './save.ts';

export interface DocumentContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
  changed: () => void;
}

type Options = ParsedOf<(typeof documentsApi)['print']>;

/** Rows a page for people's eyes holds; a sheet holds more. */
const MAX_ROWS = { docx: 2000, print: 2000, xlsx: 20_000 } as const;
/** Rows of a list that the screen shows before it is made. */
const PREVIEW_ROWS = 300;
const LOOKED_UP = 50;

export function documentHandlers(context: DocumentContext): Handlers['documents'] {
  const { rules, clock, tasks } = context;
  const building = (session: Session, signal: AbortSignal, done: (cases: number) => void = () => undefined) => ({
    ...{ session, rules, clock, done },
    pace: createPace(signal),
  });
  return {
    choices: ({ caseId }) => {
      const { facts } = caseFactsOf(context.session(), rules, caseId, true);
      return {
        choices: (['opinion', 'supplement', 'rejection', 'index'] as const).map((kind) => {
          const obstacle = caseObstacle(facts, kind);
          return { kind, formats: [...FORMATS_OF[kind]], why: obstacle ? `案卷${obstacle.problem}` : null };
        }),
      };
    },
    preview: async ({ subject }) => {
      const none = new AbortController().signal;
      const built = await buildDocument(building(context.session(), none), subject, { masked: true, crops: false });
      return { ...shown({ ...built, document: shortened(built.document) }), names: namesFor(built.document, clock) };
    },
    print: async (options) => {
      const session = context.session();
      requireRights(session, options);
      const built = await buildDocument(building(session, new AbortController().signal), options.subject, options);
      requireLength(built.document, 'print');
      recordMade(session, built, options, 'print', null);
      context.changed();
      return shown(built);
    },
    save: ({ path: chosen, format, ...options }) => {
      const session = context.session();
      requireRights(session, options);
      const { kind } = options.subject;
      if (!FORMATS_OF[kind].includes(format)) {
        throw new Refusal('DOCUMENT_FORMAT', { title: DOCUMENT_TITLES[kind], format: `.${format}` });
      }
      const file = withExtension(chosen, format);
      return tasks.start('document', path.basename(file), async (report, signal) => {
        const steps = createSteps(report);
        steps.begin('content', 0);
        const built = await buildDocument(building(session, signal, steps.done), options.subject, options);
        requireLength(built.document, format);
        const record = () => recordMade(session, built, options, format, fileLabel(file));
        const { bytes, fileSha256 } = await writeDocument(
          session,
          built,
          { path: file, format, report, signal },
          record,
        );
        context.changed();
        const { sha256, document, caseIds } = built;
        const { title, masked } = document;
        return {
          documentReport: {
            ...{ path: file, file: fileLabel(file), title, format, bytes, fileSha256, masked },
            ...{ sha256, groups: toGroups(sha256), cases: caseIds.length },
          },
        };
      });
    },
    lookUp: ({ code }) => ({ found: lookUp(context.session(), code) }),
  };
}

const shown = ({ document, sha256 }: BuiltDocument) => ({ document, sha256, groups: toGroups(sha256) });

/** Personal data goes out with a right and a reason only. */
function requireRights(session: Session, { masked, crops, reason }: Options): void {
  requireRole(session, ['reviewer', 'approver', 'secretary', 'inspector'], '制作文书');
  if (masked && !crops) return;
  requireRole(session, ['reviewer', 'approver'], '制作含个人信息的文书');
  if (reason.trim() === '') throw new Refusal('DOCUMENT_REASON');
}

const rowsOf = (document: DocumentModel): number =>
  document.blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);

function requireLength(document: DocumentModel, format: DocumentFormat | 'print'): void {
  const [rows, limit] = [rowsOf(document), MAX_ROWS[format]];
  if (rows > limit) throw new Refusal('DOCUMENT_TOO_LONG', { title: DOCUMENT_TITLES[document.kind], rows, limit });
}

function shortened(document: DocumentModel): DocumentModel {
  const blocks = document.blocks.map((block) =>
    block.kind === 'table' ? { ...block, rows: block.rows.slice(0, PREVIEW_ROWS) } : block,
  );
  return { ...document, blocks };
}

/** Title, number of the case, day and minute: two documents of a day do not meet. */
function namesFor(document: DocumentModel, clock: Clock): Partial<Record<DocumentFormat, string>> {
  const { kind, title, subtitle } = document;
  const minute = new Date(clock.now() + 8 * 3600_000).toISOString().slice(11, 16).replace(':', '');
  const number = document.kind === 'summary' ? '' : (subtitle?.replace('案卷编号：', '') ?? '');
  const stamp = `${localDay(clock.now()).replaceAll('-', '')}-${minute}`;
  const of = (format: DocumentFormat) => safeFileName([title, number, stamp], format);
  return Object.fromEntries(
    DOCUMENT_FORMATS.filter((format) => FORMATS_OF[kind].includes(format)).map((format) => [format, of(format)]),
  );
}

function madeEvent(
  { document, sha256, caseIds }: BuiltDocument,
  { subject, crops, reason }: Options,
  format: DocumentFormat | 'print',
  file: string | null,
): EventInput {
  const { kind, title, masked, basis } = document;
  const shownReason = masked && !crops ? '' : reason.trim();
  const made = { kind, format, title, sha256, masked, reason: shownReason, file };
  if ('caseId' in subject) {
    const { caseId } = subject;
    return { type: 'document.made', payload: { ...made, caseId, crops, version: basis?.version ?? null } };
  }
  return {
    type: 'list.made',
    payload: { ...made, cases: caseIds.length, caseIds: masked ? [] : caseIds },
  };
}

function recordMade(session: Session, ...about: Parameters<typeof madeEvent>): void {
  const event = wellFormed(madeEvent(...about));
  session.db.write((tx) => session.journal.record(tx, { ...event, actor: session.actor }));
}

/** Eight digits at least: fewer would find by chance. */
function lookUp(session: Session, code: string) {
  const prefix = code.replace(/\s/g, '').toLowerCase();
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) {
    throw new Refusal('INPUT_INVALID', { reason: '校验码至少填写前 8 位，只含数字和字母 a 至 f' });
  }
  const names = personNames(session.db.read);
  return madeDocumentsByHash(session.db.read, prefix, LOOKED_UP).map(({ personId, masked, ...row }) => ({
    ...row,
    masked: masked === 1,
    by: names.get(personId) ?? '未知人员',
  }));
}
