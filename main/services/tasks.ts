import { newId } from '#db/ids.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import type { ExportReport, ImportReport, TaskView, TransferProgress } from '#shared/api/transfer.ts';
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import type { Clock } from '../ports.ts';

type Kind = TaskView['kind'];
type Outcome = { importReport: ImportReport } | { exportReport: ExportReport };
/** The long work itself. It throws `Refusal('CANCELLED')` or an AbortError when `signal` fires, having left no trace. */
type Work = (report: (progress: TransferProgress) => void, signal: AbortSignal) => Promise<Outcome>;

const TITLES: Record<Kind, string> = { import: '导入', export: '导出' };
/** Ended tasks that can still be asked for, e.g. after the page was loaded again. */
const KEPT = 20;

const START: TransferProgress = {
  phase: 'copy',
  bytesDone: 0,
  bytesTotal: 0,
  filesDone: 0,
  filesTotal: 0,
  rate: 0,
  msLeft: null,
};

export interface TaskList {
  start(kind: Kind, file: string, work: Work): TaskView;
  find(taskId: string): TaskView;
  running(): TaskView[];
  cancel(taskId: string): TaskView;
  /** Cancels everything and waits until the work has cleaned up. */
  close(): Promise<void>;
}

/** Imports and exports under way. One at a time: they would only fight for the disk, and their order matters. */
export function createTasks(clock: Clock, emit: (event: ApiEvent) => void, log: (line: string) => void): TaskList {
  const tasks = new Map<string, { view: TaskView; abort: AbortController; ended: Promise<void> }>();

  function update(taskId: string, change: Partial<TaskView>): void {
    const task = tasks.get(taskId)!;
    task.view = { ...task.view, ...change };
    emit({ type: 'task', task: task.view });
  }

  function refused(taskId: string, error: unknown, signal: AbortSignal): void {
    if (signal.aborted) {
      update(taskId, { state: 'cancelled' });
      return;
    }
    const known = error instanceof Refusal;
    const ref = taskId.slice(-8);
    if (!known) log(`task ${taskId} failed (${ref}): ${error instanceof Error ? error.stack : String(error)}`);
    const code = known ? error.code : 'INTERNAL';
    const details = known ? error.details : { ref };
    update(taskId, { state: 'refused', refusal: { code, message: errorMessage(code, details), details } });
  }

  const reporter = (taskId: string) => (progress: TransferProgress) => update(taskId, { progress });

  function find(taskId: string): TaskView {
    const task = tasks.get(taskId);
    if (!task) throw new Refusal('TASK_UNKNOWN');
    return task.view;
  }

  const running = () => [...tasks.values()].map((task) => task.view).filter((view) => view.state === 'running');

  return {
    start(kind, file, work) {
      const busy = running()[0];
      if (busy) throw new Refusal('TASK_RUNNING', { task: TITLES[busy.kind] });
      const taskId = newId(clock.now());
      const nothing = { importReport: null, exportReport: null, refusal: null };
      const view: TaskView = { taskId, kind, file, state: 'running', progress: START, ...nothing };
      const abort = new AbortController();
      tasks.set(taskId, { view, abort, ended: Promise.resolve() });
      tasks.get(taskId)!.ended = work(reporter(taskId), abort.signal).then(
        (outcome) => update(taskId, { state: 'done', ...outcome }),
        (error) => refused(taskId, error, abort.signal),
      );
      const oldest = [...tasks.keys()].slice(0, -KEPT);
      for (const id of oldest) if (tasks.get(id)?.view.state !== 'running') tasks.delete(id);
      return view;
    },
    find,
    running,
    cancel(taskId) {
      find(taskId);
      tasks.get(taskId)!.abort.abort();
      return find(taskId);
    },
    async close() {
      for (const task of tasks.values()) task.abort.abort();
      await Promise.all([...tasks.values()].map((task) => task.ended));
    },
  };
}
