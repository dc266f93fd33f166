const UNITS = ['字节', 'KB', 'MB', 'GB', 'TB'];

/** A size as people read it, in steps of 1024 with one decimal: `1.5 GB`, `512 字节`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${value} ${UNITS[0]}` : `${value.toFixed(1)} ${UNITS[unit]}`;
}
