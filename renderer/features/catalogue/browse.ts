import type { catalogueApi } from '#shared/api/catalogue.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { TARGET_TITLES, TARGETS } from '#shared/domain/targets.ts';
import { type BenefitKind, compareGroups, groupTitle, KIND_TITLES, STAGE_LIST } from '#shared/rules/programmeGroups.ts';
import { validityOn } from './validity.ts';

export type ListedProgramme = OutputOf<(typeof catalogueApi)['programmes']>['programmes'][number];

/** Ways to look at the list; each gives every programme one or more values. */
export const FACETS = ['who', 'group', 'stage', 'kind', 'department', 'document'] as const;
export type Facet = (typeof FACETS)[number];

export const FACET_TITLES: Record<Facet, string> = {
  who: '申报主体',
  group: '对象',
  stage: '阶段',
  kind: '支持方式',
  department: '牵头部门',
  document: '文件',
};

/** Several departments lead together: the programme is found under each. */
const departmentsOf = ({ leadDepartment }: ListedProgramme): string[] => leadDepartment.split('、').filter(Boolean);

const VALUES: Record<Facet, (programme: ListedProgramme) => readonly string[]> = {
  who: (one) => [one.who],
  group: (one) => one.groups,
  stage: (one) => one.stages,
  kind: (one) => one.kinds,
  department: departmentsOf,
  document: (one) => [one.documentId],
};

const byPlace = (order: readonly string[]) => (a: string, b: string) => order.indexOf(a) - order.indexOf(b);

const ORDER: Record<Facet, (a: string, b: string) => number> = {
  who: byPlace(TARGETS),
  group: compareGroups,
  stage: byPlace(STAGE_LIST.map((one) => one.id)),
  kind: byPlace(Object.keys(KIND_TITLES)),
  department: (a, b) => a.localeCompare(b, 'zh-CN'),
  document: (a, b) => a.localeCompare(b),
};

function titleOf(facet: Facet, value: string, programmes: readonly ListedProgramme[]): string {
  switch (facet) {
    case 'who':
      return TARGET_TITLES[value as ListedProgramme['who']];
    case 'group':
      return groupTitle(value);
    case 'stage':
      return STAGE_LIST.find((one) => one.id === value)?.title ?? value;
    case 'kind':
      return KIND_TITLES[value as BenefitKind];
    case 'document':
      return programmes.find((one) => one.documentId === value)?.document ?? value;
    default:
      return value;
  }
}

/** What the address says of the list. */
export interface Browse {
  filters: Partial<Record<Facet, string>>;
  /** The day whose rules are looked at. */
  on: string;
  /** Only what is in force on that day. */
  current: boolean;
  grouping: Facet | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Written where no grouping is wanted: an address without it groups by stage. */
const NONE = 'none';

export function parseBrowse(query: Readonly<Record<string, string>>, today: string): Browse {
  const filters = FACETS.flatMap((facet) => (query[facet] ? [[facet, query[facet].slice(0, 60)]] : []));
  const grouping = query.by === NONE ? null : (FACETS.find((one) => one === query.by) ?? 'stage');
  return {
    filters: Object.fromEntries(filters),
    on: DAY.test(query.on ?? '') ? query.on! : today,
    current: query.current === '1',
    grouping,
  };
}

export function formatBrowse({ filters, on, current, grouping }: Browse, today: string) {
  return {
    ...filters,
    on: on === today ? undefined : on,
    current: current ? '1' : undefined,
    by: grouping === 'stage' ? undefined : (grouping ?? NONE),
  };
}

function passes(programme: ListedProgramme, { filters, on, current }: Browse, without?: Facet): boolean {
  if (current && validityOn(on, programme.from, programme.to) !== 'current') return false;
  return FACETS.every((facet) => {
    const wanted = facet === without ? undefined : filters[facet];
    return wanted === undefined || VALUES[facet](programme).includes(wanted);
  });
}

export const filterProgrammes = (programmes: readonly ListedProgramme[], browse: Browse): ListedProgramme[] =>
  programmes.filter((one) => passes(one, browse));

export interface Counted {
  value: string;
  title: string;
  count: number;
}

/** Values of a facet with how many programmes each would leave, the other filters as they are. */
export function facetCounts(programmes: readonly ListedProgramme[], browse: Browse, facet: Facet): Counted[] {
  const counts = new Map<string, number>();
  for (const one of programmes) {
    if (!passes(one, browse, facet)) continue;
    for (const value of VALUES[facet](one)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const chosen = browse.filters[facet];
  if (chosen !== undefined && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts]
    .sort(([a], [b]) => ORDER[facet](a, b))
    .map(([value, count]) => ({ value, title: titleOf(facet, value, programmes), count }));
}

export interface Group {
  value: string;
  title: string;
  programmes: ListedProgramme[];
}

/** The list under headings; a programme of several values stands under each. */
export function groupProgrammes(programmes: readonly ListedProgramme[], grouping: Facet | null): Group[] {
  if (grouping === null) return programmes.length === 0 ? [] : [{ value: '', title: '', programmes: [...programmes] }];
  const groups = new Map<string, ListedProgramme[]>();
  for (const one of programmes) {
    for (const value of VALUES[grouping](one)) groups.set(value, [...(groups.get(value) ?? []), one]);
  }
  return [...groups]
    .sort(([a], [b]) => ORDER[grouping](a, b))
    .map(([value, members]) => ({ value, title: titleOf(grouping, value, programmes), programmes: members }));
}
