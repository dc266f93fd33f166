/** Why a file or a page cannot be shown: a closed list, each with the sentence that stands beside the page. */
export const PROBLEMS = {
  encrypted: '文件已加密，需要口令才能查看。口令在锁定前有效，不会保存。',
  'wrong-password': '口令不正确，请核对后再试。口令在锁定前有效，不会保存。',
  damaged: '文件已损坏或不是有效的 PDF，无法显示。可在系统程序中打开核对，或按“材料无法辨认”处理。',
  empty: '文件是空的（0 字节）。请按“材料缺失”或“材料无法辨认”处理。',
  stuck: '文件过于复杂，在规定时间内没有打开，已停止。可在系统程序中打开核对。',
  unreadable: '读取文件内容时出错。',
  image: '图片已损坏或格式不对，无法显示。可在系统程序中打开核对。',
  'image-huge': '图片尺寸过大，无法在这里显示。请在系统程序中打开核对。',
  'page-damaged': '本页内容已损坏，无法显示。',
  'page-stuck': '本页过于复杂，在规定时间内没有显示出来，已停止。其他页不受影响。',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Thrown by everything in renderer/pdf when a file or page cannot be shown. */
export class ViewProblem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, options?: { cause?: unknown; detail?: string }) {
    super(options?.detail ? `${PROBLEMS[code]}${options.detail}` : PROBLEMS[code], { cause: options?.cause });
    this.name = 'ViewProblem';
    this.code = code;
  }
}

/** Things worth knowing of a file that does open. */
export const NOTICES = {
  scripts: '文件带有脚本，已停用，没有运行。',
  xfa: '这是动态表单，这里只能显示它的静态页。请在系统程序中打开核对填写内容。',
  incomplete: '本页有内容已损坏或尺寸异常，没有显示出来。请在系统程序中打开核对。',
} as const;

export type NoticeCode = keyof typeof NOTICES;
