import type { FilePurpose } from '#shared/api/host.ts';

/** Paths come from the core; the screen only puts a name behind a folder, with the separator the folder uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

export const lastSegment = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;

/** A typed path that ends like a file, `…/a.qpb`. */
export const looksLikeFile = (path: string): boolean => /^[^.].*\.[^.\s]{1,8}$/.test(lastSegment(path));

/** Why a file name will not do on every system, or `null`. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return '请填写文件名。';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows forbids them in names
  if (/[\\/:*?"<>|\u0000-\u001f]/.test(name)) return '文件名不能含有 \\ / : * ? " < > | 这些符号。';
  if (/[. ]$/.test(name)) return '文件名不能以空格或句点结尾。';
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return '这个文件名是系统保留的，请换一个。';
  return null;
}

interface PurposeWords {
  open: string;
  save: string;
  shown: string;
}

const ANY_FOLDER = '选择文件夹';

export const PURPOSE_WORDS: Record<FilePurpose, PurposeWords> = {
  bundle: { open: '选择交换包', save: '保存交换包', shown: '只列出交换包（.qpb）' },
  certificate: { open: '选择证书文件', save: '保存证书', shown: '只列出证书文件' },
  enrolment: { open: '选择登记申请', save: '保存登记申请', shown: '只列出登记申请文件' },
  recovery: { open: '选择恢复文件', save: '保存恢复申请', shown: '只列出恢复文件' },
  backup: { open: '选择备份', save: '保存备份', shown: '只列出备份文件' },
  table: { open: '选择表格', save: '保存表格', shown: '只列出表格（.xlsx、.csv）' },
  keys: { open: '选择快捷键文件', save: '保存快捷键', shown: '只列出快捷键文件（.json）' },
  document: { open: '选择文书', save: '保存文书', shown: '只列出文书' },
};

export function dialogTitle(mode: 'open' | 'save' | 'folder', purpose: FilePurpose): string {
  return mode === 'folder' ? ANY_FOLDER : PURPOSE_WORDS[purpose][mode];
}
