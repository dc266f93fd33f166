import { useCommands } from '../../commands/CommandProvider.tsx';
import type { Command } from '../../commands/command.ts';
import type { Viewer } from '../../pdf/viewer.ts';
import { useExportObstacle } from '../privacy/exportRight.tsx';
import { DOCUMENT_COMMANDS as D, REGION_COMMANDS as G } from './commands.ts';

export interface DocumentActs {
  /** The viewer of the active pane. */
  viewer: Viewer | null;
  moveFile: (step: 1 | -1) => void;
  toggleFiles: () => void;
  goTo: () => void;
  find: () => void;
  findAll: () => void;
  /** Somebody is looking for something: in the file of the active pane or in all files of the case. */
  finding: boolean;
  /** To the next or previous place found. */
  stepFind: (direction: 1 | -1) => void;
  closeFind: () => void;
  /** Dragging moves the pages, or selects again. */
  hand: () => void;
  /** Shows the file's table of contents and goes there, or the small pages again; `null` where the file has none. */
  outline: (() => void) | null;
  /** Opens a second pane, or leaves only the active one; `null` where there is nothing to put there. */
  split: (() => void) | null;
  /** Opens the active pane's file in the other one; `null` where there is no file. */
  beside: (() => void) | null;
  /** Makes the other pane the active one; `null` while there is one. */
  switchPane: (() => void) | null;
  /** Opens the file in the system's program; `null` when there is no file. */
  outside: (() => void) | null;
}

const given = (act: (() => void) | null): Pick<Command, 'enabledWhen' | 'run'> => ({
  enabledWhen: () => act !== null,
  run: () => act?.(),
});

/** Keys of the document. */
export function useDocumentCommands({ viewer, ...acts }: DocumentActs): void {
  const barred = useExportObstacle('original');
  const shown = () => viewer !== null;
  const finding = () => acts.finding;
  const commands: Command[] = [
    { ...D.nextFile, run: () => acts.moveFile(1) },
    { ...D.previousFile, run: () => acts.moveFile(-1) },
    { ...D.files, run: acts.toggleFiles },
    { ...D.outline, ...given(acts.outline) },
    { ...D.split, ...given(acts.split) },
    { ...D.beside, ...given(acts.beside) },
    { ...D.switchPane, ...given(acts.switchPane) },
    { ...D.pageDown, enabledWhen: shown, run: () => viewer?.turnPage(1) },
    { ...D.pageUp, enabledWhen: shown, run: () => viewer?.turnPage(-1) },
    { ...D.firstPage, enabledWhen: shown, run: () => viewer?.goToPage(0) },
    { ...D.lastPage, enabledWhen: shown, run: () => viewer?.goToEnd() },
    { ...D.goTo, enabledWhen: shown, run: acts.goTo },
    { ...D.find, enabledWhen: shown, run: acts.find },
    { ...D.findAll, run: acts.findAll },
    { ...D.findNext, enabledWhen: finding, run: () => acts.stepFind(1) },
    { ...D.findPrevious, enabledWhen: finding, run: () => acts.stepFind(-1) },
    { ...D.closeFind, enabledWhen: finding, run: acts.closeFind },
    { ...D.zoomIn, enabledWhen: shown, run: () => viewer?.zoomBy(1) },
    { ...D.zoomOut, enabledWhen: shown, run: () => viewer?.zoomBy(-1) },
    { ...D.fitWidth, enabledWhen: shown, run: () => viewer?.setMode('width') },
    { ...D.fitPage, enabledWhen: shown, run: () => viewer?.setMode('page') },
    { ...D.rotate, enabledWhen: shown, run: () => viewer?.rotate(90) },
    { ...D.hand, enabledWhen: shown, run: acts.hand },
    { ...D.outside, ...given(barred === null ? acts.outside : null), whyNot: () => barred },
  ];
  useCommands(commands);
}

interface RegionActs {
  viewer: Viewer | null;
  drawing: boolean;
  take: () => void;
  cancel: () => void;
}

/** Keys while a rectangle is drawn; they go before the others because they are registered last. */
export function useRegionCommands({ viewer, drawing, take, cancel }: RegionActs): void {
  const nudge = (dx: number, dy: number, size: boolean) => () => viewer?.nudgeRegion(dx, dy, size);
  const commands: Command[] = [
    { ...G.take, run: take },
    { ...G.cancel, run: cancel },
    { ...G.left, run: nudge(-1, 0, false) },
    { ...G.right, run: nudge(1, 0, false) },
    { ...G.up, run: nudge(0, -1, false) },
    { ...G.down, run: nudge(0, 1, false) },
    { ...G.narrower, run: nudge(-1, 0, true) },
    { ...G.wider, run: nudge(1, 0, true) },
    { ...G.lower, run: nudge(0, -1, true) },
    { ...G.higher, run: nudge(0, 1, true) },
  ];
  useCommands(drawing ? commands : NONE);
}

const NONE: Command[] = [];
