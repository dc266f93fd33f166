import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '政策匹配';

export const MATCHING_COMMANDS = {
  search: { id: 'matching.search', label: '查找情况项', group: GROUP, shortcut: '/', keywords: 'chazhao' },
  question: { id: 'matching.question', label: '回答下一个问题', group: GROUP, shortcut: 'N', keywords: 'wenti' },
  fromCase: { id: 'matching.fromCase', label: '从案卷带入', group: GROUP, shortcut: 'C', keywords: 'anjuan dairu' },
  print: { id: 'matching.print', label: '打印匹配结果', group: GROUP, shortcut: 'Ctrl+P', keywords: 'dayin' },
  clear: { id: 'matching.clear', label: '清空', group: GROUP, shortcut: null, keywords: 'qingkong' },
  restore: { id: 'matching.restore', label: '撤销清空', group: GROUP, shortcut: 'Ctrl+Z', keywords: 'chexiao huifu' },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(MATCHING_COMMANDS));
