/**
 * A ring of buffers in shared memory: one thread fills, one or more others read every buffer, each at its own pace. Nothing is
 * copied between threads, memory stays constant, and the slowest one sets the speed.
 *
 * Control words (Int32): [0] tick, raised and notified at every change · [1] buffers published · [2] 1 when the writer is done ·
 * [3 …] buffers released by each reader · then the length of each buffer's content.
 */
import type { NextPiece } from './byteReader.ts';

export interface RingMemory {
  control: SharedArrayBuffer;
  buffers: SharedArrayBuffer;
  readers: number;
}

/** A multiple of the 64 KiB chunks that sealing and age work in. */
export const BUFFER_BYTES = 1_048_576;
const BUFFERS = 16;
const TICK = 0;
const PUBLISHED = 1;
const DONE = 2;
const RELEASED = 3;
/** Only a guard against a lost notification; normally a waiter is woken. */
const WAIT_MS = 1_000;

export function createRing(readers: number): RingMemory {
  return {
    control: new SharedArrayBuffer(4 * (RELEASED + readers + BUFFERS)),
    buffers: new SharedArrayBuffer(BUFFERS * BUFFER_BYTES),
    readers,
  };
}

function raise(control: Int32Array): void {
  Atomics.add(control, TICK, 1);
  Atomics.notify(control, TICK);
}

/** Blocks this thread. If the other side dies, the starter terminates this thread too, which ends the wait. */
function waitUntil(control: Int32Array, ready: () => boolean): void {
  for (;;) {
    const tick = Atomics.load(control, TICK);
    if (ready()) return;
    Atomics.wait(control, TICK, tick, WAIT_MS);
  }
}

function bufferAt(memory: RingMemory, index: number): Uint8Array {
  return new Uint8Array(memory.buffers, (index % BUFFERS) * BUFFER_BYTES, BUFFER_BYTES);
}

export interface RingWriter {
  /** The next free buffer, waiting for one. Fill it, then publish. */
  buffer(): Uint8Array;
  publish(length: number): void;
  /** Copies bytes of any length in. */
  write(bytes: Uint8Array): void;
  /** Says that nothing follows. */
  end(): void;
}

export function ringWriter(memory: RingMemory): RingWriter {
  const control = new Int32Array(memory.control);
  const lengths = control.subarray(RELEASED + memory.readers);
  let index = 0;
  let filled = 0;
  const isFree = (): boolean => {
    for (let reader = 0; reader < memory.readers; reader++) {
      if (index - Atomics.load(control, RELEASED + reader) >= BUFFERS) return false;
    }
    return true;
  };
  const buffer = (): Uint8Array => {
    waitUntil(control, isFree);
    return bufferAt(memory, index);
  };
  const publish = (length: number): void => {
    lengths[index % BUFFERS] = length;
    index++;
    filled = 0;
    Atomics.store(control, PUBLISHED, index);
    raise(control);
  };
  const write = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + BUFFER_BYTES - filled);
      buffer().set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled === BUFFER_BYTES) publish(filled);
    }
  };
  const end = (): void => {
    if (filled > 0) publish(filled);
    Atomics.store(control, DONE, 1);
    raise(control);
  };
  return { buffer, publish, write, end };
}

/** Reader number `reader` of the ring. A piece is released when the next one is asked for. */
export function ringReader(memory: RingMemory, reader: number): NextPiece {
  const control = new Int32Array(memory.control);
  const lengths = control.subarray(RELEASED + memory.readers);
  let index = 0;
  const isReady = (): boolean => Atomics.load(control, PUBLISHED) > index || Atomics.load(control, DONE) === 1;
  return () => {
    if (index > 0) {
      Atomics.store(control, RELEASED + reader, index);
      raise(control);
    }
    waitUntil(control, isReady);
    if (Atomics.load(control, PUBLISHED) === index) return null;
    const piece = bufferAt(memory, index).subarray(0, lengths[index % BUFFERS]!);
    index++;
    return piece;
  };
}
