/**
 * JSON as bundles and signatures need it: one value, one spelling. The writer sorts keys by UTF-16 code units and knows integers
 * only (the form RFC 8785 gives such values). The reader refuses what two programs could read differently: duplicate keys, a byte
 * order mark, lone surrogates, fractions and exponents, integers beyond 2^53, depth beyond 32, broken UTF-8.
 */
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import { Refusal } from '#shared/domain/errors.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export const MAX_JSON_DEPTH = 32;
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;

export function canonicalJsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

/** Reads one JSON document strictly. `entry` names it in the refusal SCHEMA_INVALID. */
export function parseStrictJson(bytes: Uint8Array, entry: string, maxBytes = DEFAULT_MAX_BYTES): JsonValue {
  const refuse = (reason: string, at?: number): never => {
    throw new Refusal('SCHEMA_INVALID', {
      entry,
      reason: at === undefined ? reason : `${reason}，位于第 ${at + 1} 个字符`,
    });
  };
  if (bytes.length > maxBytes) return refuse(`文件超过 ${maxBytes} 字节`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('不是有效的 UTF-8 文本');
  }
  if (text.startsWith('\ufeff')) return refuse('开头有字节顺序标记');
  return readDocument(text, refuse);
}

type Refuse = (reason: string, at?: number) => never;

interface Cursor {
  readonly text: string;
  readonly refuse: Refuse;
  at: number;
}

function readDocument(text: string, refuse: Refuse): JsonValue {
  const cursor: Cursor = { text, refuse, at: 0 };
  skipSpace(cursor);
  const value = readValue(cursor, 1);
  skipSpace(cursor);
  return cursor.at === text.length ? value : refuse('末尾有多余内容', cursor.at);
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    cursor.at++;
  }
}

function readValue(cursor: Cursor, depth: number): JsonValue {
  if (depth > MAX_JSON_DEPTH) return cursor.refuse(`嵌套超过 ${MAX_JSON_DEPTH} 层`, cursor.at);
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth);
    case '[':
      return readArray(cursor, depth);
    case '"':
      return readString(cursor);
    case 't':
      return readWord(cursor, 'true', true);
    case 'f':
      return readWord(cursor, 'false', false);
    case 'n':
      return readWord(cursor, 'null', null);
    default:
      return readInteger(cursor);
  }
}

function readWord<T extends JsonValue>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.text.startsWith(word, cursor.at)) return cursor.refuse('不是有效的 JSON', cursor.at);
  cursor.at += word.length;
  return value;
}

const NUMBER = /-?[0-9][0-9.eE+-]*/y;

function readInteger(cursor: Cursor): number {
  NUMBER.lastIndex = cursor.at;
  const token = NUMBER.exec(cursor.text)?.[0];
  if (token === undefined) return cursor.refuse('不是有效的 JSON', cursor.at);
  if (!/^(0|-?[1-9][0-9]{0,15})$/.test(token)) return cursor.refuse(`数字“${token.slice(0, 24)}”不是整数`, cursor.at);
  const value = Number(token);
  if (!Number.isSafeInteger(value)) return cursor.refuse(`数字“${token}”太大`, cursor.at);
  cursor.at += token.length;
  return value;
}

const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at++;
  for (;;) {
    PLAIN.lastIndex = cursor.at;
    cursor.at += PLAIN.exec(cursor.text)![0].length;
    if (cursor.text[cursor.at] === '"') break;
    ESCAPE.lastIndex = cursor.at;
    const escaped = ESCAPE.exec(cursor.text)?.[0] ?? cursor.refuse('字符串有误', cursor.at);
    cursor.at += escaped.length;
  }
  cursor.at++;
  const value = JSON.parse(cursor.text.slice(start, cursor.at)) as string;
  return value.isWellFormed() ? value : cursor.refuse('字符串含有不成对的代理字符', start);
}

function readArray(cursor: Cursor, depth: number): JsonValue[] {
  const items: JsonValue[] = [];
  cursor.at++;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === ']') {
    cursor.at++;
    return items;
  }
  for (;;) {
    skipSpace(cursor);
    items.push(readValue(cursor, depth + 1));
    if (!readSeparator(cursor, ']')) return items;
  }
}

function readObject(cursor: Cursor, depth: number): { [key: string]: JsonValue } {
  const members: { [key: string]: JsonValue } = {};
  cursor.at++;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === '}') {
    cursor.at++;
    return members;
  }
  for (;;) {
    skipSpace(cursor);
    const keyAt = cursor.at;
    if (cursor.text[keyAt] !== '"') return cursor.refuse('不是有效的 JSON', keyAt);
    const key = readString(cursor);
    if (key === '__proto__') return cursor.refuse('键名不允许使用', keyAt);
    if (Object.hasOwn(members, key)) return cursor.refuse(`键“${key.slice(0, 40)}”重复`, keyAt);
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== ':') return cursor.refuse('不是有效的 JSON', cursor.at);
    cursor.at++;
    skipSpace(cursor);
    members[key] = readValue(cursor, depth + 1);
    if (!readSeparator(cursor, '}')) return members;
  }
}

/** True after a comma, false after the closing bracket. */
function readSeparator(cursor: Cursor, close: string): boolean {
  skipSpace(cursor);
  const mark = cursor.text[cursor.at];
  if (mark !== ',' && mark !== close) return cursor.refuse('不是有效的 JSON', cursor.at);
  cursor.at++;
  return mark === ',';
}
