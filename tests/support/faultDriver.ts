/**
 * A workstation in a process of its own that does one piece of work, for faults that come from outside: `faultDriver.ts <setup json>`.
 * It prints one line per event, an acknowledgement only after the service answered:
 * `ready <main thread> <file thread>`, then after a byte on standard input `ack <n>` or `refused <n> <code>` for each step,
 * `ack unlock` before them and `done` at the end. Anything else that goes wrong ends it with a stack and code 3.
 */
import { readdirSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Refusal } from '#shared/domain/errors.ts';
import { readableDump } from './faultDriverDump.ts';
import { type FaultStation, openFaultStation } from './faultDriverStation.ts';
import { WORKS, type WorkName } from './faultDriverWorks.ts';

export interface DriverSetup {
  work: WorkName;
  home: string;
  /** Tries a refused step once more: a fault that has passed leaves a program that goes on. */
  again: boolean;
  /** Where the states before and after each step are written, a JSON list; `null` writes none. */
  states: string | null;
}

const say = (line: string) => void writeSync(1, `${line}\n`);

/** Ids of the thread that runs JavaScript and SQLite, and of the one that does the file work it hands out. */
function threads(): [main: number, files: number] {
  const named = readdirSync('/proc/self/task').map((id) => {
    return { id: Number(id), name: readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim() };
  });
  const files = named.filter(({ name }) => name === 'libuv-worker');
  if (files.length !== 1) throw new Error(`one file thread expected: ${JSON.stringify(named)}`);
  return [process.pid, files[0]!.id];
}

async function attempt(label: string | number, again: boolean, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    say(`ack ${label}`);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'INTERNAL') throw error;
    say(`refused ${label} ${error.code}`);
    return again ? attempt(label, false, work) : false;
  }
}

async function work(station: FaultStation, setup: DriverSetup): Promise<void> {
  if (!(await attempt('unlock', setup.again, station.unlock))) return;
  const { read } = setup.states === null ? { read: null } : station.session().db;
  const known = read && readableDump(read, null);
  const states = read ? [readableDump(read, known)] : [];
  for (const [n, step] of WORKS[setup.work].entries()) {
    if (!(await attempt(n, setup.again, () => step(station, setup.home)))) return;
    if (read) states.push(readableDump(read, known));
  }
  if (setup.states !== null) writeFileSync(setup.states, JSON.stringify({ known, states }));
}

const setup = JSON.parse(process.argv[2]!) as DriverSetup;
const station = await openFaultStation(setup.home);
await stat(setup.home);
say(`ready ${threads().join(' ')}`);
readSync(0, Buffer.alloc(1));
try {
  await work(station, setup);
  await station.close();
  say('done');
} catch (error) {
  console.error(error, station.log);
  process.exitCode = 3;
}
