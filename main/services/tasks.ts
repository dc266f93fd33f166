import { newId } from '#db/ids.ts';
import type { ApiEvent } from '#shared/api/events.ts';
import type {
  DocumentReport,
  DocumentsReport,
  ErasureReport,
  ExportReport,
  ImportReport,
  JournalReport,
  PagesReport,
  TaskView,
  TransferProgress,
} from '#shared/api/transfer.ts';
import { errorMessage, Refusal } from '#shared/domain/errors.ts';
import type { Clock } from '../ports.ts';

type Kind = TaskView['kind'];
type Outcome =
  | { importReport: ImportReport }
  | { exportReport: ExportReport }
  | { documentReport: DocumentReport }
  | { documentsReport: DocumentsReport }
  | { journalReport: JournalReport }
  | { erasureReport: ErasureReport }
  | { pagesReport: PagesReport };
/** The long work itself. It throws `Refusal('CANCELLED')` or an AbortError when `signal` fires, having left no trace. */
type Work = (report: (progress: TransferProgress) => void, signal: AbortSignal) => Promise<Outcome>;

const TITLES: Record<Kind, string> = {
  import: '导入',
  export: '导出',
  document: '文书制作',
  check: '审核记录核验',
  erase: '清除',
  pages: '页面比对',
};
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

interface Task {
  view: TaskView;
  abort: AbortController;
  ended: Promise<void>;
}

/** Imports and exports under way. One at a time: they would only fight for the disk, and their order matters. */
export function createTasks(clock: Clock, emit: (event: ApiEvent) => void, log: (line: string) => void): TaskList {
  const tasks = new Map<string, Task>();
  const all = () => [...tasks.values()];
  const running = () => all().flatMap(({ view }) => (view.state === 'running' ? [view] : []));
  const find = (taskId: string): Task => {
    const task = tasks.get(taskId);
    if (!task) throw new Refusal('TASK_UNKNOWN');
    return task;
  };
  const update = (task: Task, change: Partial<TaskView>): void => {
    task.view = { ...task.view, ...change };
    emit({ type: 'task', task: task.view });
  };
  return {
    start(kind, file, work) {
      const busy = running()[0];
      if (busy) throw new Refusal('TASK_RUNNING', { task: TITLES[busy.kind] });
      const task = newTask(newId(clock.now()), kind, file);
      const { abort, view } = task;
      tasks.set(view.taskId, task);
      task.ended = work((progress) => update(task, { progress }), abort.signal).then(
        (outcome) => update(task, { state: 'done', ...outcome }),
        (error) => update(task, abort.signal.aborted ? { state: 'cancelled' } : refusedBy(error, view.taskId, log)),
      );
      for (const taskId of [...tasks.keys()].slice(0, -KEPT)) tasks.delete(taskId);
      return view;
    },
    find: (taskId) => find(taskId).view,
    running,
    cancel(taskId) {
      find(taskId).abort.abort();
      return find(taskId).view;
    },
    async close() {
      for (const { abort } of all()) abort.abort();
      await Promise.all(all().map(({ ended }) => ended));
    },
  };
}

function newTask(taskId: string, kind: Kind, file: string): Task {
  const reports = { importReport: null, exportReport: null, documentReport: null };
  const nothing = {
    ...reports,
    documentsReport: null,
    journalReport: null,
    erasureReport: null,
    pagesReport: null,
    refusal: null,
  };
  const view: TaskView = { taskId, kind, file, state: 'running', progress: START, ...nothing };
  return { view, abort: new AbortController(), ended: Promise.resolve() };
}

/** How the work ended without its end: a refusal with its sentence; a defect is logged under a short reference. */
function refusedBy(error: unknown, taskId: string, log: (line: string) => void): Partial<TaskView> {
  const known = error instanceof Refusal;
  const ref = taskId.slice(-8);
  if (!known) log(`task ${taskId} failed (${ref}): ${error instanceof Error ? error.stack : String(error)}`);
  const code = known ? error.code : 'INTERNAL';
  const details = known ? error.details : { ref };
  return { state: 'refused', refusal: { code, message: errorMessage(code, details), details } };
}
