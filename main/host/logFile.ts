import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** One older file is kept beside the current one. */
const MAX_BYTES = 1024 * 1024;

/**
 * Appends lines with their time to `quanping.log` in the folder. Never throws: a full disk must not stop the program.
 * Lines carry stacks and references, never what people typed.
 */
export function createLogFile(folder: string, now: () => Date = () => new Date()): (line: string) => void {
  const file = path.join(folder, 'quanping.log');
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      if (sizeOf(file) > MAX_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${now().toISOString()} ${line}\n`);
    } catch {
      // nowhere left to say it
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
