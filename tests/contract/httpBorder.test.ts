/** What the loopback server refuses: everything that is not our own page (proof 20 of the reliability figures). */
import { execFile } from 'node:child_process';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopbackServer } from '#main/browser/server.ts';
import type { SessionKeeper } from '#main/browser/session.ts';
import { createTestCore, TEST_ATTACHMENT } from '#tests/support/testCore.ts';
import { pageFetch, startHttp } from '#tests/support/wires.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const NEXT = { method: 'POST', headers: JSON_TYPE, body: '{"caseId":null}' };

let server: LoopbackServer;
let session: SessionKeeper;
let lines: string[];
let asPage: typeof fetch;

beforeEach(async () => {
  const core = createTestCore({ cases: { next: () => ({ caseId: null }) } });
  ({ server, session, lines } = await startHttp(core, { pingMs: 50 }));
  asPage = pageFetch(server.origin);
});
afterEach(() => server.close());

interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request with exactly these headers: fetch would not let us lie about Host. */
function raw(path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${server.origin}${path}`, { method, headers, setHost: false }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function logIn(code = session.newLaunchCode()): Promise<{ token: string; reloadCode: string }> {
  const response = await exchange(code);
  expect(response.status).toBe(200);
  return ((await response.json()) as { value: { token: string; reloadCode: string } }).value;
}

const exchange = (code: unknown) =>
  asPage(`${server.origin}/api/session`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ code }) });

const callNext = (token: string | null) =>
  asPage(`${server.origin}/api/cases.next`, {
    ...NEXT,
    headers: { ...JSON_TYPE, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  });

/** Opens the event stream of a session; the result hangs up. */
async function listen(token: string): Promise<() => void> {
  const hangUp = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const response = await asPage(`${server.origin}/api/events`, { headers, signal: hangUp.signal });
  expect(response.status).toBe(200);
  return () => hangUp.abort();
}

describe('launch code', () => {
  it('opens a session once; used again it is refused and logged', async () => {
    const code = session.newLaunchCode();
    const { token } = await logIn(code);
    expect((await callNext(token)).status).toBe(200);
    const replay = await exchange(code);
    expect(replay.status).toBe(401);
    expect(await replay.json()).toMatchObject({ ok: false, error: { code: 'SESSION_INVALID' } });
    expect(lines.join()).toContain('launch code was refused');
    expect((await callNext(token)).status).toBe(200);
  });

  it('dies when a newer one is given out', async () => {
    const old = session.newLaunchCode();
    session.newLaunchCode();
    expect((await exchange(old)).status).toBe(401);
  });

  it.each([[''], ['A'.repeat(43)], ['x'.repeat(10_000)], [null], [7], [{}], [['a']]])('refuses %j', async (code) => {
    session.newLaunchCode();
    expect((await exchange(code)).status).toBe(401);
  });

  it('a later one takes over: the first page hears that it is over and its token is dead', async () => {
    const first = await logIn();
    await listen(first.token);
    expect(session.isPresent()).toBe(true);
    const second = await logIn();
    await expect.poll(() => session.isPresent()).toBe(false);
    expect((await callNext(first.token)).status).toBe(401);
    expect((await callNext(second.token)).status).toBe(200);
  });
});

describe('reload code', () => {
  it('opens the next load of the page once the page is gone, and only once', async () => {
    const first = await logIn();
    const hangUp = await listen(first.token);
    hangUp();
    const second = await logIn(first.reloadCode);
    expect((await callNext(first.token)).status).toBe(401);
    expect((await callNext(second.token)).status).toBe(200);
    expect((await exchange(first.reloadCode)).status).toBe(401);
  });

  it('is refused while the page is there, and burnt by that', async () => {
    const { token, reloadCode } = await logIn();
    const hangUp = await listen(token);
    expect((await exchange(reloadCode)).status).toBe(401);
    hangUp();
    expect((await exchange(reloadCode)).status).toBe(401);
    expect((await callNext(token)).status).toBe(200);
  });
});

describe('token', () => {
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['another', 'A'.repeat(43)],
    ['one with spaces', 'a b'],
  ])('%s: nothing of the API answers', async (_, token) => {
    await logIn();
    expect((await callNext(token)).status).toBe(401);
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const paths = ['events', `bytes/attachment/${TEST_ATTACHMENT}?begin=0&end=1`];
    for (const path of paths) {
      expect((await asPage(`${server.origin}/api/${path}`, { headers })).status).toBe(401);
    }
    expect((await asPage(`${server.origin}/api/blob`, { method: 'POST', headers, body: 'x' })).status).toBe(401);
  });

  it('is not accepted in the address or in a cookie', async () => {
    const { token } = await logIn();
    const url = `${server.origin}/api/cases.next?token=${token}&authorization=Bearer%20${token}`;
    const headers = { ...JSON_TYPE, cookie: `token=${token}` };
    expect((await asPage(url, { ...NEXT, headers })).status).toBe(401);
  });
});

describe('Host and Origin', () => {
  const own = () => server.origin.slice('http://'.length);
  const port = () => own().split(':')[1]!;

  it.each([
    ['another name', () => `evil.example:${port()}`],
    ['localhost', () => `localhost:${port()}`],
    ['another port', () => '127.0.0.1:1'],
    ['no port', () => '127.0.0.1'],
    ['a suffix', () => `127.0.0.1:${port()}.evil.example`],
  ])('refuses %s as Host, also for app files', async (_, host) => {
    for (const path of ['/', '/handlers.ts', '/api/cases.next']) {
      expect((await raw(path, { host: host() })).status).toBe(403);
    }
  });

  it('refuses a request without Host', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port()), '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
      let text = '';
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
  });

  it.each([['http://evil.example'], ['null'], ['http://localhost:80'], ['https://127.0.0.1'], ['']])(
    'refuses the Origin %j even with a good token',
    async (origin) => {
      const { token } = await logIn();
      const headers = { host: own(), origin, authorization: `Bearer ${token}`, ...JSON_TYPE };
      expect((await raw('/api/cases.next', headers, 'POST', NEXT.body)).status).toBe(403);
    },
  );

  it('refuses a POST without Origin and requests that another site makes', async () => {
    const { token } = await logIn();
    const headers = { host: own(), authorization: `Bearer ${token}`, ...JSON_TYPE };
    expect((await raw('/api/cases.next', headers, 'POST', NEXT.body)).status).toBe(403);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const marked = { ...headers, 'sec-fetch-site': site };
      expect((await raw('/api/events', marked)).status).toBe(403);
    }
  });

  it('refuses forms and plain text, which need no preflight', async () => {
    const { token } = await logIn();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type };
      const answer = await asPage(`${server.origin}/api/cases.next`, { ...NEXT, headers });
      expect(answer.status).toBe(400);
    }
  });

  it.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH'])('refuses %s and so every preflight', async (method) => {
    const answer = await raw('/api/cases.next', { host: own(), origin: server.origin }, method);
    expect(answer.status).toBe(405);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('listens on 127.0.0.1 only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((entry) => entry.family === 'IPv4' && !entry.internal)
      .map((entry) => entry.address);
    for (const address of ['127.0.0.2', ...others]) {
      const reached = await new Promise<boolean>((resolve) => {
        const socket = connect(Number(port()), address, () => resolve(true));
        socket.on('error', () => resolve(false));
      });
      expect(reached, address).toBe(false);
    }
  });
});

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('another user of this machine', () => {
  const STEAL = `
    const [origin, code] = process.argv.slice(1);
    const headers = { origin, 'content-type': 'application/json' };
    const body = JSON.stringify({ code });
    const answer = await fetch(origin + '/api/session', { method: 'POST', headers, body });
    console.log(answer.status);`;
  const steal = (code: string, uid: number) =>
    new Promise<string>((resolve) => {
      const options = { uid, gid: uid, cwd: '/', env: { PATH: process.env.PATH } };
      const script = ['--input-type=module', '-e', STEAL, server.origin, code];
      execFile(process.execPath, script, options, (error, stdout) => resolve(error ? String(error) : stdout.trim()));
    });

  it('gets no session with a stolen code, and the code still works for its owner', async () => {
    const code = session.newLaunchCode();
    expect(await steal(code, 65_534)).toBe('403');
    await logIn(code);
  });

  it('is told apart by who it is: the same script as the owner gets in', async () => {
    expect(await steal(session.newLaunchCode(), 0)).toBe('200');
  });
});

describe('bodies', () => {
  it('a JSON body over 1 MiB is refused with the limit and the server goes on', async () => {
    const { token } = await logIn();
    const headers = { ...JSON_TYPE, authorization: `Bearer ${token}` };
    const body = JSON.stringify({ caseId: 'x'.repeat(1_100_000) });
    const answer = await asPage(`${server.origin}/api/cases.next`, { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'FILE_TOO_LARGE', details: { limit: 1_048_576 } } });
    expect((await callNext(token)).status).toBe(200);
  });

  it.each([['{'], [''], ['{"caseId":}'], ['\u0000']])('broken JSON %j is refused', async (body) => {
    const { token } = await logIn();
    const headers = { ...JSON_TYPE, authorization: `Bearer ${token}` };
    const answer = await asPage(`${server.origin}/api/cases.next`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  });

  it('an endless body is cut off and the server goes on', async () => {
    const { token } = await logIn();
    const part = Buffer.alloc(1024 * 1024, 'x');
    const ended = await new Promise<boolean>((resolve) => {
      const headers = { host: server.origin.slice(7), origin: server.origin, 'transfer-encoding': 'chunked' };
      const sent = httpRequest(`${server.origin}/api/blob`, { method: 'POST', headers, setHost: false });
      sent.on('error', () => resolve(true));
      sent.on('response', (answer) => answer.resume().on('close', () => resolve(true)));
      const more = () => {
        while (!sent.destroyed && sent.write(part));
        if (!sent.destroyed) sent.once('drain', more);
      };
      more();
    });
    expect(ended).toBe(true);
    expect((await callNext(token)).status).toBe(200);
  });
});

describe('events', () => {
  it('shows life by empty lines and ends when the session ends', async () => {
    const { token } = await logIn();
    const response = await asPage(`${server.origin}/api/events`, { headers: { authorization: `Bearer ${token}` } });
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    for (let i = 0; i < 3; i++) expect(decoder.decode((await reader.read()).value)).toMatch(/^\n+$/);
    session.end();
    let done = false;
    while (!done) ({ done } = await reader.read());
    expect(session.isPresent()).toBe(false);
    expect((await callNext(token)).status).toBe(401);
  });
});
