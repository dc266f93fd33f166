/**
 * Text that was cut inside a character (32 characters beside a quote, an emoji at a field's end) has no spelling in UTF-8 and cannot
 * be signed: the stray half becomes U+FFFD. Everything else stays letter by letter.
 */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed() as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, wellFormed(member)])) as T;
}
