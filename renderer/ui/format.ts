/** Figures, dates and sizes as the screens write them. Times are those of Jinan, whatever the machine's zone is. */
const ZONE = 'Asia/Shanghai';
const GROUPED = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });
const MINUTE = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export const formatCount = (count: number): string => GROUPED.format(count);

/** 分 → `12,345.60`; whole yuan have no decimals. */
export function formatYuan(fen: number): string {
  const yuan = GROUPED.format(Math.trunc(fen / 100));
  const rest = fen % 100;
  return rest === 0 ? yuan : `${yuan}.${String(rest).padStart(2, '0')}`;
}

/** 分 → 万元 without rounding: `15`, `1.5`, `0.123456`. */
export function formatWan(fen: number): string {
  const whole = GROUPED.format(Math.trunc(fen / 1_000_000));
  const rest = String(fen % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Three figures at most: `938 MB`, `1.24 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

export const formatRate = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/秒`;

/** Time left in words that do not jump about: seconds only below two minutes. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return `${seconds} 秒`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} 分钟`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
}

/** `2026-11-21 16:05` */
export function formatTime(isoTime: string): string {
  const part = Object.fromEntries(MINUTE.formatToParts(new Date(isoTime)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

export const formatDay = (isoTime: string): string => formatTime(isoTime).slice(0, 10);

/** `2023年5月10日`, for prints; takes a date or a time. */
export function formatLongDate(iso: string): string {
  const [year, month, day] = (iso.length > 10 ? formatDay(iso) : iso).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** How long ago, in the words of the status line. */
export function formatAge(isoTime: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(isoTime)) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}
