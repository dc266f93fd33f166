import type { ApiEvent } from '#shared/api/events.ts';
import type { DialogRequest, FilePurpose } from '#shared/api/host.ts';
import type { ApiResult } from '#shared/api/result.ts';
import type { ByteSource } from '#shared/api/transport.ts';

/** What differs between shells, behind one small port. Paths are absolute; `null` means the person cancelled. */
export interface HostPort {
  openFile(purpose: FilePurpose): Promise<string | null>;
  saveFile(purpose: FilePurpose, suggestedName: string): Promise<string | null>;
  openFolder(purpose: FilePurpose): Promise<string | null>;
  /** Answer of the picker inside the page; shells with native dialogs never ask for one. */
  answerDialog(dialogId: DialogRequest['dialogId'], path: string | null): void;
  /** Opens a file in the system's program for its type. */
  openPath(path: string): Promise<void>;
  quit(): void;
}

/** Milliseconds since the epoch, and a monotonic count of milliseconds that no clock change touches. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => Math.round(performance.now()) };

export interface CoreOptions {
  /** Folder for workspaces and settings of this user on this machine. */
  dataFolder: string;
  /** Folder of the demo workspace (made when missing); `null` in a packaged app. */
  demoFolder: string | null;
  policiesFolder: string;
  version: string;
  shell: { kind: 'electron' | 'browser'; why: string };
  /** The shell's dialogs; `emit` reaches the screen. */
  host: (emit: (event: ApiEvent) => void) => HostPort;
  clock: Clock;
  log: (line: string) => void;
}

/** The privileged core as every shell sees it. `createCore` in main/createCore.ts builds it. */
export interface Core {
  /** `route` is `domain.name`; input is checked; nothing is ever thrown for a refusal. */
  request(route: string, input: unknown): Promise<ApiResult<unknown>>;
  readRange(source: ByteSource, begin: number, end: number): Promise<ApiResult<Uint8Array>>;
  putBlob(bytes: Uint8Array): Promise<ApiResult<string>>;
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Locks the workspace, ends workers, closes files. */
  close(): Promise<void>;
}
