import type { ApiEvent } from '#shared/api/events.ts';

/** Lines a page may be behind before its stream is cut; it reconnects and fetches everything anew. */
const MAX_BEHIND = 10_000;

/**
 * Events as lines of JSON on one endless answer. An empty line every `pingMs` shows the page that the wire is alive; the first one
 * comes at once. `presence.gone()` is called exactly once, when the page hangs up or the session ends.
 */
export function eventStream(
  subscribe: (listener: (event: ApiEvent) => void) => () => void,
  presence: { signal: AbortSignal; gone: () => void },
  pingMs: number,
): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          stop();
          controller.close();
        };
        const send = (line: string) => {
          if ((controller.desiredSize ?? 0) < -MAX_BEHIND) close();
          else controller.enqueue(encoder.encode(`${line}\n`));
        };
        const unsubscribe = subscribe((event) => send(JSON.stringify(event)));
        const ping = setInterval(() => send(''), pingMs);
        presence.signal.addEventListener('abort', close);
        stop = () => {
          stop = () => {};
          clearInterval(ping);
          unsubscribe();
          presence.signal.removeEventListener('abort', close);
          presence.gone();
        };
        send('');
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}
