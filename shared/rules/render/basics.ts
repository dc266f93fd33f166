import { formatShare } from '../money.ts';
import type { Programme } from '../schema.ts';
import { conditionLine, conditionsUnder } from './conditions.ts';
import type { Line } from './model.ts';
import { dayWords, monthDayWords } from './words.ts';
import { citedWithin, makeLine, note, trackNote, type Writer } from './writer.ts';

/** Whom a programme is for, since when and how often, whom to ask; and its conditions by track. */

const WHO_WORDS: Record<Programme['target']['who'], string> = {
  person: '个人',
  team: '团队',
  unit: '单位',
  project: '项目',
  district: '区县',
};

const OPEN_WORDS: Record<NonNullable<Programme['cycle']>['open'], string> = {
  always: '全年可以申报',
  yearly: '每年申报一次',
  everyTwoYears: '每两年申报一次',
  everyThreeYears: '每三年申报一次',
  quarterly: '每季度申报一次',
  asAnnounced: '按申报通知办理',
  caseByCase: '一事一议',
};

const PER_WORDS: Record<Programme['quota'][number]['per'], string> = {
  selection: '每次评选',
  year: '每年',
  unit: '每家单位',
  unitYear: '每家单位每年',
  project: '每个项目',
  district: '每个区县',
  total: '总计',
};

function cycleLine(cycle: NonNullable<Programme['cycle']>, at: Writer): Line {
  const { window, managementMonths } = cycle;
  const period = window === undefined ? null : `${monthDayWords(window.from)}至${monthDayWords(window.to)}`;
  return makeLine(at, {
    key: 'cycle',
    tag: '申报周期',
    text: OPEN_WORDS[cycle.open],
    notes: [
      note(null, cycle.wording),
      note('申报时间', period),
      note('管理期', managementMonths === undefined ? null : `${managementMonths} 个月`),
    ],
    cite: cycle.cite,
  });
}

function quotaLine(one: Programme['quota'][number], at: Writer): Line {
  const about = one.about === true ? '约 ' : '';
  const most = [
    ...(one.count === undefined ? [] : [`${about}${one.count} 名（项）`]),
    ...(one.share === undefined ? [] : [`${about}${formatShare(one.share)}`]),
  ];
  return makeLine(at, {
    key: `quota:${one.id}`,
    tag: '名额',
    text: one.title,
    notes: [note(PER_WORDS[one.per], most.join('，')), trackNote(at, one.tracks)],
    cite: one.cite,
  });
}

function inForceLine({ from, to }: Programme['inForce'], at: Writer): Line {
  const until = to === null ? '起，文件未写截止日期' : `至${dayWords(to)}`;
  return makeLine(at, { key: 'inForce', tag: '有效期', text: `${dayWords(from)}${until}` });
}

const replaced = (tag: string, key: string, list: Programme['replaces'], at: Writer): Line[] =>
  list.map((one, index) =>
    makeLine(at, { key: `${key}:${index + 1}`, tag, text: one.what, notes: [note(null, one.note)], cite: one.cite }),
  );

export function basicLines(definition: Programme, at: Writer): Line[] {
  const { target, cycle, quota, replaces, replacedBy } = definition;
  return [
    makeLine(at, { key: 'target', tag: `对象：${WHO_WORDS[target.who]}`, text: target.wording, cite: target.cite }),
    makeLine(at, { key: 'leadDepartment', tag: '牵头部门', text: definition.leadDepartment }),
    inForceLine(definition.inForce, at),
    ...(cycle === undefined ? [] : [cycleLine(cycle, at)]),
    ...quota.map((one) => quotaLine(one, at)),
    ...replaced('替代', 'replaces', replaces, at),
    ...replaced('被替代', 'replacedBy', replacedBy, at),
  ];
}

export function conditionLines({ conditions, tracks }: Programme, at: Writer): Line[] {
  const one = (
    key: string | null,
    text: string,
    root: NonNullable<Programme['conditions']>,
    wording?: string,
    cite: string[] = [],
  ) => {
    const under = conditionsUnder(root, at);
    return makeLine(at, {
      key: [...(key === null ? [] : [key]), ...under.keys],
      tag: key === null ? null : '类别',
      text,
      notes: [note(null, wording), ...under.notes],
      cite: [...cite, ...under.cite],
      children: under.children,
    });
  };
  const common = conditions === undefined ? [] : [conditions];
  const shared = common.map((root) =>
    tracks.length === 0 && root.all === undefined
      ? conditionLine(root, at)
      : one(null, tracks.length === 0 ? '申报条件' : '各类别共同条件', root),
  );
  return [
    ...shared,
    ...tracks.map((track) => one(`track:${track.id}`, track.name, track.conditions, track.wording, track.cite)),
  ];
}

export const contactLines = (contacts: Programme['contacts'], at: Writer): Line[] =>
  contacts.map((one, index) =>
    makeLine(at, {
      key: `contact:${index + 1}`,
      text: one.office === undefined ? one.unit : `${one.unit}${one.office}`,
      notes: [note('电话', one.phones.join('、')), note('事项', one.concerns)],
      cite: citedWithin(one),
    }),
  );

export const informationalLines = (informational: Programme['informational'], at: Writer): Line[] =>
  informational.map((one) =>
    makeLine(at, { key: `informational:${one.clause}`, text: one.reason, cite: [one.clause] }),
  );
