import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '政策项目';
const ROOM = '政策';

export const PROGRAMME_COMMANDS = {
  back: { id: 'programme.back', label: '返回政策目录', group: GROUP, shortcut: 'Alt+ArrowLeft', keywords: 'fanhui' },
  next: { id: 'programme.next', label: '下一部分', group: GROUP, shortcut: ']', keywords: 'xiayibufen' },
  previous: { id: 'programme.previous', label: '上一部分', group: GROUP, shortcut: '[', keywords: 'shangyibufen' },
  print: { id: 'programme.print', label: '打印', group: GROUP, shortcut: 'P', keywords: 'dayin' },
  cases: { id: 'programme.cases', label: '查看案卷', group: GROUP, shortcut: null, keywords: 'anjuan' },
} satisfies Record<string, CommandDefinition>;

export const CATALOGUE_COMMANDS = {
  search: { id: 'catalogue.search', label: '查找政策', group: ROOM, shortcut: '/', keywords: 'chazhao zhengce' },
  programmes: { id: 'catalogue.programmes', label: '政策项目', group: ROOM, shortcut: null, keywords: 'xiangmu xm' },
  tasks: { id: 'catalogue.tasks', label: '任务台账', group: ROOM, shortcut: null, keywords: 'renwu taizhang rwtz' },
  documents: { id: 'catalogue.documents', label: '政策文件', group: ROOM, shortcut: null, keywords: 'wenjian wj' },
  coverage: {
    id: 'catalogue.coverage',
    label: '条款覆盖情况',
    group: ROOM,
    shortcut: null,
    keywords: 'tiaokuan fugai',
  },
} satisfies Record<string, CommandDefinition>;

export const LEDGER_COMMANDS = {
  print: { id: 'ledger.print', label: '打印台账', group: '任务台账', shortcut: 'P', keywords: 'dayin' },
  save: { id: 'ledger.save', label: '导出表格', group: '任务台账', shortcut: null, keywords: 'daochu biaoge excel' },
} satisfies Record<string, CommandDefinition>;

export const CLAUSE_COMMANDS = {
  next: { id: 'clause.next', label: '下一条款', group: '条款', shortcut: ']', keywords: 'xiayitiao' },
  previous: { id: 'clause.previous', label: '上一条款', group: '条款', shortcut: '[', keywords: 'shangyitiao' },
} satisfies Record<string, CommandDefinition>;

defineCommands(
  [PROGRAMME_COMMANDS, CATALOGUE_COMMANDS, LEDGER_COMMANDS, CLAUSE_COMMANDS].flatMap((one) => Object.values(one)),
);
