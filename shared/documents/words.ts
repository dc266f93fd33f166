const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES = ['', '拾', '佰', '仟'];
const MYRIADS = ['', '万', '亿', '万亿'];

/** Four digits in capitals without their trailing zeros; zeros in between once: 1005 → 壹仟零伍. */
function fourDigits(value: number): string {
  let said = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = said !== '';
      continue;
    }
    said += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    gap = false;
  }
  return said;
}

function wholeYuan(yuan: number): string {
  let said = '';
  let gap = false;
  for (let myriad = 3; myriad >= 0; myriad--) {
    const four = Math.floor(yuan / 10_000 ** myriad) % 10_000;
    if (four === 0) {
      gap = said !== '';
      continue;
    }
    said += `${said !== '' && (gap || four < 1000) ? '零' : ''}${fourDigits(four)}${MYRIADS[myriad]}`;
    gap = false;
  }
  return said;
}

/**
 * An amount in 分 in the capitals of vouchers (人民银行《支付结算办法》附一): 1860000050 → 壹仟捌佰陆拾万元伍角, without 整 where 角 or 分 follow;
 * whole yuan end in 元整. Refuses what is no amount.
 */
export function capitalYuan(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in 分: ${fen}`);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const cents = fen % 10;
  if (fen === 0) return '零元整';
  const head = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && cents === 0) return `${head}整`;
  const tenths = jiao === 0 ? (head === '' ? '' : '零') : `${DIGITS[jiao]}角`;
  return cents === 0 ? `${head}${tenths}` : `${head}${tenths}${DIGITS[cents]}分`;
}

/** 分 as 元 with thousands and always two decimals, as forms want it: 93000000 → `930,000.00`. */
export function yuanDecimals(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in 分: ${fen}`);
  const absolute = Math.abs(fen);
  const whole = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${String(absolute % 100).padStart(2, '0')}`;
}

/** `2023年5月10日` */
export function longDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
