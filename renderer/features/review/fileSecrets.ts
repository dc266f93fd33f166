import { createSessionValue, useSessionValue } from '../../app/sessionValue.ts';

/** Passwords that opened a file, by attachment; kept in memory while the workspace is open. */
const passwords = createSessionValue<ReadonlyMap<string, string>>(new Map());

export const keepPassword = (attachmentId: string, password: string): void =>
  passwords.set(new Map(passwords.get()).set(attachmentId, password));

export const usePasswords = (): ReadonlyMap<string, string> => useSessionValue(passwords);
