import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '政策项目';

export const PROGRAMME_COMMANDS = {
  back: { id: 'programme.back', label: '返回政策目录', group: GROUP, shortcut: 'Alt+ArrowLeft', keywords: 'fanhui' },
  next: { id: 'programme.next', label: '下一部分', group: GROUP, shortcut: ']', keywords: 'xiayibufen' },
  previous: { id: 'programme.previous', label: '上一部分', group: GROUP, shortcut: '[', keywords: 'shangyibufen' },
  print: { id: 'programme.print', label: '打印', group: GROUP, shortcut: 'P', keywords: 'dayin' },
  cases: { id: 'programme.cases', label: '查看案卷', group: GROUP, shortcut: null, keywords: 'anjuan' },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(PROGRAMME_COMMANDS));
