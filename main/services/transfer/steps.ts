import type { TransferProgress } from '#shared/api/transfer.ts';

const EVERY_MS = 100;

export interface Steps {
  /** Begins a phase of so many files and reports it at once. */
  begin(phase: TransferProgress['phase'], filesTotal: number): void;
  /** So many are done; reported at most ten times a second, the last one always. */
  done(files: number): void;
  /** Everything is on the disk. */
  finish(bytes: number): void;
}

/** Progress of the parts of a transfer that count files, not bytes. */
export function createSteps(report: (progress: TransferProgress) => void): Steps {
  const nothing = { bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0, rate: 0, msLeft: null };
  let now: TransferProgress = { phase: 'content', ...nothing };
  let reportedAt = 0;
  const tell = (next: TransferProgress): void => {
    now = next;
    reportedAt = performance.now();
    report(next);
  };
  return {
    begin: (phase, filesTotal) => tell({ phase, ...nothing, filesTotal }),
    done: (filesDone) => {
      const due = filesDone === now.filesTotal || performance.now() - reportedAt >= EVERY_MS;
      if (due) tell({ ...now, filesDone });
    },
    finish: (bytes) =>
      tell({ ...now, phase: 'done', bytesDone: bytes, bytesTotal: bytes, filesDone: now.filesTotal, msLeft: 0 }),
  };
}
