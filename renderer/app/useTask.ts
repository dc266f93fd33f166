import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { TaskView } from '#shared/api/transfer.ts';
import { useTransport } from '../api/ApiProvider.tsx';
import { useRead } from './data.ts';

const RUNNING_KEY = ['transfer', 'running', {}];

/** Takes the core's progress events into the cache, so that every screen sees the same task. Mounted once, in the frame. */
export function useTaskEvents(): void {
  const transport = useTransport();
  const cache = useQueryClient();
  useEffect(
    () =>
      transport.subscribe((event) => {
        if (event.type !== 'task') return;
        const { task } = event;
        cache.setQueryData(['transfer', 'task', { taskId: task.taskId }], task);
        cache.setQueryData<{ tasks: TaskView[] }>(RUNNING_KEY, (before) => ({
          tasks: [
            ...(before?.tasks ?? []).filter((other) => other.taskId !== task.taskId),
            ...(task.state === 'running' ? [task] : []),
          ],
        }));
      }),
    [transport, cache],
  );
}

/** The import or export that runs now, if any. */
export function useRunningTask(): TaskView | undefined {
  return useRead('transfer', 'running', {}).data?.tasks[0];
}
