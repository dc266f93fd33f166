/** How officials write figures on paper. */

export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** 186000000 → 1,860,000.00元 */
export function yuan(fen: number): string {
  const [whole, cents] = (fen / 100).toFixed(2).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}元`;
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];

/** Amount in capital numerals as on contracts and invoices; whole yuan only. */
export function capitalYuan(fen: number): string {
  if (fen % 100 !== 0 || fen < 0) throw new Error(`no whole yuan: ${fen}`);
  const groups: string[] = [];
  for (let rest = fen / 100, index = 0; rest > 0; rest = Math.floor(rest / 10_000), index++) {
    const part = rest % 10_000;
    const next = Math.floor(rest / 10_000);
    if (part === 0) continue;
    const gap = part < 1000 && next > 0 ? '零' : '';
    groups.unshift(`${gap}${capitalGroup(part)}${GROUPS[index]}`);
  }
  return `${groups.join('') || '零'}元整`;
}

function capitalGroup(part: number): string {
  const digits = [...String(part)].map(Number);
  const written = digits.map((digit, index) =>
    digit === 0 ? '零' : DIGITS[digit]! + PLACES[digits.length - 1 - index]!,
  );
  return written.join('').replace(/零+/g, '零').replace(/零$/, '');
}

/** Months from `from` (YYYY-MM) on, `count` of them. */
export function monthsFrom(from: string, count: number): string[] {
  const [year, month] = from.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => {
    const at = year! * 12 + (month! - 1) + index;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** How many months from one date's month up to and including the other's. */
export function monthCount(from: string, to: string): number {
  const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return index(to) - index(from) + 1;
}
