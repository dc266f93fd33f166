import type { ApiEvent } from './events.ts';
import type { ApiResult } from './result.ts';
import type { ByteSource } from './transport.ts';

/** What Electron's preload puts on `window.quanping`. It forwards and never decides. */
export interface PreloadBridge {
  request(route: string, input: unknown): Promise<ApiResult<unknown>>;
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Asks for a byte channel: its port arrives in the page as a message `BYTE_PORT`. */
  openBytes(): void;
}

export const BYTE_PORT = 'quanping:bytes';

/** Messages on the byte port; every question gets exactly one answer with its id. */
export type ByteQuestion =
  | { id: number; kind: 'range'; source: ByteSource; begin: number; end: number }
  | { id: number; kind: 'blob'; bytes: Uint8Array };
export interface ByteAnswer {
  id: number;
  result: ApiResult<Uint8Array | string>;
}
