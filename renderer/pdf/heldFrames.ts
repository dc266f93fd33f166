/**
 * Pictures on their way to the worker that draws. pdf.js hands a JPEG on as the decoder's VideoFrame; whatever draws one makes the
 * browser keep its decoded pixels in a cache of up to 512 MB, long after the page is gone. So each is turned into a plain bitmap
 * first, which is freed with its page. Until that is done every later message waits: pdf.js relies on their order.
 */

/** How pdf.js names a picture in a message: the last of its data. Tied to the version in package.json; a test holds it to that. */
interface PictureMessage {
  action: 'obj' | 'commonobj';
  data: [...unknown[], { bitmap: unknown }];
}

/** Beyond this a second copy of the pixels costs more than it saves. */
const MAX_PIXELS = 2 ** 24;

function isPicture(message: unknown): message is PictureMessage {
  const { action, data } = (message ?? {}) as Partial<PictureMessage>;
  if ((action !== 'obj' && action !== 'commonobj') || !Array.isArray(data)) return false;
  const last: unknown = data.at(-1);
  return typeof last === 'object' && last !== null && 'bitmap' in last;
}

/** Puts itself before every listener that `port` gets later. `convert` answers `null` for what may pass as it is. */
export function holdFrames(port: EventTarget, convert: (bitmap: unknown) => Promise<unknown> | null): void {
  const waiting: MessageEvent[] = [];
  const passing = new WeakSet<MessageEvent>();
  let converting = false;
  const pass = (event: MessageEvent) => {
    const again = new MessageEvent('message', { data: event.data });
    passing.add(again);
    port.dispatchEvent(again);
  };
  /** The conversion an event has to wait for, which replaces its picture. */
  const settle = ({ data: message }: MessageEvent): Promise<void> | null => {
    if (!isPicture(message)) return null;
    const picture = message.data.at(-1) as { bitmap: unknown };
    return (
      convert(picture.bitmap)?.then(
        (bitmap) => {
          picture.bitmap = bitmap;
        },
        // Drawn as it came.
        () => {},
      ) ?? null
    );
  };
  const work = async (first: Promise<void>, held: MessageEvent) => {
    converting = true;
    await first;
    pass(held);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await settle(next);
      pass(next);
    }
    converting = false;
  };
  port.addEventListener('message', (given) => {
    const event = given as MessageEvent;
    if (passing.has(event)) return;
    if (converting) {
      waiting.push(event);
      event.stopImmediatePropagation();
      return;
    }
    const settling = settle(event);
    if (!settling) return;
    event.stopImmediatePropagation();
    void work(settling, event);
  });
}

/** The frame's pixels as a bitmap; the frame is closed. `null` for what is no frame or too large. Rejects and leaves the frame open where it cannot. */
export function bitmapOf(frame: unknown): Promise<ImageBitmap> | null {
  if (typeof VideoFrame === 'undefined' || !(frame instanceof VideoFrame)) return null;
  const { displayWidth: width, displayHeight: height } = frame;
  return width * height > MAX_PIXELS ? null : pixelsOf(frame, width, height);
}

/** A page of A4 at 300 dots per inch; larger ones are not kept. */
const KEPT_BYTES = 36_000_000;
let room = new Uint8ClampedArray(0);

/** Room for one picture's pixels, the same again where it fits: one picture is converted at a time. */
function roomFor(bytes: number): Uint8ClampedArray<ArrayBuffer> {
  if (room.length === bytes) return room;
  const made = new Uint8ClampedArray(bytes);
  room = bytes > KEPT_BYTES ? new Uint8ClampedArray(0) : made;
  return made;
}

async function pixelsOf(frame: VideoFrame, width: number, height: number): Promise<ImageBitmap> {
  const pixels = roomFor(width * height * 4);
  await frame.copyTo(pixels, { format: 'RGBA', colorSpace: 'srgb' });
  const canvas = new OffscreenCanvas(width, height);
  // Drawn by the processor, where the pixels are.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DOMException('no canvas', 'InvalidStateError');
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  const bitmap = canvas.transferToImageBitmap();
  frame.close();
  return bitmap;
}
