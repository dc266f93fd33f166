/** Personal data on screens, sheets and exports: enough to recognise, not enough to misuse. */

/** 张** ; 欧阳** would need a list of surnames, so one character is kept always. Counts code points: rare characters are two units. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return first + '*'.repeat(Math.max(rest.length, 1));
}

/** The name of a person masked; that of an organisation is no personal data. */
export function maskApplicant({ kind, name }: { kind: string; name: string }): string {
  return kind === 'person' ? maskName(name) : name;
}

/** Keeps the last four characters: **************1234 */
export function maskId(id: string): string {
  return maskMiddle(id, 0, 4);
}

/** 138****5678 */
export function maskPhone(phone: string): string {
  return maskMiddle(phone, 3, 4);
}

function maskMiddle(value: string, head: number, tail: number): string {
  const chars = Array.from(value);
  if (chars.length <= head + tail) return '*'.repeat(chars.length);
  return chars.slice(0, head).join('') + '*'.repeat(chars.length - head - tail) + chars.slice(-tail).join('');
}

/** Keeps the year, which conditions speak of: 1979-**-** */
export function maskDate(date: string): string {
  return `${date.slice(0, 4)}${date.slice(4).replace(/\d/g, '*')}`;
}
