/**
 * JSON with one spelling for one value: keys sorted by UTF-16 code units, no spaces, integers only (the form RFC 8785 gives such values).
 * What is hashed or signed is written this way.
 */

/** Canonical text; throws on anything a bundle cannot carry (a programming error, not a refusal). `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`not an integer: ${value}`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`no JSON value: ${typeof value}`);
  }
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('string with a lone surrogate');
  return JSON.stringify(text);
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(values[i]);
  return `${text}]`;
}

function canonicalObject(members: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}
