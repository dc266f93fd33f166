import type { PackState, PolicyEffect } from '#shared/api/policies.ts';
import type { ComparisonGroup } from '#shared/rules/compare/model.ts';

export const STATE_TITLES: Record<PackState, string> = {
  inForce: '在用',
  scheduled: '待启用',
  former: '曾用',
  held: '未启用',
};

export const CHANGE_TITLES: Record<ComparisonGroup['change'], string> = {
  added: '新增',
  removed: '删去',
  changed: '修改',
};

type Result = PolicyEffect['examples'][number]['items'][number]['before'];

/** A pre-check's result; `null` where the catalogue does not have the item. */
export function resultTitle(result: Result): string {
  const titles = { true: '满足', false: '不满足', unknown: '情况不全', needsHuman: '须人工核定', none: '不预检' };
  return result === null ? '无此项' : titles[result];
}
