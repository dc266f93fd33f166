import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activate,
  activeFirst,
  closePane,
  companionOf,
  fileIn,
  goToFile,
  keepKnown,
  openBeside,
  type PaneState,
  showFile,
} from '#renderer/features/review/paneState.ts';

const one: PaneState = { main: 'form', side: null, active: 'main' };
const two: PaneState = { main: 'form', side: 'contract', active: 'side' };

describe('two files side by side', () => {
  test('a file is shown in the active pane; beside it, in the other one, which then has the keys', () => {
    expect(showFile(one, 'letter')).toEqual({ main: 'letter', side: null, active: 'main' });
    expect(showFile(two, 'letter')).toEqual({ main: 'form', side: 'letter', active: 'side' });
    expect(openBeside(one, 'letter')).toEqual({ main: 'form', side: 'letter', active: 'side' });
    expect(openBeside(two, 'letter')).toEqual({ main: 'letter', side: 'contract', active: 'main' });
  });

  test('going to a file uses the pane that shows it already, and moves nothing', () => {
    expect(goToFile(two, 'form')).toEqual({ ...two, active: 'main' });
    expect(goToFile(two, 'contract')).toEqual(two);
    expect(goToFile(two, 'letter')).toEqual({ ...two, side: 'letter' });
    const same: PaneState = { main: 'form', side: 'form', active: 'side' };
    expect(goToFile(same, 'form')).toEqual(same);
  });

  test('closing a pane leaves what the other one showed', () => {
    expect(closePane(two, 'main')).toEqual({ main: 'contract', side: null, active: 'main' });
    expect(closePane(two, 'side')).toEqual({ main: 'form', side: null, active: 'main' });
    expect(closePane(one, 'main')).toEqual(one);
    expect(activate(one, 'side')).toBe(one);
  });

  test('a file that is gone from the case gives way to the first, and never leaves a pane pointing nowhere', () => {
    expect(keepKnown(two, ['letter', 'form'])).toEqual({ main: 'form', side: 'form', active: 'side' });
    expect(keepKnown(two, [])).toEqual({ main: undefined, side: null, active: 'main' });
    expect(keepKnown(two, ['contract', 'form'])).toBe(two);
  });

  test('beside a file comes the other likely material, else its neighbour, else the file itself', () => {
    const files = ['form', 'letter', 'contract'];
    expect(companionOf('form', ['form', 'contract'], files)).toBe('contract');
    expect(companionOf('form', ['form'], files)).toBe('letter');
    expect(companionOf('contract', [], files)).toBe('letter');
    expect(companionOf('form', [], ['form'])).toBe('form');
    expect(companionOf(undefined, [], [])).toBeUndefined();
  });

  test('whatever is done, the active pane exists and a file that was asked for is on screen in it', () => {
    const file = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({ act: fc.constantFrom(showFile, goToFile, openBeside), file }),
      fc.record({ pane: fc.constantFrom('main' as const, 'side' as const), act: fc.constantFrom(activate, closePane) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state = one;
        for (const taken of steps) {
          state = 'file' in taken ? taken.act(state, taken.file) : taken.act(state, taken.pane);
          expect(activeFirst(state)[0]).toBe(state.active);
          if ('file' in taken) expect(fileIn(state, state.active)).toBe(taken.file);
        }
      }),
    );
  });
});
