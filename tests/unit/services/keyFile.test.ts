import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKeyFile, writeKeyFile } from '#main/services/settings/keyFile.ts';
import { normaliseShortcut, shortcutOf } from '#renderer/commands/shortcut.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { isKeySpelling } from '#shared/domain/keyChoices.ts';
import { eventsOf, logicalDump, openStation, refused, tempFolder } from '#tests/support/core.ts';

const KEYS = { 'review.pass': 'Ctrl+Shift+Z', 'list.next': '', 'review.note': '?' };

test('what one person chose is read on another workstation, and takes effect only by choice', async () => {
  const from = await openStation();
  const to = await openStation();
  const file = path.join(from.folder, '..', '快捷键.json');
  await from.api.settings.setPreferences({ shortcuts: KEYS });
  expect(await from.api.settings.saveKeys({ path: file })).toEqual({ keys: 3 });
  const before = logicalDump(to.session().db.read);
  expect(await to.api.settings.readKeys({ path: file })).toEqual({ keys: KEYS });
  expect(logicalDump(to.session().db.read)).toBe(before);
  await to.api.settings.setPreferences({ shortcuts: KEYS });
  expect(eventsOf(to, 'preference.set')).toMatchObject([{ key: 'shortcuts', value: KEYS }]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ profile: 'qp-keys/1', keys: KEYS });
});

describe('a file that was not written by us is refused with a code, whatever it holds', () => {
  const folder = () => path.join(tempFolder(), 'keys.json');
  const codeOf = async (content: string | Buffer): Promise<string> => {
    const file = folder();
    writeFileSync(file, content);
    return (await refused(readKeyFile(file))).code;
  };
  const wrap = (keys: string) => `{"profile":"qp-keys/1","keys":${keys}}`;
  test.each([
    ['nothing', ''],
    ['no object', '[]'],
    ['another profile', '{"profile":"qp-keys/2","keys":{}}'],
    ['a place too many', '{"profile":"qp-keys/1","keys":{},"run":"x"}'],
    ['a key twice', wrap('{"review.pass":"1","review.pass":"2"}')],
    ['an id that is none', wrap('{"__proto__":"1"}')],
    ['an inherited name', wrap('{"constructor":"1"}')],
    ['a key that is none', wrap('{"review.pass":"Ctrl+Ctrl+A"}')],
    ['a small letter', wrap('{"review.pass":"a"}')],
    ['a word', wrap('{"review.pass":"Hello"}')],
    ['a number', wrap('{"review.pass":1}')],
    ['hostile text', wrap('{"review.pass":"\\u202e1"}')],
    ['depth', wrap(`${'['.repeat(2000)}${']'.repeat(2000)}`)],
    ['broken bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ])('%s', async (_, content) => {
    expect(await codeOf(content)).toBe('KEYS_INVALID');
  });

  test('too many, too large, not there', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`room.act${n}`, 'A']));
    expect(await codeOf(wrap(JSON.stringify(many)))).toBe('KEYS_INVALID');
    expect(await codeOf(' '.repeat(70_000))).toBe('FILE_TOO_LARGE');
    expect((await refused(readKeyFile(folder()))).code).toBe('FILE_NOT_FOUND');
  });

  test('any bytes', async () => {
    const file = folder();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (content) => {
        writeFileSync(file, content);
        const wrong = await readKeyFile(file).catch((error: unknown) => error);
        expect(wrong).toBeInstanceOf(Refusal);
        expect((wrong as Refusal).code).toBe('KEYS_INVALID');
      }),
      { numRuns: 60 },
    );
  });
});

test('every key that can be pressed can be written down and read back', async () => {
  const named = ['ArrowUp', 'PageDown', 'Home', 'Enter', 'Escape', ' ', 'Backspace', 'Delete', 'F1', 'F12'];
  const signs = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n));
  const file = path.join(tempFolder(), 'k.json');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...named, ...signs),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      async (key, ctrlKey, altKey, shiftKey) => {
        const shortcut = shortcutOf({ key, code: '', ctrlKey, altKey, shiftKey, metaKey: false })!;
        expect(isKeySpelling(shortcut), shortcut).toBe(true);
        expect(normaliseShortcut(shortcut)).toBe(shortcut);
        await writeKeyFile(file, { 'review.pass': shortcut });
        expect(await readKeyFile(file)).toEqual({ 'review.pass': shortcut });
      },
    ),
    { numRuns: 100 },
  );
});
