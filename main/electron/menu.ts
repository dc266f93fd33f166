import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What the system expects of a menu; the program's own commands live in the page. */
export function menuTemplate(): MenuItemConstructorOptions[] {
  return [
    { label: '文件', submenu: [{ role: 'quit', label: '退出泉评' }] },
    {
      label: '编辑',
      submenu: [
        { role: 'undo', label: '撤销输入' },
        { role: 'redo', label: '恢复输入' },
        { type: 'separator' },
        { role: 'cut', label: '剪切' },
        { role: 'copy', label: '复制' },
        { role: 'paste', label: '粘贴' },
        { role: 'selectAll', label: '全选' },
      ],
    },
    {
      label: '窗口',
      submenu: [
        { role: 'resetZoom', label: '原始大小' },
        { role: 'zoomIn', label: '放大' },
        { role: 'zoomOut', label: '缩小' },
        { type: 'separator' },
        { role: 'togglefullscreen', label: '全屏' },
        { role: 'minimize', label: '最小化' },
        { role: 'reload', label: '重新载入' },
      ],
    },
  ];
}

export function installMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate()));
}
