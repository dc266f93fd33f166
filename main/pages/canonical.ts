import { createHash, type Hash } from 'node:crypto';

/** Half of a SHA-256 tells pages apart and halves what is kept of them. */
const HEX_DIGITS = 32;

/** Feeds values into a hash, so that equal values and no others give equal digests. Numbers count to a thousandth of a unit. */
export class Canonical {
  #hash: Hash = createHash('sha256');
  /** What stands in place of a string, where it is a name that differs from file to file. */
  #named: (name: string) => string | null;

  /** Objects that count as a list of something else than their fields. */
  #unfold: (value: object) => readonly unknown[] | null;

  constructor(
    named: (name: string) => string | null = () => null,
    unfold: (value: object) => readonly unknown[] | null = () => null,
  ) {
    this.#named = named;
    this.#unfold = unfold;
  }

  add(value: unknown): void {
    if (typeof value === 'number') this.#put(`n${Math.round(value * 1000) + 0};`);
    else if (typeof value === 'string') this.#string(value);
    else if (value === null || value === undefined) this.#put('0;');
    else if (typeof value === 'boolean') this.#put(value ? 't;' : 'f;');
    else if (ArrayBuffer.isView(value)) this.bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (value instanceof ArrayBuffer) this.bytes(new Uint8Array(value));
    else if (Array.isArray(value)) this.#list(value);
    else if (value instanceof Map) this.#list([...value]);
    else this.#list(this.#unfold(value) ?? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  bytes(bytes: Uint8Array): void {
    this.#put(`b${bytes.length}:`);
    this.#hash.update(bytes);
  }

  digest(): string {
    return this.#hash.digest('hex').slice(0, HEX_DIGITS);
  }

  #string(text: string): void {
    const known = this.#named(text);
    this.#put(known === null ? `s${text.length}:${text}` : `r${known};`);
  }

  #list(values: readonly unknown[]): void {
    this.#put(`a${values.length}[`);
    for (const value of values) this.add(value);
  }

  #put(text: string): void {
    this.#hash.update(text, 'utf8');
  }
}
