import { readFileSync, statSync } from 'node:fs';
import { type CheckReport, checkCatalogue } from '#main/catalogue/check.ts';
import { exportCatalogue } from '#main/catalogue/exportCatalogue.ts';
import { findPolicies, loadCatalogue, readCatalogue, readFolder } from '#main/catalogue/load.ts';
import { readYaml, YAML_LIMITS, YamlProblem } from '#main/catalogue/readYaml.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import { parseDate } from '#shared/rules/dates.ts';
import { EVENT_TITLES } from '#shared/rules/deadlines.ts';
import { evaluateProgramme } from '#shared/rules/evaluateProgramme.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { formatEvaluation } from './formatEvaluation.ts';

/** `evaluate`, `catalogue export` and `catalogue check`. Each takes parsed arguments and returns the exit code. */

/** Where a command writes; every call is one piece of text without the final newline. */
export interface CommandOutput {
  out(text: string): void;
  err(text: string): void;
}

/** 0: done; 1: the catalogue has problems; 2: the input is refused, with one line on stderr. */
export type ExitCode = 0 | 1 | 2;

export interface EvaluateArguments {
  programme: string;
  /** Path of a JSON object of facts by key. */
  facts: string;
  /** Day of application, `2023-05-10`. */
  on: string;
  track?: string | undefined;
  /** Days of steps or events as `submitted=2023-05-10`. */
  dates?: readonly string[] | undefined;
  json?: boolean | undefined;
  /** Folder of the catalogue; absent: the one that comes with the program. */
  policies?: string | undefined;
}

export interface CatalogueArguments {
  json?: boolean | undefined;
  policies?: string | undefined;
}

export const folderOf = (policies: string | undefined): string => policies ?? findPolicies(import.meta.dirname);

/** Runs a command; a refusal becomes one line and exit code 2, also as JSON where JSON was asked for. */
export function guarded(json: boolean | undefined, output: CommandOutput, run: () => ExitCode): ExitCode {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message.replace(/\s*\n\s*/g, ' ');
    if (json === true) output.out(JSON.stringify({ ok: false, code: error.code, message }));
    output.err(`${error.code} ${message}`);
    return 2;
  }
}

function readBytes(path: string): Uint8Array {
  const size = statSync(path, { throwIfNoEntry: false });
  if (size === undefined || !size.isFile()) throw new Refusal('FILE_NOT_FOUND', { file: path });
  if (size.size > YAML_LIMITS.maxBytes)
    throw new Refusal('FILE_TOO_LARGE', { file: path, bytes: size.size, limit: YAML_LIMITS.maxBytes });
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Refusal('MEDIUM_READ', { file: path }, { cause: error });
  }
}

/** A JSON file of facts. Read twice: as JSON for its values, and by the strict YAML reader, which refuses duplicate keys and depth. */
export function readFactsFile(path: string): unknown {
  const bytes = readBytes(path);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    readYaml(bytes);
    return value;
  } catch (error) {
    const reason = error instanceof YamlProblem ? '有重复的名称，或层次过深' : '不是有效的 JSON 文件';
    throw new Refusal('INPUT_INVALID', { reason: `${path}：${reason}` }, { cause: error });
  }
}

function readDates(catalogue: Catalogue, programme: string, given: readonly string[]): Record<string, string> {
  const steps = new Set(
    catalogue.programmes
      .filter((one) => one.definition.id === programme)
      .flatMap((one) => one.definition.procedure.map((step) => step.id)),
  );
  const dates: Record<string, string> = {};
  for (const text of given) {
    const [name = '', day = ''] = text.split('=', 2);
    if (!steps.has(name) && !Object.hasOwn(EVENT_TITLES, name)) {
      const known = [...steps, ...Object.keys(EVENT_TITLES)].join('、');
      throw new Refusal('USAGE', { reason: `没有名为“${name.slice(0, 40)}”的步骤或事件，可用 ${known}` });
    }
    const date = parseDate(day);
    if (date === null) throw new Refusal('DATE_INVALID', { value: day.slice(0, 40) });
    dates[name] = date;
  }
  return dates;
}

/** `evaluate --programme <id> --facts <file.json> --on <date> [--track <id>] [--date step=day …] [--json]` */
export function evaluateCommand(args: EvaluateArguments, output: CommandOutput): ExitCode {
  return guarded(args.json, output, () => {
    const on = parseDate(args.on);
    if (on === null) throw new Refusal('DATE_INVALID', { value: args.on.slice(0, 40) });
    const catalogue = loadCatalogue(folderOf(args.policies));
    const { programme } = rulesInForce(catalogue, args.programme, on);
    const facts = parseFacts(catalogue.vocabulary, readFactsFile(args.facts), on);
    const dates = readDates(catalogue, args.programme, args.dates ?? []);
    const result = evaluateProgramme(programme, facts, {
      on,
      calendar: catalogue.calendar,
      track: args.track ?? null,
      dates,
    });
    if (args.json === true) output.out(JSON.stringify({ ok: true, catalogueHash: catalogue.hash, ...result }, null, 2));
    else output.out(formatEvaluation(result, catalogue));
    return 0;
  });
}

/** `catalogue export [--json]`: the whole catalogue; without `--json` a list of programmes. */
export function catalogueExportCommand(args: CatalogueArguments, output: CommandOutput): ExitCode {
  return guarded(args.json, output, () => {
    const catalogue = loadCatalogue(folderOf(args.policies));
    if (args.json === true) output.out(JSON.stringify(exportCatalogue(catalogue), null, 2));
    else {
      output.out(`政策目录 ${catalogue.hash}`);
      for (const { definition } of catalogue.programmes) {
        const { id, name, inForce, leadDepartment } = definition;
        output.out(`${id}\t${name}\t${inForce.from} 至 ${inForce.to ?? '—'}\t${leadDepartment}`);
      }
    }
    return 0;
  });
}

function printReport(report: CheckReport, output: CommandOutput): void {
  for (const problem of report.problems) output.out(`✗ ${problem}`);
  for (const note of report.notes) output.out(`· ${note}`);
  for (const row of report.coverage) {
    const covered = row.cited + row.informational;
    output.out(
      `${row.document}\t${row.kind}\t${covered}/${row.clauses}（引用 ${row.cited}，说明 ${row.informational}）`,
    );
  }
  const { totals } = report;
  output.out(
    `项目 ${totals.programmes}，类别 ${totals.tracks}，条件 ${totals.conditions}，情况项 ${totals.facts}；条款 ${totals.covered}/${totals.clauses}；问题 ${report.problems.length}`,
  );
}

/** `catalogue check [--json]`: exit code 1 while there are problems. Coverage is reported, not judged. */
export function catalogueCheckCommand(args: CatalogueArguments, output: CommandOutput): ExitCode {
  return guarded(args.json, output, () => {
    const { catalogue, problems } = readCatalogue(readFolder(folderOf(args.policies)));
    if (catalogue === null || problems.length > 0) {
      if (args.json === true) output.out(JSON.stringify({ ok: false, problems }, null, 2));
      else for (const problem of problems) output.out(`✗ ${problem}`);
      return 1;
    }
    const report = checkCatalogue(catalogue);
    const ok = report.problems.length === 0;
    if (args.json === true) output.out(JSON.stringify({ ok, hash: catalogue.hash, ...report }, null, 2));
    else printReport(report, output);
    return ok ? 0 : 1;
  });
}
