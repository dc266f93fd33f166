/** What leaves the workstation: one gate before every route that writes for other eyes, and a right by role for each kind of content. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rebuildProjections } from '#db/projections.ts';
import { projections } from '#main/createCore.ts';
import { GATED } from '#main/services/privacy/exportGate.ts';
import { contract } from '#shared/api/contract.ts';
import { ELIGIBLE_ROLES, EXPORT_KINDS, type ExportKind } from '#shared/domain/exportRights.ts';
import type { Role } from '#shared/domain/person.ts';
import { caseId, tuitionCase } from '#tests/support/cases.ts';
import { addColleague, openDesk } from '#tests/support/centre.ts';
import {
  eventsOf,
  exportFile,
  importFile,
  logicalDump,
  PASSPHRASE,
  refused,
  type Station,
} from '#tests/support/core.ts';
import { signCase } from '#tests/support/reviewing.ts';

/** Routes that take a path and carry nothing about anybody out: what they read, and files that hold keys, links or public text. */
const FREE: Record<string, string> = {
  'transfer.importStart': 'reads',
  'second.recipient': 'reads a certificate',
  'workspace.select': 'opens a folder',
  'workspace.create': 'makes an encrypted workspace',
  'workspace.installCertificate': 'reads a certificate',
  'workspace.previewCertificate': 'reads a certificate',
  'workspace.exportEnrolment': 'public keys of the person at work',
  'workspace.exportRecoveryRequest': 'sealed to the centre',
  'workspace.applyRecoveryAnswer': 'reads',
  'workspace.backup': 'encrypted as the workspace is',
  'catalogue.saveTasks': 'published policy',
  'journal.saveProof': 'links and hashes without payloads',
  'host.listFolder': 'names of files',
  'host.answerDialog': 'a choice, no content',
  'settings.readKeys': 'reads key choices',
  'settings.saveKeys': 'key choices',
};

const takesPath = (schema: z.ZodType): boolean => {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as {
    properties?: object;
  };
  return Object.keys(properties).some((name) => name === 'path' || name === 'folder');
};

const pathRoutes = Object.entries(contract).flatMap(([domain, routes]) =>
  Object.entries(routes as Record<string, { input: z.ZodType }>)
    .filter(([, { input }]) => takesPath(input))
    .map(([route]) => `${domain}.${route}`),
);

test('every route that takes a path is gated, or named as one that carries nothing about anybody', () => {
  expect(Object.keys(FREE).filter((route) => !pathRoutes.includes(route))).toEqual([]);
  expect(pathRoutes.filter((route) => !(route in GATED) && !(route in FREE))).toEqual([]);
  expect(pathRoutes.filter((route) => route in GATED && route in FREE)).toEqual([]);
});

/** The desk with a signed case; the reviewer is at work, an approver has a certificate too. */
async function signedDesk() {
  const desk = await openDesk();
  const { station, office, certificate } = desk;
  await importFile(station, await office.issue([tuitionCase(1), tuitionCase(2)], certificate));
  await signCase(station, caseId(1));
  const approver = await addColleague(station, office, '周复核', 'approver');
  const turnTo = async (personId: string) => {
    await station.api.workspace.lock({});
    await station.api.workspace.unlock({ personId, passphrase: PASSPHRASE });
  };
  const out = (name: string) => path.join(station.folder, '..', name);
  return { ...desk, approver, turnTo, out, reviewer: station.personId };
}

const given = (role: Role): Record<ExportKind, Role[]> =>
  Object.fromEntries(EXPORT_KINDS.map((kind) => [kind, ELIGIBLE_ROLES[kind].filter((one) => one !== role)])) as Record<
    ExportKind,
    Role[]
  >;
const everything = (): Record<ExportKind, Role[]> =>
  Object.fromEntries(EXPORT_KINDS.map((kind) => [kind, [...ELIGIBLE_ROLES[kind]]])) as Record<ExportKind, Role[]>;

/** A call of every gated route, with the right it needs. */
function calls({ api }: Station, out: (name: string) => string): [string, ExportKind, () => Promise<unknown>][] {
  const subject = { kind: 'opinion' as const, caseId: caseId(1) };
  const list = { kind: 'summary' as const, cases: { caseIds: [caseId(1)] } };
  const masked = { masked: true, crops: false, reason: '' };
  const reason = '督查调阅';
  return [
    ['transfer.exportStart', 'bundle', () => api.transfer.exportStart({ path: out('a.qpb') })],
    [
      'second.handOver',
      'bundle',
      () => api.second.handOver({ caseIds: [caseId(1)], blind: true, certificate: out('x.pem'), path: out('b.qpb') }),
    ],
    [
      'second.sendBack',
      'bundle',
      () => api.second.sendBack({ secondIds: [caseId(1)], certificate: out('x.pem'), path: out('c.qpb') }),
    ],
    ['documents.print', 'personal', () => api.documents.print({ subject, masked: false, crops: false, reason })],
    ['documents.print', 'crops', () => api.documents.print({ subject, masked: true, crops: true, reason })],
    [
      'documents.save',
      'personal',
      () => api.documents.save({ subject, masked: false, crops: false, reason, format: 'docx', path: out('d.docx') }),
    ],
    [
      'documents.save',
      'crops',
      () => api.documents.save({ subject, masked: true, crops: true, reason, format: 'docx', path: out('e.docx') }),
    ],
    [
      'documents.save',
      'table',
      () => api.documents.save({ subject: list, ...masked, format: 'xlsx', path: out('f.xlsx') }),
    ],
    [
      'documents.saveMany',
      'personal',
      () => {
        const many = { kind: 'opinion' as const, cases: { caseIds: [caseId(1)] } };
        return api.documents.saveMany({
          subject: many,
          masked: false,
          crops: false,
          reason,
          format: 'docx',
          path: out('.'),
        });
      },
    ],
    ['privacy.saveAccesses', 'table', () => api.privacy.saveAccesses({ filter: {}, path: out('g.csv') })],
    ['journal.saveList', 'table', () => api.journal.saveList({ filter: {}, path: out('h.csv') })],
    ['host.openOutside', 'original', () => api.host.openOutside({ attachmentId: `${caseId(1)}.1` })],
  ];
}

describe('a right that was taken away', () => {
  test('is refused at every route, with the code and its sentence; nothing is written, the journal says so', async () => {
    const { station, approver, turnTo, out, reviewer } = await signedDesk();
    const { api } = station;
    await turnTo(approver.personId);
    await api.privacy.setExportRights({ rights: given('reviewer'), reason: '季度检查期间集中导出' });
    await turnTo(reviewer);
    const tried = calls(station, out);
    expect(new Set(tried.map(([route]) => route))).toEqual(new Set(Object.keys(GATED)));
    const before = logicalDump(station.session().db.read, { journal: false });
    const files = readdirSync(out('.')).sort();
    for (const [route, kind, call] of tried) {
      const told = await refused(call());
      expect([route, told.code], told.message).toEqual([route, 'EXPORT_FORBIDDEN']);
      expect(told.message).toContain('审核员');
      expect(eventsOf(station, 'export.refused').at(-1)).toEqual({ kind, role: 'reviewer' });
    }
    expect(eventsOf(station, 'export.refused')).toHaveLength(tried.length);
    expect(logicalDump(station.session().db.read, { journal: false })).toBe(before);
    expect(readdirSync(out('.')).sort()).toEqual(files);
    expect(station.opened).toEqual([]);
    const { mine, mayDecide, decided } = await api.privacy.exportRights({});
    for (const kind of EXPORT_KINDS) expect(mine[kind]).toContain('审核员');
    expect(mayDecide).toBe(false);
    expect(decided).toMatchObject({ by: '周复核', reason: '季度检查期间集中导出' });
    // Masked work on paper goes on: the right is about what names people.
    const subject = { kind: 'opinion' as const, caseId: caseId(1) };
    await api.documents.print({ subject, masked: true, crops: false, reason: '' });
  });

  test('comes back when it is given back, and tables are rebuilt as they were lived', async () => {
    const { station, approver, turnTo, out, reviewer } = await signedDesk();
    const { api } = station;
    await turnTo(approver.personId);
    await api.privacy.setExportRights({ rights: given('reviewer'), reason: '暂停' });
    await api.privacy.setExportRights({ rights: everything(), reason: '恢复' });
    await turnTo(reviewer);
    await exportFile(station, out('back.qpb'));
    expect(existsSync(out('back.qpb'))).toBe(true);
    await api.host.openOutside({ attachmentId: `${caseId(1)}.1` });
    expect(station.opened).toHaveLength(1);
    const { db } = station.session();
    const tables = [...projections.tables];
    expect(tables).toContain('export_rights');
    const lived = logicalDump(db.read, { tables });
    rebuildProjections(db, projections);
    expect(logicalDump(db.read, { tables })).toBe(lived);
    const { rows } = await api.journal.list({ filter: { group: 'privacy' }, offset: 0, limit: 10 });
    expect(rows[0]!.sentence).toContain('改定导出权限：导出审核包——审核员、复核员、核查员');
  });
});

test('only who answers for others decides, and only for roles that have such an act', async () => {
  const { station, approver, turnTo, reviewer } = await signedDesk();
  const { api } = station;
  await turnTo(reviewer);
  const own = await refused(api.privacy.setExportRights({ rights: everything(), reason: '自行放开' }));
  expect(own.code).toBe('ROLE_FORBIDDEN');
  await turnTo(approver.personId);
  for (const bundle of [['expert'], ['centre'], ['reviewer', 'reviewer']] as Role[][]) {
    const rights = { ...everything(), bundle };
    const wrong = await refused(api.privacy.setExportRights({ rights, reason: '试' }));
    expect(wrong.code).toBe('INPUT_INVALID');
  }
  expect(eventsOf(station, 'export.rightsSet')).toEqual([]);
});
