/** The real core on a real demo workspace, asked the same over every wire; every answer is checked against the contract. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCore } from '#main/createCore.ts';
import { type Core, systemClock } from '#main/ports.ts';
import { contract } from '#shared/api/contract.ts';
import { type ApiResult, unwrap } from '#shared/api/result.ts';
import type { Domain } from '#shared/api/route.ts';
import { type OpenWire, openHttp, openInProcess, openStructuredClone } from '#tests/support/wires.ts';

vi.mock('electron', () => import('#tests/support/electronStandIn.ts'));

const root = path.resolve(import.meta.dirname, '..', '..');
const CHUNK = 64 * 1024;

let folder: string;
let core: Core;
const lines: string[] = [];
const noHost = () => Promise.resolve(null);

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qp-real-'));
  core = await createCore({
    dataFolder: path.join(folder, 'data'),
    demoFolder: path.join(folder, 'demo'),
    policiesFolder: path.join(root, 'policies'),
    version: '0.1.0',
    shell: { kind: 'browser', why: '测试' },
    host: () => ({
      openFile: noHost,
      saveFile: noHost,
      openFolder: noHost,
      answerDialog: () => {},
      openPath: () => Promise.resolve(),
      quit: () => {},
    }),
    clock: systemClock,
    log: (line) => lines.push(line),
  });
}, 180_000);
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks over a wire and checks the answer's shape against the contract. */
async function ask<T>(wire: OpenWire, route: string, input: unknown): Promise<T> {
  const [domain = '', name = ''] = route.split('.');
  const value = unwrap(await wire.transport.request(route, input));
  (contract as unknown as Record<string, Domain>)[domain]![name]!.output.parse(value);
  return value as T;
}

const firstRows = { filter: {}, sort: { by: 'number', descending: false }, offset: 0, limit: 5 };

describe.each([
  ['in process', openInProcess],
  ['HTTP', openHttp],
  ['structured clone', openStructuredClone],
])('the real core over %s', (_, open) => {
  let wire: OpenWire;
  let rows: { caseId: string }[];
  beforeAll(async () => {
    wire = await open(core);
    expect(await ask(wire, 'workspace.status', {})).toMatchObject({ state: 'open', demo: true });
    ({ rows } = await ask<{ rows: { caseId: string }[] }>(wire, 'cases.list', firstRows));
  });
  afterAll(() => wire.close());

  it.each([
    ...['workspace.known', 'cases.home', 'cases.facets', 'catalogue.programmes'],
    ...['settings.environment', 'settings.statusLine', 'settings.preferences'],
    ...['transfer.running', 'transfer.imports', 'transfer.exports', 'transfer.exportPreview'],
  ])('answers %s as the contract says', async (route) => {
    await ask(wire, route, {});
  });

  it.each(['cases.get', 'cases.history', 'review.checklist', 'review.outcome'])(
    'answers %s of every case on a page as the contract says',
    async (route) => {
      expect(rows).toHaveLength(5);
      for (const { caseId } of rows) await ask(wire, route, { caseId });
    },
  );

  it('lists a folder for the picker', async () => {
    await ask(wire, 'host.listFolder', { path: folder, purpose: 'bundle' });
  });

  it('brings every byte of an attachment in chunks: its SHA-256 is the one in the case', async () => {
    const view = await ask<{ attachments: { attachmentId: string; bytes: number; sha256: string }[] }>(
      wire,
      'cases.get',
      {
        caseId: rows[0]!.caseId,
      },
    );
    const [attachment] = view.attachments;
    const hash = createHash('sha256');
    for (let at = 0; at < attachment!.bytes; at += CHUNK) {
      const source = { kind: 'attachment', id: attachment!.attachmentId } as const;
      hash.update(unwrap(await wire.transport.readRange(source, at, at + CHUNK)));
    }
    expect(hash.digest('hex')).toBe(attachment!.sha256);
  });

  it('refuses what is not there, each with its code', async () => {
    const unknown = '01890a5d-ac96-774b-bcce-b302099a8057';
    const refusal = (answer: ApiResult<unknown>) => (answer.ok ? null : answer.error.code);
    const { transport } = wire;
    expect(refusal(await transport.request('cases.get', { caseId: unknown }))).toBe('CASE_UNKNOWN');
    expect(refusal(await transport.readRange({ kind: 'attachment', id: `${unknown}.0` }, 0, 9))).toBe(
      'ATTACHMENT_UNKNOWN',
    );
  });

  it('leaves nothing in the log', () => {
    expect(lines).toEqual([]);
  });
});
