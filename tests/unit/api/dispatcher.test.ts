import { describe, expect, it } from 'vitest';
import { createDispatcher } from '#main/api/dispatcher.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { lockedHandlers } from '#tests/support/handlers.ts';

const CASE = '01890a5d-ac96-774b-bcce-b302099a8057';

function setUp(next: Handlers['cases']['next'], checkOutputs = false) {
  const lines: string[] = [];
  const dispatch = createDispatcher(lockedHandlers({ cases: { next } }), (line) => lines.push(line), { checkOutputs });
  return { dispatch, lines };
}

describe('dispatcher', () => {
  it('hands parsed input to the handler and wraps its answer', async () => {
    const { dispatch } = setUp((input) => ({ caseId: input.caseId }));
    expect(await dispatch('cases.next', { caseId: CASE })).toEqual({ ok: true, value: { caseId: CASE } });
  });

  it.each([
    ['a wrong value', { caseId: 'not-a-uuid' }, 'caseId'],
    ['an unknown key', { caseId: CASE, admin: true }, 'admin'],
    ['no object', 'caseId', '整体'],
    ['nothing', undefined, '整体'],
  ])('refuses %s with the field and never runs the handler', async (_, input, field) => {
    let ran = false;
    const { dispatch } = setUp(() => {
      ran = true;
      return { caseId: null };
    });
    const answer = await dispatch('cases.next', input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', details: { reason: field } } });
    expect(ran).toBe(false);
  });

  it('names nested fields with their path and does not repeat the value', async () => {
    const { dispatch } = setUp(() => ({ caseId: null }));
    const query = { filter: { district: '张三370102' }, sort: { by: 'due', descending: false }, offset: 0, limit: 1 };
    const answer = await dispatch('cases.list', query);
    expect(answer).toMatchObject({ error: { code: 'INPUT_INVALID', details: { reason: 'filter.district' } } });
    expect(JSON.stringify(answer)).not.toContain('张三');
  });

  it.each(['cases.missing', 'cases', 'constructor.prototype', '__proto__.toString', 'cases.toString', ''])(
    'answers ROUTE_UNKNOWN for %j',
    async (route) => {
      const { dispatch } = setUp(() => ({ caseId: null }));
      expect(await dispatch(route, {})).toMatchObject({ ok: false, error: { code: 'ROUTE_UNKNOWN' } });
    },
  );

  it('passes a refusal on with code, sentence and details', async () => {
    const { dispatch, lines } = setUp(() => {
      throw new Refusal('PASSPHRASE_WAIT', { seconds: 30 });
    });
    const answer = await dispatch('cases.next', { caseId: null });
    expect(answer).toEqual({
      ok: false,
      error: {
        code: 'PASSPHRASE_WAIT',
        message: '口令多次不正确，请在 30 秒后再试。',
        details: { seconds: 30 },
      },
    });
    expect(lines).toEqual([]);
  });

  it('logs a defect with its stack under the reference it shows, and shows nothing else of it', async () => {
    const { dispatch, lines } = setUp(() => Promise.reject(new Error('secret of the inside')));
    const answer = await dispatch('cases.next', { caseId: null });
    if (answer.ok || answer.error.code !== 'INTERNAL') throw new Error('expected INTERNAL');
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`[${answer.error.details.ref}] cases.next: Error: secret of the inside`);
    expect(lines[0]).toContain('dispatcher.test.ts');
  });

  it('takes an answer outside the contract for a defect when outputs are checked', async () => {
    const wrong = (() => ({ caseId: null, extra: 1 })) as Handlers['cases']['next'];
    expect(await setUp(wrong).dispatch('cases.next', { caseId: null })).toMatchObject({ ok: true });
    const answer = await setUp(wrong, true).dispatch('cases.next', { caseId: null });
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });

  it('cannot be built with a handler missing', () => {
    const handlers = lockedHandlers({}) as unknown as Record<string, Record<string, unknown>>;
    delete handlers.cases!.next;
    expect(() => createDispatcher(handlers as unknown as Handlers, () => {})).toThrow('cases.next');
  });
});
