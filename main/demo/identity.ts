/**
 * Ids of invented people and units: well formed with valid check characters (GB 11643, GB 32100), but from ranges that cannot
 * exist. Area 990101 and registration area 990100 are in no register, and no network assigns mobile numbers that begin with 100.
 */
const ID_AREA = '990101';
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECK = '10X98765432';

/** Resident id of an invented person; `order` is odd for men, even for women. */
export function personId(birthDate: string, order: number): string {
  const body = `${ID_AREA}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + ID_CHECK[sum % 11];
}

const CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Unified social credit code of an invented unit; `kind` 1 enterprise, 2 public institution. */
export function unitCode(kind: 1 | 2, order: number): string {
  const body = `${kind === 1 ? '91' : '12'}990100QPDEM0${String(order).padStart(3, '0')}`;
  const sum = [...body].reduce((total, character, index) => {
    return total + CODE_ALPHABET.indexOf(character) * (3 ** index % 31);
  }, 0);
  return body + CODE_ALPHABET[(31 - (sum % 31)) % 31];
}

export function mobileNumber(order: number): string {
  return `1000000${String(order).padStart(4, '0')}`;
}
