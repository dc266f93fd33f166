import type { CommandDefinition } from '../../commands/command.ts';
import { defineCommands } from '../../commands/registry.ts';

const REVIEW = '审核';
const DOCUMENT = '查看文件';

/** Every key of the workbench. Toolbar, tooltips, palette and help card read them from here. */
export const REVIEW_COMMANDS = {
  pass: { id: 'review.pass', label: '符合', group: REVIEW, shortcut: '1', keywords: 'fuhe' },
  fail: { id: 'review.fail', label: '不符合', group: REVIEW, shortcut: '2', keywords: 'bufuhe' },
  doubt: { id: 'review.doubt', label: '存疑', group: REVIEW, shortcut: '3', keywords: 'cunyi' },
  supplement: { id: 'review.supplement', label: '待补正', group: REVIEW, shortcut: '4', keywords: 'buzheng' },
  clear: { id: 'review.clear', label: '清除判定', group: REVIEW, shortcut: '0', keywords: 'qingchu' },
  next: { id: 'review.next', label: '下一项', group: REVIEW, shortcut: 'Enter', keywords: 'xiayixiang' },
  previous: {
    id: 'review.previous',
    label: '上一项',
    group: REVIEW,
    shortcut: 'Shift+Enter',
    keywords: 'shangyixiang',
  },
  advance: {
    id: 'review.advance',
    label: '判为符合后自动到下一项（开或关）',
    group: REVIEW,
    shortcut: null,
    keywords: 'zidong xiayixiang',
  },
  nextOpen: { id: 'review.nextOpen', label: '下一个未审项', group: REVIEW, shortcut: 'U', keywords: 'weishen' },
  capture: { id: 'review.capture', label: '截取依据', group: REVIEW, shortcut: 'E', keywords: 'yiju jiequ' },
  capturePage: {
    id: 'review.capturePage',
    label: '整页作为依据',
    group: REVIEW,
    shortcut: 'Shift+E',
    keywords: 'zhengye yiju',
  },
  evidence: { id: 'review.evidence', label: '查看当前项的依据', group: REVIEW, shortcut: 'V', keywords: 'yiju chakan' },
  note: { id: 'review.note', label: '写备注', group: REVIEW, shortcut: 'N', keywords: 'beizhu' },
  observe: {
    id: 'review.observe',
    label: '核实当前项的申报值',
    group: REVIEW,
    shortcut: 'F',
    keywords: 'heshi shenbaozhi',
  },
  facts: { id: 'review.facts', label: '情况核实', group: REVIEW, shortcut: 'Shift+F', keywords: 'qingkuang heshi' },
  clauses: { id: 'review.clauses', label: '显示或隐藏条款内容', group: REVIEW, shortcut: 'C', keywords: 'tiaokuan' },
  versions: { id: 'review.versions', label: '版本差异', group: REVIEW, shortcut: 'D', keywords: 'banben chayi' },
  undo: { id: 'review.undo', label: '撤销', group: REVIEW, shortcut: 'Ctrl+Z', keywords: 'chexiao' },
  redo: { id: 'review.redo', label: '恢复', group: REVIEW, shortcut: 'Ctrl+Y', keywords: 'huifu chongzuo' },
  outcome: {
    id: 'review.outcome',
    label: '结论与签署',
    group: REVIEW,
    shortcut: 'Ctrl+Enter',
    keywords: 'jielun qianshu',
    inFields: true,
  },
  person: { id: 'review.person', label: '申请人资料', group: REVIEW, shortcut: 'I', keywords: 'shenqingren' },
  history: { id: 'review.history', label: '办理记录', group: REVIEW, shortcut: 'H', keywords: 'jilu lishi' },
  leave: { id: 'review.leave', label: '返回案卷列表', group: REVIEW, shortcut: 'Alt+ArrowLeft', keywords: 'fanhui' },
} satisfies Record<string, CommandDefinition>;

export const DOCUMENT_COMMANDS = {
  nextFile: { id: 'document.nextFile', label: '下一个文件', group: DOCUMENT, shortcut: ']', keywords: 'wenjian' },
  previousFile: {
    id: 'document.previousFile',
    label: '上一个文件',
    group: DOCUMENT,
    shortcut: '[',
    keywords: 'wenjian',
  },
  files: { id: 'document.files', label: '显示或隐藏文件栏', group: DOCUMENT, shortcut: 'B', keywords: 'wenjianlan' },
  outline: { id: 'document.outline', label: '目录', group: DOCUMENT, shortcut: 'O', keywords: 'mulu' },
  split: {
    id: 'document.split',
    label: '并排查看，或只留当前一栏',
    group: DOCUMENT,
    shortcut: 'S',
    keywords: 'bingpai duizhao lianglan',
  },
  beside: {
    id: 'document.beside',
    label: '在另一栏打开当前文件',
    group: DOCUMENT,
    shortcut: 'Shift+S',
    keywords: 'bingpai lingyilan',
  },
  switchPane: {
    id: 'document.switchPane',
    label: '换到另一栏',
    group: DOCUMENT,
    shortcut: 'F6',
    keywords: 'qiehuan lingyilan',
    inFields: true,
  },
  pageDown: { id: 'document.pageDown', label: '向后翻', group: DOCUMENT, shortcut: 'PageDown' },
  pageUp: { id: 'document.pageUp', label: '向前翻', group: DOCUMENT, shortcut: 'PageUp' },
  firstPage: { id: 'document.firstPage', label: '第一页', group: DOCUMENT, shortcut: 'Home', keywords: 'diyiye' },
  lastPage: { id: 'document.lastPage', label: '最后一页', group: DOCUMENT, shortcut: 'End', keywords: 'zuihouyiye' },
  goTo: { id: 'document.goTo', label: '跳到页', group: DOCUMENT, shortcut: 'G', keywords: 'tiaozhuan yema' },
  find: {
    id: 'document.find',
    label: '在文件中查找',
    group: DOCUMENT,
    shortcut: 'Ctrl+F',
    keywords: 'chazhao',
    inFields: true,
  },
  findAll: {
    id: 'document.findAll',
    label: '在全部附件中查找',
    group: DOCUMENT,
    shortcut: 'Ctrl+Shift+F',
    keywords: 'quanbu fujian chazhao',
    inFields: true,
  },
  findNext: { id: 'document.findNext', label: '下一处', group: DOCUMENT, shortcut: 'F3', inFields: true },
  findPrevious: { id: 'document.findPrevious', label: '上一处', group: DOCUMENT, shortcut: 'Shift+F3', inFields: true },
  closeFind: { id: 'document.closeFind', label: '关闭查找', group: DOCUMENT, shortcut: 'Escape' },
  zoomIn: { id: 'document.zoomIn', label: '放大', group: DOCUMENT, shortcut: '=', keywords: 'fangda' },
  zoomOut: { id: 'document.zoomOut', label: '缩小', group: DOCUMENT, shortcut: '-', keywords: 'suoxiao' },
  fitWidth: { id: 'document.fitWidth', label: '适合宽度', group: DOCUMENT, shortcut: 'W', keywords: 'kuandu' },
  fitPage: { id: 'document.fitPage', label: '整页显示', group: DOCUMENT, shortcut: 'Q', keywords: 'zhengye' },
  rotate: { id: 'document.rotate', label: '旋转', group: DOCUMENT, shortcut: 'R', keywords: 'xuanzhuan' },
  hand: { id: 'document.hand', label: '手形拖动页面', group: DOCUMENT, shortcut: 'M', keywords: 'shouxing tuodong' },
  outside: {
    id: 'document.outside',
    label: '在系统程序中打开',
    group: DOCUMENT,
    shortcut: null,
    keywords: 'dakai waibu',
  },
} satisfies Record<string, CommandDefinition>;

/** Only while a rectangle is being drawn. */
export const REGION_COMMANDS = {
  take: { id: 'region.take', label: '确认框选', group: DOCUMENT, shortcut: 'Enter' },
  cancel: { id: 'region.cancel', label: '取消框选', group: DOCUMENT, shortcut: 'Escape' },
  left: { id: 'region.left', label: '框左移', group: DOCUMENT, shortcut: 'ArrowLeft' },
  right: { id: 'region.right', label: '框右移', group: DOCUMENT, shortcut: 'ArrowRight' },
  up: { id: 'region.up', label: '框上移', group: DOCUMENT, shortcut: 'ArrowUp' },
  down: { id: 'region.down', label: '框下移', group: DOCUMENT, shortcut: 'ArrowDown' },
  narrower: { id: 'region.narrower', label: '框变窄', group: DOCUMENT, shortcut: 'Shift+ArrowLeft' },
  wider: { id: 'region.wider', label: '框变宽', group: DOCUMENT, shortcut: 'Shift+ArrowRight' },
  lower: { id: 'region.lower', label: '框变矮', group: DOCUMENT, shortcut: 'Shift+ArrowUp' },
  higher: { id: 'region.higher', label: '框变高', group: DOCUMENT, shortcut: 'Shift+ArrowDown' },
} satisfies Record<string, CommandDefinition>;

defineCommands(Object.values(REVIEW_COMMANDS));
defineCommands(Object.values(DOCUMENT_COMMANDS));
defineCommands(Object.values(REGION_COMMANDS));
