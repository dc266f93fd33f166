import { passphraseStrength } from '#shared/domain/passphrase.ts';

/** A passphrase being chosen: typed twice. */
export interface PassphraseDraft {
  passphrase: string;
  again: string;
}

export const emptyPassphrase: PassphraseDraft = { passphrase: '', again: '' };

/** What is still wrong with it, as a sentence; `null` when it can be sent. `personal`: words an acquaintance would try. */
export function passphraseProblem(
  { passphrase, again }: PassphraseDraft,
  personal: readonly string[] = [],
): string | null {
  if (passphrase === '') return '请设置口令。';
  const { acceptable, reasons } = passphraseStrength(passphrase, personal);
  if (!acceptable) return `口令强度不够：${reasons[0] ?? '请换一个更长的口令'}。`;
  if (again === '') return '请再输入一次口令。';
  return passphrase === again ? null : '两次输入的口令不一致。';
}
