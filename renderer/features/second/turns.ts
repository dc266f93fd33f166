/** Whose turn it is, as lists and the home page sort second reviews. */
import type { SecondRow } from '#shared/api/second.ts';

export const TURNS = ['mine', 'settle', 'returned'] as const;
export type Turn = (typeof TURNS)[number];

export const TURN_TITLES: Record<Turn, string> = { mine: '等我办理', settle: '等我裁定', returned: '已退回初审' };

const FITS: Record<Turn, (row: SecondRow) => boolean> = {
  mine: ({ step }) => step === 'take' || step === 'work' || step === 'rework' || step === 'renew',
  settle: ({ step }) => step === 'adjudicate',
  returned: ({ state }) => state === 'returned',
};

export const turnOf = (text: string | undefined): Turn | null => TURNS.find((one) => one === text) ?? null;

export const inTurn = (rows: readonly SecondRow[], turn: Turn | null): readonly SecondRow[] =>
  turn ? rows.filter(FITS[turn]) : rows;
