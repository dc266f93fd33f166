import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFresh } from '#renderer/api/ApiProvider.tsx';
import { createApiClient } from '#renderer/api/apiClient.ts';
import { createBrowserTransport } from '#renderer/api/browserTransport.ts';
import { windowLaunchCodes } from '#renderer/api/launchCode.ts';
import { readLines } from '#renderer/api/lines.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import { success } from '#shared/api/result.ts';
import { createTestCore, type TestCore } from '#tests/support/testCore.ts';
import { pageFetch, startHttp } from '#tests/support/wires.ts';

let core: TestCore;
let running: Awaited<ReturnType<typeof startHttp>>;
const stops: (() => void)[] = [];

beforeEach(async () => {
  core = createTestCore({ cases: { next: () => ({ caseId: null }) } });
  running = await startHttp(core, { pingMs: 30 });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await running.server.close();
});

/** One tab: its address, its session storage, and a page that may be loaded again and again. */
function openTab(code: string | null) {
  const stored = new Map<string, string>();
  const tab = {
    location: { hash: code === null ? '#/cases' : `#launch=${code}`, pathname: '/' },
    history: {
      replaceState: (_state: null, _title: string, address: string) => {
        tab.location.hash = address.slice(address.indexOf('#'));
      },
    },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
  };
  const load = (fetching: typeof fetch = pageFetch(running.server.origin)) => {
    const transport = createBrowserTransport({
      origin: running.server.origin,
      codes: windowLaunchCodes(tab as unknown as Window),
      fetch: fetching,
      silenceMs: 300,
      retryMs: 20,
    });
    stops.push(transport.close);
    return transport;
  };
  return { tab, stored, load };
}

describe('a page', () => {
  it('opens with the code of its address, which then stands nowhere any more', async () => {
    const code = running.session.newLaunchCode();
    const { tab, stored, load } = openTab(code);
    const transport = load();
    expect(tab.location.hash).toBe('#/');
    await expect.poll(() => transport.connection.get()).toBe('open');
    expect(await createApiClient(transport).cases.next({ caseId: null })).toEqual({ caseId: null });
    expect([...stored.values()]).not.toContain(code);
  });

  it('can be reloaded any number of times', async () => {
    const { load } = openTab(running.session.newLaunchCode());
    let transport = load();
    for (let i = 0; i < 4; i++) {
      await expect.poll(() => transport.connection.get()).toBe('open');
      transport.close();
      transport = load();
      expect(await transport.request('cases.next', { caseId: null })).toEqual(success({ caseId: null }));
    }
  });

  it('without a code, or with a used one, is refused for good', async () => {
    for (const code of [null, 'A'.repeat(43)]) {
      const transport = openTab(code).load();
      await expect.poll(() => transport.connection.get()).toBe('refused');
      expect(await transport.request('cases.next', { caseId: null })).toMatchObject({
        error: { code: 'SESSION_INVALID' },
      });
    }
  });

  it('that another page takes over from hears it and stops trying', async () => {
    const first = openTab(running.session.newLaunchCode()).load();
    await expect.poll(() => first.connection.get()).toBe('open');
    const second = openTab(running.session.newLaunchCode()).load();
    await expect.poll(() => second.connection.get()).toBe('open');
    await expect.poll(() => first.connection.get()).toBe('refused');
    expect(second.connection.get()).toBe('open');
  });

  it('sends the token in a header only', async () => {
    const sent: string[] = [];
    let token = '';
    const plain = pageFetch(running.server.origin);
    const transport = openTab(running.session.newLaunchCode()).load(async (input, init) => {
      sent.push(String(input));
      token = new Headers(init?.headers).get('authorization')?.slice(7) ?? token;
      return plain(input, init);
    });
    await expect.poll(() => transport.connection.get()).toBe('open');
    await transport.readRange({ kind: 'crop', id: 'a/b?c' }, 0, 4);
    expect(token).toMatch(/^[\w-]{43}$/);
    for (const url of sent) expect(url).not.toContain(token);
    expect(sent).toContain(`${running.server.origin}/api/bytes/crop/a%2Fb%3Fc?begin=0&end=4`);
  });
});

describe('the wire', () => {
  it('counts as lost when the program is gone, and requests throw instead of hanging', async () => {
    const transport = openTab(running.session.newLaunchCode()).load();
    await expect.poll(() => transport.connection.get()).toBe('open');
    await running.server.close();
    await expect.poll(() => transport.connection.get()).toBe('lost');
    await expect(transport.request('cases.next', { caseId: null })).rejects.toBeInstanceOf(TypeError);
  });

  it('counts as lost when nothing is heard any more, and comes back', async () => {
    let silent = true;
    const plain = pageFetch(running.server.origin);
    const transport = openTab(running.session.newLaunchCode()).load(async (input, init) => {
      if (!silent || !String(input).endsWith('/events')) return plain(input, init);
      const oneLineThenNothing = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('\n'));
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
      return new Response(oneLineThenNothing);
    });
    const states: string[] = [];
    transport.connection.onChange(() => {
      states.push(transport.connection.get());
      // Heard again from here on; otherwise a slow machine sees it come and go several times.
      if (states.at(-1) === 'lost') silent = false;
    });
    await expect.poll(() => states).toEqual(['open', 'lost', 'open']);
  });

  it('refuses to take another program for ours', async () => {
    const transport = openTab(running.session.newLaunchCode()).load();
    await expect.poll(() => transport.connection.get()).toBe('open');
    const foreign = openTab(running.session.newLaunchCode()).load(async () => new Response('<html>', { status: 200 }));
    await expect.poll(() => foreign.connection.get()).toBe('refused');
  });

  it('asks again for everything shown after it was lost, and for one domain after a change', async () => {
    const transport = openTab(running.session.newLaunchCode()).load();
    const queries = new QueryClient();
    const invalidate = vi.spyOn(queries, 'invalidateQueries');
    stops.push(keepFresh(transport, queries));
    await expect.poll(() => transport.connection.get()).toBe('open');
    expect(invalidate).not.toHaveBeenCalled();
    const change: ApiEvent = { type: 'changed', topics: ['cases', 'review'] };
    core.hub.emit(change);
    await expect.poll(() => invalidate.mock.calls).toEqual([[{ queryKey: ['cases'] }], [{ queryKey: ['review'] }]]);
  });
});

describe('lines of a stream', () => {
  const stream = (...parts: Uint8Array[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });

  it('are put together across chunks that cut a character in two', async () => {
    const bytes = new TextEncoder().encode('{"案":"䶮"}\n\n{"b":1}\nrest');
    for (let at = 0; at <= bytes.length; at++) {
      const lines: string[] = [];
      for await (const line of readLines(stream(bytes.slice(0, at), bytes.slice(at)))) lines.push(line);
      expect(lines).toEqual(['{"案":"䶮"}', '', '{"b":1}']);
    }
  });
});

describe('the typed client', () => {
  it('gives the same function each time and may be awaited by mistake', async () => {
    const api = createApiClient({ request: async () => success(null) });
    expect(api.cases.get).toBe(api.cases.get);
    expect(await api).toBe(api);
  });
});
