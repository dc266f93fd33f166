import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TaskView } from '#shared/api/transfer.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { createSessionValue } from '../../app/sessionValue.ts';
import { useRunningTask } from '../../app/useTask.ts';

/** Progress events feed the cache; asking now and then covers one that was missed. */
const POLL_MS = 1000;
/** The task shown last on each page: leaving the page loses nothing. */
const lastTask = createSessionValue<Partial<Record<TaskView['kind'], string>>>({});

export interface Transfer {
  /** The running or last task of this kind since the program started. */
  task: TaskView | null;
  /** A refusal before anything began. */
  startError: unknown;
  cancelling: boolean;
  start: (begin: () => Promise<TaskView>) => Promise<void>;
  cancel: () => void;
  /** Puts the result away. */
  dismiss: () => void;
}

/** Starts, follows and cancels an import, an export or the making of a document. `fresh`: the last one is not shown again. */
export function useTransfer(kind: TaskView['kind'], { fresh = false } = {}): Transfer {
  const api = useApi();
  const cache = useQueryClient();
  const running = useRunningTask();
  const [taskId, setTaskId] = useState<string | null>(() => (fresh ? null : (lastTask.get()[kind] ?? null)));
  const [startError, setStartError] = useState<unknown>(null);
  const [cancelled, setCancelled] = useState<string | null>(null);
  const id = taskId ?? (running?.kind === kind ? running.taskId : null);
  const known = cache.getQueryData<TaskView>(['transfer', 'task', { taskId: id ?? '' }]);
  const busy = known?.state !== 'done' && known?.state !== 'refused' && known?.state !== 'cancelled';
  const answer = useRead(
    'transfer',
    'task',
    { taskId: id ?? '' },
    { enabled: id !== null, every: busy ? POLL_MS : undefined },
  );
  const follow = (next: string | null) => {
    lastTask.set({ ...lastTask.get(), [kind]: next ?? undefined });
    setTaskId(next);
  };
  const start: Transfer['start'] = async (begin) => {
    setStartError(null);
    try {
      const task = await begin();
      cache.setQueryData(['transfer', 'task', { taskId: task.taskId }], task);
      follow(task.taskId);
    } catch (refused) {
      setStartError(refused);
    }
  };
  const cancel = () => {
    if (id === null) return;
    setCancelled(id);
    void api.transfer.cancel({ taskId: id }).catch(setStartError);
  };
  return {
    task: answer.data ?? null,
    startError,
    cancelling: cancelled !== null && cancelled === id,
    start,
    cancel,
    dismiss: () => {
      setStartError(null);
      follow(null);
    },
  };
}
