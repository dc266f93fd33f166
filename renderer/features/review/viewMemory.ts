import type { FileView } from '#shared/api/settings.ts';
import type { ViewPosition } from '../../pdf/viewer.ts';

/** Milliseconds of rest after which a turn or a zoom is kept. */
const SETTLE_MS = 600;

/** Keeps how a file is looked at: a while after it changed, and when it is left. Not being able to is no reason to disturb. */
export class ViewMemory {
  #keep: (view: FileView) => Promise<unknown>;
  #last: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keep: (view: FileView) => Promise<unknown>) {
    this.#keep = keep;
  }

  /** How the file was opened: nothing to keep yet. */
  begin(position: ViewPosition): void {
    this.#last = JSON.stringify(viewOf(position));
  }

  changed(position: () => ViewPosition): void {
    if (this.#last === null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(position()), SETTLE_MS);
  }

  end(position: ViewPosition): void {
    clearTimeout(this.#timer);
    if (this.#last !== null) this.#write(position);
  }

  #write(position: ViewPosition): void {
    const view = viewOf(position);
    const told = JSON.stringify(view);
    if (told === this.#last) return;
    this.#last = told;
    this.#keep(view).catch(() => {});
  }
}

/** The zoom counts only where it was chosen: fitting follows the window. */
function viewOf({ turn, mode, zoom }: ViewPosition): FileView {
  return { turn, mode, zoom: mode === 'fixed' ? zoom : 1 };
}
