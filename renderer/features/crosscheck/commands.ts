import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

export const CROSS_COMMANDS = {
  open: { id: 'review.crosscheck', label: '交叉核查', group: '审核', shortcut: 'X', keywords: 'jiaocha hecha' },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(CROSS_COMMANDS));
