/** The document side shows one file, or two side by side; `side` is the right one. */
export type PaneId = 'main' | 'side';

/** Which file stands in which pane, and which pane the keys go to. Pure; `side` is `null` while there is one pane. */
export interface PaneState {
  main: string | undefined;
  side: string | null;
  active: PaneId;
}

export const otherPane = (pane: PaneId): PaneId => (pane === 'main' ? 'side' : 'main');

/** The panes on screen, the active one first. */
export function activeFirst({ side, active }: PaneState): PaneId[] {
  return side === null ? ['main'] : [active, otherPane(active)];
}

export const fileIn = (state: PaneState, pane: PaneId): string | undefined => state[pane] ?? undefined;

/** Puts a file into the active pane. */
export function showFile(state: PaneState, fileId: string): PaneState {
  return { ...state, [state.active]: fileId };
}

/** The pane that shows the file already becomes the active one; shown by neither, it comes into the active pane. */
export function goToFile(state: PaneState, fileId: string): PaneState {
  const there = activeFirst(state).find((pane) => state[pane] === fileId);
  return there ? { ...state, active: there } : showFile(state, fileId);
}

/** Puts a file into the pane beside the active one, opening it where there is none, and goes there. */
export function openBeside(state: PaneState, fileId: string): PaneState {
  if (state.side === null) return { ...state, side: fileId, active: 'side' };
  const pane = otherPane(state.active);
  return { ...state, [pane]: fileId, active: pane };
}

/** Leaves one pane with what the other one showed. */
export function closePane(state: PaneState, pane: PaneId): PaneState {
  if (state.side === null) return state;
  return { main: pane === 'main' ? state.side : state.main, side: null, active: 'main' };
}

export function activate(state: PaneState, pane: PaneId): PaneState {
  return pane === state.active || (pane === 'side' && state.side === null) ? state : { ...state, active: pane };
}

/** Drops files that are gone from the case. */
export function keepKnown(state: PaneState, fileIds: readonly string[]): PaneState {
  const main = state.main !== undefined && fileIds.includes(state.main) ? state.main : fileIds[0];
  const side = state.side === null || fileIds.includes(state.side) ? state.side : (main ?? null);
  if (main === state.main && side === state.side) return state;
  return { main, side, active: side === null ? 'main' : state.active };
}

/** What to put beside a file nobody chose a companion for: the other likely material, the next file, or the file itself. */
export function companionOf(
  main: string | undefined,
  likely: readonly string[],
  fileIds: readonly string[],
): string | undefined {
  const at = fileIds.indexOf(main ?? '');
  return likely.find((id) => id !== main) ?? fileIds[at + 1] ?? fileIds[at - 1] ?? main;
}
