import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bitmapOf, holdFrames } from '#renderer/pdf/heldFrames.ts';

const root = path.resolve(import.meta.dirname, '../../..');

class Frame {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A port with a listener behind the one that holds frames; conversions are answered when the test says so. */
function heldPort() {
  const port = new EventTarget();
  const running = new Map<string, PromiseWithResolvers<unknown>>();
  holdFrames(port, (bitmap) => {
    if (!(bitmap instanceof Frame)) return null;
    const answer = Promise.withResolvers<unknown>();
    running.set(bitmap.name, answer);
    return answer.promise;
  });
  const seen: unknown[] = [];
  port.addEventListener('message', (event) => seen.push((event as MessageEvent).data));
  const send = (data: unknown) => port.dispatchEvent(new MessageEvent('message', { data }));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { send, seen, running, settled };
}

const picture = (bitmap: unknown, action = 'obj') => ({ action, data: ['img_p0_1', 3, 'Image', { width: 4, bitmap }] });
const cleanup = { action: 'cleanupPage', data: { pageProxyId: 3 } };

describe('pictures on their way to the worker that draws', () => {
  test('what carries no frame passes at once', () => {
    const { send, seen } = heldPort();
    const plain = [cleanup, picture('a bitmap'), { action: 'obj', data: ['p', 3, 'Pattern', ['Mesh']] }, null, 'text'];
    for (const message of plain) send(message);
    expect(seen).toEqual(plain);
  });

  test.each(['obj', 'commonobj'])('a frame in %s is replaced by its bitmap', async (action) => {
    const { send, seen, running, settled } = heldPort();
    send(picture(new Frame('one'), action));
    expect(seen).toEqual([]);
    running.get('one')!.resolve('pixels of one');
    await settled();
    expect(seen).toEqual([picture('pixels of one', action)]);
  });

  test('whatever comes later waits, frames among it, and keeps its order', async () => {
    const { send, seen, running, settled } = heldPort();
    send(picture(new Frame('one')));
    send(cleanup);
    send(picture(new Frame('two')));
    send('after');
    await settled();
    expect(seen).toEqual([]);
    running.get('one')!.resolve('1');
    await settled();
    expect(seen).toEqual([picture('1'), cleanup]);
    send('last');
    running.get('two')!.resolve('2');
    await settled();
    expect(seen).toEqual([picture('1'), cleanup, picture('2'), 'after', 'last']);
    send('free again');
    expect(seen.at(-1)).toBe('free again');
  });

  test('a frame that cannot be turned is drawn as it came', async () => {
    const { send, seen, running, settled } = heldPort();
    const frame = new Frame('odd');
    send(picture(frame));
    send(cleanup);
    running.get('odd')!.reject(new Error('not supported'));
    await settled();
    expect(seen).toEqual([picture(frame), cleanup]);
  });

  test('where the runtime has no frames nothing is held', () => {
    expect(bitmapOf({ width: 1 })).toBeNull();
  });
});

test('pdf.js of this version still names pictures so', () => {
  const source = readFileSync(path.join(root, 'node_modules/pdfjs-dist/build/pdf.mjs'), 'utf8');
  expect(source).toContain('this.#sendObj("obj", [id, pageProxyId, type, data], id, pageProxyId);');
  expect(source).toContain('this.#sendObj("commonobj", [id, type, data], id, null, type === "Font");');
  const worker = readFileSync(path.join(root, 'node_modules/pdfjs-dist/build/pdf.worker.mjs'), 'utf8');
  expect(worker).toContain('return (await decoder.decode()).image;');
});
