import { randomUUID } from 'node:crypto';
import type { HostPort } from '#main/ports.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import type { DialogRequest, FilePurpose } from '#shared/api/host.ts';

export interface PageDialogs extends Pick<HostPort, 'openFile' | 'saveFile' | 'openFolder' | 'answerDialog'> {
  /** Answers every open question with “cancelled”: the page that was asked is gone. */
  cancelAll(): void;
}

/** A page cannot name files of the machine, so the picker is part of the page: asked by a `dialog` event, answered by a request. */
export function createPageDialogs(emit: (event: ApiEvent) => void): PageDialogs {
  const waiting = new Map<string, (path: string | null) => void>();
  const ask = (mode: DialogRequest['mode'], purpose: FilePurpose, suggestedName = ''): Promise<string | null> =>
    new Promise((resolve) => {
      const dialogId = randomUUID();
      waiting.set(dialogId, resolve);
      emit({ type: 'dialog', request: { dialogId, mode, purpose, suggestedName } });
    });
  const settle = (dialogId: string, path: string | null) => {
    waiting.get(dialogId)?.(path);
    waiting.delete(dialogId);
  };
  return {
    openFile: (purpose) => ask('open', purpose),
    saveFile: (purpose, suggestedName) => ask('save', purpose, suggestedName),
    openFolder: (purpose) => ask('folder', purpose),
    answerDialog: settle,
    cancelAll() {
      for (const dialogId of [...waiting.keys()]) settle(dialogId, null);
    },
  };
}
