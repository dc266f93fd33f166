import { app, type BrowserWindow, dialog, type FileFilter, shell } from 'electron';
import { assertOpenable } from '#main/host/openable.ts';
import type { HostPort } from '#main/ports.ts';
import type { FilePurpose } from '#shared/api/host.ts';

const PURPOSES: Record<FilePurpose, { title: string; filters: FileFilter[] }> = {
  bundle: { title: '交换包', filters: [{ name: '泉评交换包', extensions: ['qpb'] }] },
  certificate: { title: '证书', filters: [{ name: '证书', extensions: ['pem', 'crt', 'cer'] }] },
  enrolment: { title: '登记申请', filters: [{ name: '登记申请', extensions: ['json'] }] },
  recovery: { title: '恢复文件', filters: [{ name: '恢复文件', extensions: ['json'] }] },
  backup: { title: '备份', filters: [{ name: '泉评备份', extensions: ['qpbak', 'db'] }] },
  table: {
    title: '表格',
    filters: [
      { name: 'Excel 工作簿', extensions: ['xlsx'] },
      { name: 'CSV 表格', extensions: ['csv'] },
    ],
  },
  keys: { title: '快捷键', filters: [{ name: '快捷键文件', extensions: ['json'] }] },
  document: { title: '文件', filters: [{ name: '所有文件', extensions: ['*'] }] },
};

/** The system's own file dialogs. They belong to the window, so only one can be open. */
export function createNativeHost(window: () => BrowserWindow): HostPort {
  const open = async (purpose: FilePurpose, property: 'openFile' | 'openDirectory') => {
    const { title, filters } = PURPOSES[purpose];
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
      title: `选择${title}`,
      buttonLabel: '选择',
      filters,
      properties: [property, 'dontAddToRecent'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  };
  return {
    openFile: (purpose) => open(purpose, 'openFile'),
    openFolder: (purpose) => open(purpose, 'openDirectory'),
    async saveFile(purpose, suggestedName) {
      const { title, filters } = PURPOSES[purpose];
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title: `保存${title}`,
        buttonLabel: '保存',
        defaultPath: suggestedName,
        filters,
        properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    answerDialog: () => {},
    async openPath(file) {
      assertOpenable(file);
      const problem = await shell.openPath(file);
      if (problem !== '') throw new Error(problem);
    },
    quit: () => app.quit(),
  };
}
