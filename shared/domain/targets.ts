/** Whom a programme is for: who applies. */
export const TARGETS = ['person', 'team', 'unit', 'project', 'district'] as const;
export type Target = (typeof TARGETS)[number];

export const TARGET_TITLES: Record<Target, string> = {
  person: '个人',
  team: '团队',
  unit: '单位',
  project: '项目',
  district: '区县',
};
