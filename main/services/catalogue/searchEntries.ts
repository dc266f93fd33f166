import type { SearchHit } from '#shared/api/catalogueSearch.ts';
import { TARGET_TITLES } from '#shared/domain/targets.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { filterTasks, formatDue, formatTargets } from '#shared/rules/filterTasks.ts';
import { groupTitle, STAGE_LIST, stagesOf } from '#shared/rules/programmeGroups.ts';
import { type RenderedProgramme, sayLine } from '#shared/rules/render/model.ts';
import { type Searchable, searchable } from './folded.ts';

/** One text of an entry: where it stands, and how much finding a word there says. */
export interface Place {
  where: string;
  /** Section of the programme's page. */
  section: string | null;
  number: string;
  weight: number;
  text: Searchable;
}

export interface Entry extends Pick<SearchHit, 'kind' | 'id' | 'from' | 'detail'> {
  title: Searchable;
  places: readonly Place[];
}

const WEIGHTS = { number: 60, kind: 40, unit: 20, line: 10, document: 4 } as const;

const place = (where: string, weight: number, text: string, name = false): Place => ({
  ...{ where, section: null, number: '', weight },
  text: searchable(text, { name }),
});

/** Materials, steps and units are asked for by name, so by pinyin too; sentences are not. */
const NAMED_SECTIONS = new Set(['materials', 'contacts', 'support']);

function linePlaces(section: RenderedProgramme['sections'][number]): Place[] {
  const named = NAMED_SECTIONS.has(section.id);
  return section.lines.flatMap((line) => {
    // Said by a place of its own.
    if (line.keys.includes('leadDepartment')) return [];
    const at = { section: section.id, number: line.number };
    const whole = { ...place(section.title, WEIGHTS.line, sayLine(line), named && line.notes.length === 0), ...at };
    const name = { ...place(section.title, WEIGHTS.line + 2, line.text, true), ...at };
    const below = linePlaces({ ...section, lines: line.children });
    return named && line.notes.length > 0 ? [name, whole, ...below] : [whole, ...below];
  });
}

/** A programme by everything that is said of it. */
export function programmeEntry(
  catalogue: Catalogue,
  { definition }: Catalogue['programmes'][number],
  rendered: RenderedProgramme,
): Entry {
  const { id, name, leadDepartment, tracks, target } = definition;
  const document = catalogue.documents.get(definition.document);
  const stages = stagesOf(definition).map((one) => STAGE_LIST.find((stage) => stage.id === one)?.title ?? one);
  const groups = [TARGET_TITLES[target.who], ...target.groups.map(groupTitle), ...stages];
  const source = [document?.number ?? '', document?.title ?? '', `第 ${Number(definition.rule)} 条细则`].join(' ');
  return {
    kind: 'programme',
    id,
    from: definition.inForce.from,
    detail: `${document?.number ?? document?.title ?? definition.document}，${leadDepartment}`,
    title: searchable(name, { name: true }),
    places: [
      place('编号', WEIGHTS.number, id),
      ...tracks.map((track) => place('类别', WEIGHTS.kind, track.name, true)),
      place('牵头部门', WEIGHTS.unit, leadDepartment, true),
      place('对象与阶段', WEIGHTS.unit, groups.join('、')),
      place('依据文件', WEIGHTS.document, source),
      ...rendered.sections.filter(({ id: section }) => section !== 'informational').flatMap(linePlaces),
    ],
  };
}

/** The tasks of every ledger. */
export function taskEntries(catalogue: Catalogue): Entry[] {
  return filterTasks(catalogue.parts.ledgers).map(({ document, measure, task }): Entry => {
    const source = catalogue.documents.get(document);
    const units = [...task.leadUnits, ...task.responsibleUnits].join('、');
    return {
      kind: 'task',
      id: `${document}/${task.id}`,
      from: null,
      detail: `${source?.number ?? source?.title ?? document}，第 ${task.number} 项任务`,
      title: searchable(task.title, { name: true }),
      places: [
        place('单位', WEIGHTS.unit, units, true),
        place('措施', WEIGHTS.line, measure),
        place('期限', WEIGHTS.line, formatDue(task.due)),
        ...(task.wording === undefined ? [] : [place('内容', WEIGHTS.line, task.wording)]),
        ...formatTargets(task.targets).map((one) => place('目标', WEIGHTS.line, one)),
        ...task.steps.map((one) => place('步骤', WEIGHTS.line, one.wording)),
        ...task.benefits.map((one) => place('支持', WEIGHTS.line, [one.title, one.who, one.wording ?? ''].join('；'))),
      ],
    };
  });
}

export function documentEntries(catalogue: Catalogue): Entry[] {
  return catalogue.parts.documents.map(
    ({ id, title, number, issuer }): Entry => ({
      kind: 'document',
      id,
      from: null,
      detail: number ?? issuer,
      title: searchable(title, { name: true }),
      places: [
        ...(number === null ? [] : [place('文号', WEIGHTS.number, number, true)]),
        place('印发机关', WEIGHTS.unit, issuer, true),
        place('编号', WEIGHTS.unit, id),
      ],
    }),
  );
}

/** Clauses by their id and by the place people cite. */
export function clauseEntries(catalogue: Catalogue): Entry[] {
  return catalogue.parts.clauses.map(
    (clause): Entry => ({
      kind: 'clause',
      id: clause.id,
      from: null,
      detail: catalogue.documents.get(clause.document)?.title ?? clause.document,
      title: searchable(clause.cite),
      places: [place('编号', WEIGHTS.kind, clause.id)],
    }),
  );
}
