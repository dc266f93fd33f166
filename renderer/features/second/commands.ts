import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '复核';

export const SECOND_COMMANDS = {
  sample: { id: 'second.sample', label: '抽查', group: GROUP, shortcut: 'S', keywords: 'choucha chouyang' },
  print: {
    id: 'second.print',
    label: '打印一致率',
    group: GROUP,
    shortcut: 'Ctrl+P',
    keywords: 'dayin',
    inFields: true,
  },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(SECOND_COMMANDS));
