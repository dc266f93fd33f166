import path from 'node:path';
import { documentSettingsOf } from '#db/queries/documentNumbers.ts';
import { madeDocumentsByHash } from '#db/queries/documents.ts';
import { personNames } from '#db/queries/review.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { safeFileName } from '#shared/documents/fileName.ts';
import {
  CASE_KINDS,
  DOCUMENT_FORMATS,
  DOCUMENT_TITLES,
  type DocumentFormat,
  type DocumentKind,
  type DocumentModel,
  FORMATS_OF,
} from '#shared/documents/model.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { toGroups } from '#shared/domain/review.ts';
import { localDay } from '../cases/caseRows.ts';
import type { Rules } from '../policies/rules.ts';
import { requireRole, type Session } from '../session.ts';
import type { TaskList } from '../tasks.ts';
import { fileLabel } from '../transfer/incoming.ts';
import { createPace } from '../transfer/pace.ts';
import { createSteps } from '../transfer/steps.ts';
import { type BuiltDocument, buildDocument, caseObstacle } from './build.ts';
import { caseFactsOf } from './caseFacts.ts';
import { recordMade, requireLength, requireRights } from './made.ts';
import { planMany, saveMany } from './many.ts';
import { symbolOf } from './numbering.ts';
import { withExtension, writeDocument } from './save.ts';
import { supplementDay } from './supplementDue.ts';

export interface DocumentContext {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  tasks: TaskList;
  changed: () => void;
}

/** Rows of a list that the screen shows before it is made. */
const PREVIEW_ROWS = 300;
const LOOKED_UP = 50;

export function documentHandlers(context: DocumentContext): Handlers['documents'] {
  const { rules, clock, tasks } = context;
  const building = (session: Session, signal: AbortSignal, done: (cases: number) => void = () => undefined) => ({
    ...{ session, rules, clock, done },
    pace: createPace(signal),
  });
  const unhurried = (session: Session) => building(session, new AbortController().signal);
  return {
    choices: ({ caseId }) => {
      const { facts } = caseFactsOf(context.session(), rules, caseId, true);
      return {
        choices: CASE_KINDS.map((kind) => {
          const obstacle = caseObstacle(facts.signed?.decision ?? null, kind);
          return { kind, formats: [...FORMATS_OF[kind]], why: obstacle ? `案卷${obstacle.problem}` : null };
        }),
      };
    },
    preview: async ({ subject, numbering }) => {
      const session = context.session();
      const built = await buildDocument(unhurried(session), subject, { masked: true, crops: false, numbering });
      return {
        ...shown({ ...built, document: shortened(built.document) }),
        names: namesFor(built, clock),
        symbol: symbolOf(session.db.read, subject.kind),
        number: built.number,
      };
    },
    supplementDay: ({ caseId }) => {
      const session = context.session();
      const { facts } = caseFactsOf(session, rules, caseId, true);
      return supplementDay(session, rules, caseId, facts.signed?.supplementDueOn ?? null);
    },
    print: async (options) => {
      const session = context.session();
      requireRights(session, options);
      const built = await buildDocument(unhurried(session), options.subject, options);
      requireLength(built.document, 'print');
      recordMade(session, built, options, 'print', null);
      context.changed();
      return shown(built);
    },
    save: ({ path: chosen, format, ...options }) => {
      const session = context.session();
      requireRights(session, options);
      requireFormat(options.subject.kind, format);
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
    planMany: ({ subject }) => planMany(unhurried(context.session()), subject),
    saveMany: (input) => {
      const session = context.session();
      const { kind } = input.subject;
      requireRights(session, input);
      requireFormat(kind, input.format);
      return tasks.start('document', DOCUMENT_TITLES[kind], async (report, signal) => {
        try {
          return { documentsReport: await saveMany({ session, rules, clock }, input, stampOf(clock), report, signal) };
        } finally {
          context.changed();
        }
      });
    },
    settings: () => documentSettingsOf(context.session().db.read),
    configure: (settings) => {
      const session = context.session();
      requireRole(session, ['reviewer', 'approver', 'secretary'], '修改文书设置');
      const { db, journal, actor } = session;
      if (canonicalJson(settings) !== canonicalJson(documentSettingsOf(db.read))) {
        db.write((tx) => journal.record(tx, { type: 'documents.configured', payload: settings, actor }));
        context.changed();
      }
      return settings;
    },
    lookUp: ({ code }) => ({ found: lookUp(context.session(), code) }),
  };
}

function requireFormat(kind: DocumentKind, format: DocumentFormat): void {
  if (FORMATS_OF[kind].includes(format)) return;
  throw new Refusal('DOCUMENT_FORMAT', { title: DOCUMENT_TITLES[kind], format: `.${format}` });
}

const shown = ({ document, sha256 }: BuiltDocument) => ({ document, sha256, groups: toGroups(sha256) });

function shortened(document: DocumentModel): DocumentModel {
  const blocks = document.blocks.map((block) =>
    block.kind === 'table' ? { ...block, rows: block.rows.slice(0, PREVIEW_ROWS) } : block,
  );
  return { ...document, blocks };
}

/** Day and minute: two documents of a day do not meet. */
function stampOf(clock: Clock): string {
  const minute = new Date(clock.now() + 8 * 3600_000).toISOString().slice(11, 16).replace(':', '');
  return `${localDay(clock.now()).replaceAll('-', '')}-${minute}`;
}

function namesFor({ document, caseNumber }: BuiltDocument, clock: Clock): Partial<Record<DocumentFormat, string>> {
  const { kind, title } = document;
  const of = (format: DocumentFormat) => safeFileName([title, caseNumber, stampOf(clock)], format);
  return Object.fromEntries(
    DOCUMENT_FORMATS.filter((format) => FORMATS_OF[kind].includes(format)).map((format) => [format, of(format)]),
  );
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
