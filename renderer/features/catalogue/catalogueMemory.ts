import { createSessionValue, useSessionValue } from '../../app/sessionValue.ts';

/** The words last looked for in the room, kept while the workspace is open. */
const searchText = createSessionValue('');

export const setCatalogueText = (text: string): void => searchText.set(text);
export const useCatalogueText = (): string => useSessionValue(searchText);

/** The words last looked for in the task ledger. */
const ledgerText = createSessionValue('');

export const setLedgerText = (text: string): void => ledgerText.set(text);
export const useLedgerText = (): string => useSessionValue(ledgerText);

/** Filters of the list as it was left, for the way back to it. */
const browse = createSessionValue<Readonly<Record<string, string>>>({});

export const rememberBrowse = (query: Readonly<Record<string, string>>): void => browse.set(query);
export const recallBrowse = (): Readonly<Record<string, string>> => browse.get();
