import type { Share } from './literalSchema.ts';
import { add, compare, decimal, divide, integer, multiply, type Rational, roundHalfUp } from './rational.ts';

const WAN_FEN = 1_000_000;

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 分 as 元 with thousands: 93000000 → `930,000 元`, 1050 → `10.50 元`. */
export function formatYuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in 分: ${fen}`);
  const absolute = Math.abs(fen);
  const whole = grouped(String(Math.floor(absolute / 100)));
  const cents = absolute % 100;
  return `${fen < 0 ? '-' : ''}${whole}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`} 元`;
}

/** 分 as 万元 where that is exact to four places, else as 元: 100000000 → `100 万元`. */
export function formatMoney(fen: number): string {
  if (Math.abs(fen) < WAN_FEN || fen % 100 !== 0) return formatYuan(fen);
  const [whole = '', rest = ''] = String(Math.abs(fen) / WAN_FEN).split('.');
  if (rest.length > 4) return formatYuan(fen);
  return `${fen < 0 ? '-' : ''}${grouped(whole)}${rest === '' ? '' : `.${rest}`} 万元`;
}

/** Share as an exact fraction of one. */
export function shareOf(share: Share): Rational {
  return 'percent' in share
    ? divide(decimal(share.percent), integer(100))
    : divide(decimal(share.permille), integer(1000));
}

export const formatShare = (share: Share): string => ('percent' in share ? `${share.percent}%` : `${share.permille}‰`);

/** Half-up to whole 分; refuses what JSON cannot carry exactly. */
export function roundToFen(amount: Rational): number {
  const fen = Number(roundHalfUp(amount));
  if (!Number.isSafeInteger(fen)) throw new RangeError('amount too large for an integer in 分');
  return fen;
}

/**
 * Parts of `fen` by shares, in order. Each part ends where the rounded running share ends, so the parts of shares that make
 * up one always sum exactly to `fen`, and no part is off by more than one 分.
 */
export function splitByShares(fen: number, shares: readonly Rational[]): number[] {
  let running: Rational = integer(0);
  let given = 0;
  return shares.map((share) => {
    running = add(running, share);
    const upTo = roundToFen(multiply(integer(fen), running));
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

/** True when the shares make up the whole. */
export const sharesAreWhole = (shares: readonly Rational[]): boolean =>
  compare(
    shares.reduce((sum, one) => add(sum, one), integer(0)),
    integer(1),
  ) === 0;
