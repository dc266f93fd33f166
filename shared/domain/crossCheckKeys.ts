import type { BundleCase } from './caseRecord.ts';

/** Identifiers two cases can have in common; each is compared exactly, after the normal form below. */
export const CROSS_MEASURES = ['idNumber', 'creditCode', 'nameBirth', 'spouse', 'account', 'phone'] as const;
export type CrossMeasure = (typeof CROSS_MEASURES)[number];
export const CROSS_MEASURE_TITLES: Record<CrossMeasure, string> = {
  idNumber: '证件号码相同',
  creditCode: '统一社会信用代码相同',
  nameBirth: '姓名和出生日期相同',
  spouse: '一方登记为另一方的配偶',
  account: '收款账号相同',
  phone: '联系电话相同',
};

/**
 * So many cases may share an identifier; what more of them share is a unit's telephone, a common account or a placeholder and says
 * nothing about one person.
 */
export const COMMON_FROM: Record<CrossMeasure, number> = {
  idNumber: 200,
  creditCode: 200,
  nameBirth: 20,
  spouse: 200,
  account: 10,
  phone: 10,
};
/** A file that more cases than this carry is a blank form or a common notice. */
export const COMMON_FILE_FROM = 20;
/** So is a page that more cases than this have. */
export const COMMON_PAGE_FROM = 20;
/** Below this many characters, image pixels and drawing steps a page has almost nothing on it and says nothing about where it is from. */
export const SLIGHT_PAGE = { characters: 40, pixels: 40_000, steps: 400 };
/** From this many characters on a page is found again by its text alone, whoever laid it out. */
export const TELLING_TEXT = 200;
/** From this share of the page on one image is the page, and is found again by itself: a scan put into another file. */
export const SCAN_SHARE = 0.6;

export interface Identifier {
  measure: CrossMeasure;
  /** Values are only compared within a kind: a spouse's id number with id numbers. */
  kind: 'id' | 'code' | 'nameBirth' | 'account' | 'phone';
  value: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Full-width signs, spaces and separators do not tell identifiers apart. */
function plain(text: string): string {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return narrow.replace(/[\s\-\u2010-\u2015_.·•]/g, '').toUpperCase();
}

/** A resident id of the first generation (15 digits, years 19xx) as the 18 characters it became. */
function toEighteen(id: string): string {
  const body = `${id.slice(0, 6)}19${id.slice(6)}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + CHECKS[sum % 11];
}

/** Empty where there is no id to compare: nothing, or a masked one. */
export function normalId(text: string): string {
  const id = plain(text);
  if (/^\d{15}$/.test(id)) return toEighteen(id);
  return /^[0-9A-Z()]{6,32}$/.test(id) ? id : '';
}

export function normalPhone(text: string): string {
  const digits = plain(text).replace(/^(\+|00)/, '');
  const local = /^86\d{11}$/.test(digits) ? digits.slice(2) : digits;
  return /^\d{7,15}$/.test(local) ? local : '';
}

function normalAccount(text: string): string {
  const account = plain(text);
  return /^[0-9A-Z]{8,40}$/.test(account) ? account : '';
}

/** Names are compared sign by sign: rare characters are never replaced. */
const normalName = (text: string): string => text.replace(/[\s·•‧]/g, '').toUpperCase();

function nameBirth({ applicant, facts }: BundleCase): string {
  const birth = facts['person.birthDate'];
  const name = normalName(applicant.name);
  return applicant.kind === 'person' && typeof birth === 'string' && name !== '' ? `${name} ${birth}` : '';
}

/** What of a case can be found again in others; missing and masked values are left out. */
export function identifiersOf(record: BundleCase): Identifier[] {
  const { applicant } = record;
  const person = applicant.kind === 'person';
  const id = normalId(applicant.idNumber);
  const own: Identifier = person
    ? { measure: 'idNumber', kind: 'id', value: id }
    : { measure: 'creditCode', kind: 'code', value: id };
  const all: Identifier[] = [
    own,
    { measure: 'nameBirth', kind: 'nameBirth', value: nameBirth(record) },
    { measure: 'spouse', kind: 'id', value: normalId(applicant.spouseIdNumber ?? '') },
    { measure: 'account', kind: 'account', value: normalAccount(applicant.bankAccount ?? '') },
    { measure: 'phone', kind: 'phone', value: normalPhone(applicant.phone) },
  ];
  return all.filter(({ value }) => value !== '');
}

/** An identifier as the workspace keeps it. */
export interface CrossKey {
  measure: CrossMeasure;
  /** Keyed digest over kind and value. */
  digest: string;
}

/** A key of another case that answers to one of ours: the same measure, or a spouse's id number to an id number. */
export function measureBetween(own: CrossMeasure, other: CrossMeasure): CrossMeasure | null {
  if (own === other) return own === 'spouse' ? null : own;
  const couple = (own === 'spouse' && other === 'idNumber') || (own === 'idNumber' && other === 'spouse');
  return couple ? 'spouse' : null;
}

export interface KeyMatch {
  measure: CrossMeasure;
  digest: string;
}

/** What two cases have in common, in the order of {@link CROSS_MEASURES}; the same whichever comes first. */
export function matchKeys(a: readonly CrossKey[], b: readonly CrossKey[]): KeyMatch[] {
  const found = new Map<string, KeyMatch>();
  for (const own of a) {
    for (const other of b) {
      if (own.digest !== other.digest) continue;
      const measure = measureBetween(own.measure, other.measure);
      if (measure) found.set(`${measure} ${own.digest}`, { measure, digest: own.digest });
    }
  }
  const order = (one: KeyMatch) => CROSS_MEASURES.indexOf(one.measure);
  return [...found.values()].sort((x, y) => order(x) - order(y) || (x.digest < y.digest ? -1 : 1));
}

/**
 * Whose benefit the other case's would be: the applicant's own, the spouse's, or nobody's that is known. Name and birthday only speak
 * where one of the two has no id number; a telephone or an account never does.
 */
export function holderBetween(
  matches: readonly KeyMatch[],
  a: readonly CrossKey[],
  b: readonly CrossKey[],
): 'self' | 'spouse' | null {
  const has = (measure: CrossMeasure) => matches.some((one) => one.measure === measure);
  if (has('idNumber') || has('creditCode')) return 'self';
  const identified = (keys: readonly CrossKey[]) => keys.some(({ measure }) => measure === 'idNumber');
  if (has('nameBirth') && !(identified(a) && identified(b))) return 'self';
  return has('spouse') ? 'spouse' : null;
}
