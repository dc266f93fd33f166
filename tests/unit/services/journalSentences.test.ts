/** Each kind of event has a sentence that an official can read: no ids, no JSON, no English, whatever its payload holds. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sentenceOf } from '#main/services/journal/sentences.ts';
import { EVENT_PAYLOADS, type EventType } from '#shared/domain/events.ts';

type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  items?: Schema | false;
  prefixItems?: Schema[];
  minItems?: number;
  minimum?: number;
};

const UUID = '01890a5d-ac96-774b-bcce-b302099a8057';
const HASH = 'ab'.repeat(32);
/** Words as people write them. */
const WORDS = '核对过原件';

const TEXTS: [RegExp, string][] = [
  [/material|condition/, 'condition:c.degree'],
  [/\{36\}/, `${UUID}.1`],
  [/0-9a-f\]\{64\}/, HASH],
  [/\{8\}-|7\[0-9a-f\]/, UUID],
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}T|T\(/, '2026-11-21T08:00:00.000Z'],
  [/\\d\{4\}-\\d\{2\}|\\d\\d-\\d\\d/, '2026-11-21'],
];

function textFor({ format, pattern = '' }: Schema): string {
  if (format === 'uuid') return UUID;
  if (format === 'date-time') return '2026-11-21T08:00:00.000Z';
  if (format === 'date') return '2026-11-21';
  return TEXTS.find(([sign]) => sign.test(pattern))?.[1] ?? WORDS;
}

/** A value of the schema; `turn` walks through enums and unions, so that some turn meets each of their members. */
function sampleOf(schema: Schema, turn: number): unknown {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sampleOf(choices[turn % choices.length]!, Math.floor(turn / choices.length) + turn);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[turn % schema.enum.length];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sampleOf(one, turn)]),
      );
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((one) => sampleOf(one, turn));
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items || {}, turn));
    case 'integer':
    case 'number':
      return Math.max(3, schema.minimum ?? 0);
    case 'boolean':
      return turn % 2 === 0;
    case 'null':
      return null;
    default:
      return textFor(schema);
  }
}

/** Places whose form no schema tells. */
const FIXED: Partial<Record<EventType, object>> = {
  'bundle.refused': { code: 'SIGNATURE_INVALID', details: { file: '案卷包甲' } },
};

/** Rectangles and choices fit together in ways that no JSON schema says. */
const CHECKED_BY_CODE: readonly EventType[] = ['evidence.added', 'second.adjudicated', 'second.answered'];

const TURNS = 24;
/** An id, a hash, JSON, a word of a program; `v1` or a format a person chose stands in no sentence either. */
const UNREADABLE = /[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{16}|[{}[\]<>]|undefined|null|NaN|[A-Za-z]{3,}/;

describe.each(Object.entries(EVENT_PAYLOADS) as [EventType, z.ZodType][])('%s', (type, schema) => {
  test('reads as a sentence', () => {
    const shape = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema;
    let accepted = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const payload = { ...(sampleOf(shape, turn) as object), ...FIXED[type] };
      if (schema.safeParse(payload).success) accepted++;
      const sentence = sentenceOf(type, payload, () => '学位符合要求');
      // The first figures of a fingerprint are compared by eye.
      expect(sentence.replace(/（[0-9a-f]{8}）/, ''), JSON.stringify(payload)).not.toMatch(UNREADABLE);
      expect(sentence).toMatch(/\p{Script=Han}/u);
    }
    if (!CHECKED_BY_CODE.includes(type)) expect(accepted, 'payloads as they are recorded').toBeGreaterThan(0);
  });
});
