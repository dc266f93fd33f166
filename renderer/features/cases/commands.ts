import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const GROUP = '案卷列表';

export const CASE_COMMANDS = {
  search: { id: 'cases.search', label: '查找案卷', group: GROUP, shortcut: '/', keywords: 'sousuo' },
  preview: { id: 'cases.preview', label: '显示或隐藏预览', group: GROUP, shortcut: 'P', keywords: 'yulan' },
  history: { id: 'cases.history', label: '所选案卷的办理记录', group: GROUP, shortcut: 'H', keywords: 'jilu lishi' },
  open: { id: 'cases.open', label: '打开所选案卷', group: GROUP, shortcut: 'Enter', keywords: 'dakai' },
  pick: { id: 'cases.pick', label: '选中或取消当前案卷', group: GROUP, shortcut: 'Space', keywords: 'xuanzhong' },
  pickAll: { id: 'cases.pickAll', label: '选中列表中全部案卷', group: GROUP, shortcut: 'Ctrl+A', keywords: 'quanxuan' },
  unpick: { id: 'cases.unpick', label: '清除选择', group: GROUP, shortcut: 'Escape', keywords: 'qingchu xuanze' },
  assign: { id: 'cases.assign', label: '分派', group: GROUP, shortcut: 'A', keywords: 'fenpai jingban' },
  withdraw: { id: 'cases.withdraw', label: '撤回分派', group: GROUP, shortcut: null, keywords: 'chehui' },
  flag: { id: 'cases.flag', label: '加标记', group: GROUP, shortcut: 'M', keywords: 'biaoji' },
  unflag: { id: 'cases.unflag', label: '取消标记', group: GROUP, shortcut: 'Shift+M', keywords: 'quxiao biaoji' },
  outcome: { id: 'cases.outcome', label: '批量填写结论', group: GROUP, shortcut: null, keywords: 'jielun piliang' },
  undo: { id: 'cases.undo', label: '撤销上一次批量操作', group: GROUP, shortcut: 'Ctrl+Z', keywords: 'chexiao' },
  saveView: { id: 'cases.saveView', label: '保存为视图', group: GROUP, shortcut: null, keywords: 'baocun shitu' },
  previous: {
    id: 'list.previous',
    label: '列表中上一件',
    group: GROUP,
    shortcut: 'Alt+ArrowUp',
    keywords: 'shangyijian',
  },
  skip: {
    id: 'list.next',
    label: '列表中下一件',
    group: GROUP,
    shortcut: 'Alt+ArrowDown',
    keywords: 'xiayijian',
  },
  putOff: {
    id: 'list.putOff',
    label: '跳过本件，以后再审',
    group: GROUP,
    shortcut: 'Alt+S',
    keywords: 'tiaoguo yihou',
  },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(CASE_COMMANDS));
