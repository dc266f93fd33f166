/** docs/review-points.md names modules and tests: all of them exist, and its count is that of its tables. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BENCHES } from '#tests/bench/registry.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const document = readFileSync(path.join(root, 'docs', 'review-points.md'), 'utf8');

interface Point {
  point: string;
  state: string;
  modules: string[];
  tests: { file: string; name: string }[];
  benches: string[];
}

const points = document
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| point |'))
  .map(readRow);

function readRow(line: string): Point {
  const [, point = '', state = '', builtIn = '', proof = '', ...rest] = line.split('|').map((cell) => cell.trim());
  if (rest.length !== 1) throw new Error(`not four cells: ${line}`);
  const tests: Point['tests'] = [];
  const benches: string[] = [];
  // A name may hold a semicolon of its own: a proof begins with a file or with `bench`.
  for (const part of proof.split(/; (?=`|bench )/).filter((one) => one !== '')) {
    const named = /^`([^`]+)` › (.+)$/.exec(part);
    const bench = /^bench (\w+)$/.exec(part);
    if (named) tests.push({ file: named[1]!, name: named[2]! });
    else if (bench) benches.push(bench[1]!);
    else throw new Error(`no proof: ${part}`);
  }
  return { point, state, modules: modulesOf(builtIn), tests, benches };
}

/** A name without a folder lies beside the one before it. */
function modulesOf(cell: string): string[] {
  let folder = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => {
    if (!name!.includes('/')) return `${folder}/${name}`;
    folder = path.posix.dirname(name!);
    return name!;
  });
}

/** Whether a call in the file has this text as its first argument. */
function isTestOf(file: string, name: string): boolean {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\(\\s*(['"\`])${literal}\\1,`).test(readFileSync(path.join(root, 'tests', file), 'utf8'));
}

const KINDS = ['done', 'partly', 'open'] as const;
const kindOf = ({ state }: Point) => KINDS.find((kind) => new RegExp(`^${kind}($|: \\S)`).test(state));

describe('every point', () => {
  test('has a state, and says what it lacks', () => {
    expect(points.filter((one) => kindOf(one) === undefined)).toEqual([]);
    expect(points.filter(({ state }) => state === 'partly')).toEqual([]);
  });

  test('that is done names what does it and what proves it', () => {
    const done = points.filter(({ state }) => state.startsWith('done'));
    expect(done.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(
      done.filter(({ modules, tests, benches }) => modules.length * (tests.length + benches.length) === 0),
    ).toEqual([]);
  });

  test('names modules, tests and benches that exist', () => {
    const lacks = (...names: string[]) => !existsSync(path.join(root, ...names));
    const tests = points.flatMap((point) => point.tests);
    expect(points.flatMap(({ modules }) => modules).filter((file) => lacks(file))).toEqual([]);
    expect(tests.filter(({ file }) => lacks('tests', file))).toEqual([]);
    expect(tests.filter(({ file, name }) => !isTestOf(file, name))).toEqual([]);
    expect(points.flatMap(({ benches }) => benches).filter((id) => !(id in BENCHES))).toEqual([]);
  });
});

test('the share is counted', () => {
  const count = (kind: string) => points.filter((point) => kindOf(point) === kind).length;
  const [done, partly, open] = KINDS.map(count);
  const share = Math.floor((100 * done!) / points.length);
  const line = `**${points.length} points: ${done} done (${share} %), ${partly} partly, ${open} open.**`;
  expect(document).toContain(line);
});
