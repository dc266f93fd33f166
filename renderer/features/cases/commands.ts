import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '案卷列表';

export const CASE_COMMANDS = {
  search: { id: 'cases.search', label: '查找案卷', group: GROUP, shortcut: '/', keywords: 'sousuo' },
  preview: { id: 'cases.preview', label: '显示或隐藏预览', group: GROUP, shortcut: 'P', keywords: 'yulan' },
  history: { id: 'cases.history', label: '所选案卷的办理记录', group: GROUP, shortcut: 'H', keywords: 'jilu lishi' },
  open: { id: 'cases.open', label: '打开所选案卷', group: GROUP, shortcut: 'Enter', keywords: 'dakai' },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(CASE_COMMANDS));
