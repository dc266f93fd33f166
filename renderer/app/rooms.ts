import type { CommandDefinition } from '../commands/command.ts';
import { defineCommands } from '../commands/registry.ts';
import type { IconName } from '../ui/Icon.tsx';

export interface Room {
  id: 'home' | 'cases' | 'catalogue' | 'matching' | 'second' | 'crosscheck' | 'exchange' | 'settings';
  label: string;
  icon: IconName;
  path: readonly string[];
  shortcut: string;
  keywords: string;
}

/** The rooms of the left rail. 评审 and 核查 join it with their first screens: a rail shows no door that leads nowhere. */
export const ROOMS: readonly Room[] = [
  { id: 'home', label: '工作台', icon: 'home', path: [], shortcut: 'Alt+1', keywords: 'gongzuotai gzt' },
  { id: 'cases', label: '案卷', icon: 'cases', path: ['cases'], shortcut: 'Alt+2', keywords: 'anjuan aj' },
  {
    id: 'catalogue',
    label: '政策',
    icon: 'catalogue',
    path: ['catalogue'],
    shortcut: 'Alt+3',
    keywords: 'zhengce zc',
  },
  {
    id: 'matching',
    label: '匹配',
    icon: 'match',
    path: ['matching'],
    shortcut: 'Alt+6',
    keywords: '政策匹配 免申即享 zhengcepipei pp msjx',
  },
  {
    id: 'second',
    label: '复核',
    icon: 'shield',
    path: ['second'],
    shortcut: 'Alt+7',
    keywords: '抽查 裁定 fuhe fh choucha',
  },
  {
    id: 'crosscheck',
    label: '交叉核查',
    icon: 'copy',
    path: ['crosscheck'],
    shortcut: 'Alt+8',
    keywords: '查重 互斥 jiaocha hecha jchc',
  },
  { id: 'exchange', label: '交换', icon: 'exchange', path: ['exchange'], shortcut: 'Alt+4', keywords: 'jiaohuan jh' },
  { id: 'settings', label: '设置', icon: 'settings', path: ['settings'], shortcut: 'Alt+5', keywords: 'shezhi sz' },
];

export const roomOf = (path: readonly string[]): Room => ROOMS.find((room) => room.path[0] === path[0]) ?? ROOMS[0]!;

const GENERAL = '通用';

export const ROOM_COMMANDS: readonly CommandDefinition[] = defineCommands(
  ROOMS.map((room) => ({
    id: `go.${room.id}`,
    label: `前往${room.label}`,
    group: GENERAL,
    shortcut: room.shortcut,
    keywords: room.keywords,
    inFields: true,
  })),
);

export const FRAME_COMMANDS = {
  palette: {
    id: 'frame.palette',
    label: '查找命令和案卷',
    group: GENERAL,
    shortcut: 'Ctrl+K',
    keywords: 'chazhao mingling',
    inFields: true,
  },
  help: { id: 'frame.help', label: '快捷键一览', group: GENERAL, shortcut: '?', keywords: 'kuaijiejian bangzhu' },
  lock: {
    id: 'frame.lock',
    label: '锁定工作区',
    group: GENERAL,
    shortcut: 'Ctrl+Shift+L',
    keywords: 'suoding',
    inFields: true,
  },
  next: {
    id: 'frame.next',
    label: '审核下一件',
    group: GENERAL,
    shortcut: 'Alt+N',
    keywords: 'shenhe xiayijian',
    inFields: true,
  },
  import: { id: 'exchange.import', label: '导入交换包', group: GENERAL, shortcut: null, keywords: 'daoru dr' },
  export: {
    id: 'exchange.export',
    label: '导出审核结果',
    group: GENERAL,
    shortcut: null,
    keywords: 'daochu dc huichuan',
  },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(FRAME_COMMANDS));
