import { useCommands } from '../../commands/CommandProvider.tsx';
import type { Command } from '../../commands/command.ts';
import { REVIEW_COMMANDS as R } from './commands.ts';

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
  toggleAdvance: () => void;
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
  undo: () => Promise<void>;
  redo: () => Promise<void>;
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
    { ...R.advance, run: acts.toggleAdvance },
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
