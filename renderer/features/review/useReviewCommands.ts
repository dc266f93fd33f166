import { useCommands } from '../../commands/CommandProvider.tsx';
import type { Command } from '../../commands/command.ts';
import type { Viewer } from '../../pdf/viewer.ts';
import { useExportObstacle } from '../privacy/exportRight.tsx';
import { DOCUMENT_COMMANDS as D, REGION_COMMANDS as G, REVIEW_COMMANDS as R } from './commands.ts';

export interface ReviewActs {
  /** An item is chosen and may be decided. */
  canDecide: boolean;
  canCapture: boolean;
  canUndo: boolean;
  canRedo: boolean;
  decide: (verdict: 'pass' | 'fail' | 'doubt' | 'supplement') => void;
  clear: () => void;
  move: (step: 1 | -1) => void;
  nextOpen: () => void;
  capture: () => void;
  capturePage: () => void;
  nextEvidence: (() => void) | null;
  note: () => void;
  /** `null` where the item rests on no declared value, or the case is signed. */
  observe: (() => void) | null;
  facts: () => void;
  /** `null` where no item is chosen. */
  clauses: (() => void) | null;
  /** `null` before the first signature. */
  versions: (() => void) | null;
  undo: () => void;
  redo: () => void;
  outcome: () => void;
  person: () => void;
  history: () => void;
  leave: () => void;
}

/** Keys of the checklist. */
export function useReviewCommands(acts: ReviewActs): void {
  const decide = () => acts.canDecide;
  const commands: Command[] = [
    { ...R.pass, enabledWhen: decide, run: () => acts.decide('pass') },
    { ...R.fail, enabledWhen: decide, run: () => acts.decide('fail') },
    { ...R.doubt, enabledWhen: decide, run: () => acts.decide('doubt') },
    { ...R.supplement, enabledWhen: decide, run: () => acts.decide('supplement') },
    { ...R.clear, enabledWhen: decide, run: acts.clear },
    { ...R.next, run: () => acts.move(1) },
    { ...R.previous, run: () => acts.move(-1) },
    { ...R.nextOpen, run: acts.nextOpen },
    { ...R.capture, enabledWhen: () => acts.canCapture, run: acts.capture },
    { ...R.capturePage, enabledWhen: () => acts.canCapture, run: acts.capturePage },
    { ...R.evidence, enabledWhen: () => acts.nextEvidence !== null, run: () => acts.nextEvidence?.() },
    { ...R.note, enabledWhen: decide, run: acts.note },
    { ...R.observe, enabledWhen: () => acts.observe !== null, run: () => acts.observe?.() },
    { ...R.facts, run: acts.facts },
    { ...R.clauses, enabledWhen: () => acts.clauses !== null, run: () => acts.clauses?.() },
    { ...R.versions, enabledWhen: () => acts.versions !== null, run: () => acts.versions?.() },
    { ...R.undo, enabledWhen: () => acts.canUndo, run: acts.undo },
    { ...R.redo, enabledWhen: () => acts.canRedo, run: acts.redo },
    { ...R.outcome, run: acts.outcome },
    { ...R.person, run: acts.person },
    { ...R.history, run: acts.history },
    { ...R.leave, run: acts.leave },
  ];
  useCommands(commands);
}

export interface DocumentActs {
  viewer: Viewer | null;
  moveFile: (step: 1 | -1) => void;
  toggleFiles: () => void;
  goTo: () => void;
  find: () => void;
  findAll: () => void;
  /** Where is being looked: in the file on screen, in all files of the case, nowhere. */
  finding: 'file' | 'case' | null;
  /** To the next or previous place found. */
  stepFind: (direction: 1 | -1) => void;
  closeFind: () => void;
  /** Opens the file in the system's program; `null` when there is no file. */
  outside: (() => void) | null;
}

/** Keys of the document. */
export function useDocumentCommands({ viewer, ...acts }: DocumentActs): void {
  const barred = useExportObstacle('original');
  const shown = () => viewer !== null;
  const finding = () => acts.finding === 'case' || (viewer !== null && acts.finding === 'file');
  const commands: Command[] = [
    { ...D.nextFile, run: () => acts.moveFile(1) },
    { ...D.previousFile, run: () => acts.moveFile(-1) },
    { ...D.files, run: acts.toggleFiles },
    { ...D.pageDown, enabledWhen: shown, run: () => viewer?.turnPage(1) },
    { ...D.pageUp, enabledWhen: shown, run: () => viewer?.turnPage(-1) },
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
    {
      ...D.outside,
      enabledWhen: () => acts.outside !== null && barred === null,
      whyNot: () => barred,
      run: () => acts.outside?.(),
    },
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
