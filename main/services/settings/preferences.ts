import type { Preferences } from '#shared/api/settings.ts';
import { preferences as preferencesSchema } from '#shared/api/settings.ts';
import type { Session } from '../session.ts';

const DEFAULTS: Preferences = {
  appearance: 'system',
  textSize: 'normal',
  splitPercent: 58,
  filesCollapsed: false,
  sideBySide: false,
  wideSplitPercent: 72,
  panesPercent: 50,
  advance: false,
  shortcuts: {},
  queueViews: [],
};

/** The person's preferences; before anybody unlocked, the defaults. A stored value that no longer fits falls back to its default. */
export function readPreferences(session: Session | null): Preferences {
  if (!session) return DEFAULTS;
  const rows = session.db.read
    .reads<{ key: string; value: string }>('SELECT key, value FROM preferences WHERE person_id = ?')
    .all(session.person.personId);
  const shape = preferencesSchema.shape;
  const stored = rows.flatMap(({ key, value }) => {
    if (!Object.hasOwn(shape, key)) return [];
    const parsed = shape[key as keyof typeof shape].safeParse(JSON.parse(value));
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...DEFAULTS, ...Object.fromEntries(stored) };
}

export function writePreferences(session: Session, changes: Partial<Preferences>): Preferences {
  const { db, journal, actor, person } = session;
  const before = readPreferences(session);
  const changed = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(before[key as keyof Preferences]),
  );
  db.write((tx) => {
    for (const [key, value] of changed) {
      const payload = { personId: person.personId, key, value };
      journal.record(tx, { type: 'preference.set', payload, actor });
    }
  });
  return readPreferences(session);
}
