/** How an objection came in. */
export const OBJECTION_CHANNELS = {
  letter: '来信',
  call: '来电',
  visit: '来访',
  mail: '电子邮件',
  other: '其他',
} as const;
export type ObjectionChannel = keyof typeof OBJECTION_CHANNELS;

/** How it was settled. */
export const OBJECTION_OUTCOMES = { upheld: '异议成立', rejected: '异议不成立', withdrawn: '异议人撤回' } as const;
export type ObjectionOutcome = keyof typeof OBJECTION_OUTCOMES;

export const PUBLICITY_STATES = ['open', 'closed', 'cancelled'] as const;
export type PublicityState = (typeof PUBLICITY_STATES)[number];

/** Where a notice stands on a day: what people have to do next follows from it. */
export const PUBLICITY_PHASES = {
  waiting: '未开始',
  running: '公示中',
  ended: '期满待办结',
  closed: '已办结',
  cancelled: '已取消',
} as const;
export type PublicityPhase = keyof typeof PUBLICITY_PHASES;

/** The last day belongs to the period. */
export function phaseOf(
  { state, startsOn, endsOn }: { state: PublicityState; startsOn: string; endsOn: string },
  today: string,
): PublicityPhase {
  if (state !== 'open') return state;
  if (today < startsOn) return 'waiting';
  return today <= endsOn ? 'running' : 'ended';
}
