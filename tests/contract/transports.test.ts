import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiClient } from '#renderer/api/apiClient.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import { unwrap } from '#shared/api/result.ts';
import { MAX_BLOB_BYTES, MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { createTestCore, TEST_ATTACHMENT, TEST_BYTES, type TestCore } from '#tests/support/testCore.ts';
import { type OpenWire, openHttp, openInProcess, openStructuredClone } from '#tests/support/wires.ts';

vi.mock('electron', () => import('#tests/support/electronStandIn.ts'));

const CASE = '01890a5d-ac96-774b-bcce-b302099a8057';
const source = { kind: 'attachment', id: TEST_ATTACHMENT } as const;

describe.each([
  ['in process', openInProcess],
  ['HTTP', openHttp],
  ['structured clone', openStructuredClone],
])('the contract over %s', (_, open) => {
  let core: TestCore;
  let wire: OpenWire;

  beforeEach(async () => {
    core = createTestCore({
      cases: {
        next: ({ caseId }) => ({ caseId }),
        reveal: () => {
          throw new Refusal('ROLE_FORBIDDEN', { role: '专家', action: '查看' });
        },
        facets: () => {
          throw new Error('inside');
        },
      },
    });
    wire = await open(core);
  });
  afterEach(() => wire.close());

  it('carries a request and its answer', async () => {
    const api = createApiClient(wire.transport);
    expect(await api.cases.next({ caseId: CASE })).toEqual({ caseId: CASE });
    expect(await api.cases.next({ caseId: null })).toEqual({ caseId: null });
  });

  it('carries Chinese, rare characters and control characters unchanged', async () => {
    const seen: string[] = [];
    await wire.close();
    core = createTestCore({
      workspace: {
        select: ({ folder }) => {
          seen.push(folder);
          throw new Refusal('WORKSPACE_DAMAGED', { reason: folder });
        },
      },
    });
    wire = await open(core);
    const folder = 'D:\\申报\\䶮𬭎 “引号” \u202e<b>&amp;\t';
    const refusal = await createApiClient(wire.transport)
      .workspace.select({ folder })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).details).toEqual({ reason: seen[0] });
    expect(seen).toEqual([folder.trim()]);
  });

  it('brings a refusal back as the same refusal', async () => {
    const asked = createApiClient(wire.transport).cases.reveal({ caseId: CASE, field: 'idNumber', reason: '核对' });
    await expect(asked).rejects.toMatchObject({
      code: 'ROLE_FORBIDDEN',
      details: { role: '专家', action: '查看' },
      message: '您的身份是专家，不能查看。请由有相应权限的人员办理。',
    });
  });

  it('hides a defect behind a reference that is in the log', async () => {
    const answer = await wire.transport.request('cases.facets', {});
    if (answer.ok) throw new Error('expected a refusal');
    expect(answer.error.code).toBe('INTERNAL');
    expect(JSON.stringify(answer)).not.toContain('inside');
    expect(core.lines.join('\n')).toContain(`[${answer.error.details.ref}] cases.facets: Error: inside`);
  });

  it.each([
    ['cases.nothing'],
    ['nothing.at.all'],
    ['__proto__.constructor'],
    [''],
    ['../session'],
    ['x'.repeat(5_000)],
  ])('answers ROUTE_UNKNOWN for %j', async (route) => {
    expect(await wire.transport.request(route, {})).toMatchObject({ ok: false, error: { code: 'ROUTE_UNKNOWN' } });
  });

  it.each([[undefined], [null], [[]], ['text'], [{ caseId: 7 }], [{ caseId: CASE, more: 1 }]])(
    'answers INPUT_INVALID for the input %j',
    async (input) => {
      const answer = await wire.transport.request('cases.next', input);
      expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    },
  );

  it('refuses inputs of a megabyte and more without harm', async () => {
    const answer = await wire.transport.request('cases.next', { caseId: 'x'.repeat(3_000_000) });
    expect(answer.ok === false && ['INPUT_INVALID', 'FILE_TOO_LARGE'].includes(answer.error.code)).toBe(true);
    expect(await createApiClient(wire.transport).cases.next({ caseId: CASE })).toEqual({ caseId: CASE });
  });

  it('reads bytes by range, clipped at the end of the file', async () => {
    const { transport } = wire;
    const size = TEST_BYTES.length;
    for (const [begin, end] of [
      [0, 1],
      [0, 65_536],
      [65_535, 131_073],
      [size - 3, size + 9],
      [5, 5],
      [0, size],
    ] as const) {
      const bytes = unwrap(await transport.readRange(source, begin, end));
      expect(bytes).toBeInstanceOf(Uint8Array);
      expect(Buffer.compare(bytes, TEST_BYTES.subarray(begin, end))).toBe(0);
    }
  });

  it('answers many ranges asked at once, each with its own bytes', async () => {
    const offsets = Array.from({ length: 40 }, (_unused, i) => (i * 7_919) % 900_000);
    const answers = await Promise.all(offsets.map((at) => wire.transport.readRange(source, at, at + 1_000)));
    answers.forEach((answer, i) => {
      const at = offsets[i]!;
      expect(Buffer.compare(unwrap(answer), TEST_BYTES.subarray(at, at + 1_000))).toBe(0);
    });
  });

  it.each([
    [-1, 5],
    [5, 4],
    [0.5, 5],
    [0, Number.NaN],
    [0, MAX_RANGE_BYTES + 1],
    [0, Number.MAX_VALUE],
  ])('refuses the range %d to %d', async (begin, end) => {
    const answer = await wire.transport.readRange(source, begin, end);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  });

  it('refuses bytes of an unknown attachment and of an unknown kind', async () => {
    const { transport } = wire;
    const unknown = await transport.readRange({ kind: 'attachment', id: '../../etc/passwd' }, 0, 1);
    expect(unknown).toMatchObject({ ok: false, error: { code: 'ATTACHMENT_UNKNOWN' } });
    const kind = await transport.readRange({ kind: 'keyring' as 'crop', id: 'a' }, 0, 1);
    expect(kind).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  });

  it('takes a blob up to the limit and answers its SHA-256', async () => {
    const bytes = new Uint8Array(MAX_BLOB_BYTES).fill(7);
    expect(unwrap(await wire.transport.putBlob(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('refuses a blob one byte over the limit', async () => {
    const answer = await wire.transport.putBlob(new Uint8Array(MAX_BLOB_BYTES + 1));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'FILE_TOO_LARGE', details: { bytes: MAX_BLOB_BYTES + 1, limit: MAX_BLOB_BYTES } },
    });
  });

  it('delivers events in order until unsubscribed', async () => {
    const heard: ApiEvent[] = [];
    const stop = wire.transport.subscribe((event) => heard.push(event));
    await vi.waitFor(() => {
      core.hub.emit({ type: 'changed', topics: ['settings'] });
      expect(heard.length).toBeGreaterThan(0);
    }, 30_000);
    heard.length = 0;
    const sent = Array.from({ length: 200 }, (_unused, i): ApiEvent => {
      const topic = (['cases', 'review', 'transfer'] as const)[i % 3]!;
      return { type: 'changed', topics: [topic, 'workspace'] };
    });
    for (const event of sent) core.hub.emit(event);
    await expect.poll(() => heard.filter((e) => e.type === 'changed' && e.topics.length === 2)).toEqual(sent);
    stop();
    const before = heard.length;
    core.hub.emit({ type: 'changed', topics: ['cases'] });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toHaveLength(before);
  });
});
