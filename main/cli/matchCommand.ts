/** `match`: what one applicant is entitled to under every programme in force on a day. */
import { loadCatalogue } from '#main/catalogue/load.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { TARGETS, type Target } from '#shared/domain/targets.ts';
import { parseDate } from '#shared/rules/dates.ts';
import { parseFacts } from '#shared/rules/factValues.ts';
import { matchProgrammes } from '#shared/rules/matchProgrammes.ts';
import { type CommandOutput, type ExitCode, folderOf, guarded, readFactsFile } from './catalogueCommands.ts';
import { formatMatch } from './formatMatch.ts';

export interface MatchArguments {
  /** Path of a JSON object of facts by key. */
  facts: string;
  /** Day of application, `2023-05-10`. */
  on: string;
  /** Whose programmes: person, team, unit, project, district; absent: all. */
  target?: string | undefined;
  /** Also list the programmes that are not in force on the day. */
  outside?: boolean | undefined;
  json?: boolean | undefined;
  policies?: string | undefined;
}

function targetOf(given: string | undefined): Target | null {
  if (given === undefined) return null;
  const found = TARGETS.find((one) => one === given);
  if (found === undefined)
    throw new Refusal('USAGE', { reason: `没有“${given.slice(0, 40)}”这类申报主体，可用 ${TARGETS.join('、')}` });
  return found;
}

/** `match --facts <file.json> --on <date> [--target person|team|unit|project|district] [--outside] [--json]` */
export function matchCommand(args: MatchArguments, output: CommandOutput): ExitCode {
  return guarded(args.json, output, () => {
    const on = parseDate(args.on);
    if (on === null) throw new Refusal('DATE_INVALID', { value: args.on.slice(0, 40) });
    const target = targetOf(args.target);
    const catalogue = loadCatalogue(folderOf(args.policies));
    const facts = parseFacts(catalogue.vocabulary, readFactsFile(args.facts), on);
    const result = matchProgrammes(catalogue, facts, { on, target, outside: args.outside === true });
    if (args.json === true) output.out(JSON.stringify({ ok: true, ...result }, null, 2));
    else output.out(formatMatch(result));
    return 0;
  });
}
