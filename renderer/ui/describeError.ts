import { Refusal } from '#shared/domain/errors.ts';

/** What a screen says of anything thrown: refusals carry their own sentence, the rest is a lost connection or a defect. */
export function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message };
  if (isRefusalView(error)) return error;
  if (error instanceof TypeError && /fetch|network/i.test(error.message)) {
    return { code: 'CONNECTION_LOST', message: '与泉评后台的连接中断。已保存的内容没有丢失，恢复后请再试一次。' };
  }
  return { code: 'SCREEN', message: '界面出现问题，请重试。已保存的内容没有丢失。' };
}

function isRefusalView(error: unknown): error is { code: string; message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    !(error instanceof Error) &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

export const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof Refusal ? error.code === code : isRefusalView(error) && error.code === code;
