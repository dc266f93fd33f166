import { describe, expect, test } from 'vitest';
import { environmentChecks } from '#main/services/settings/environment.ts';
import { addColleague, openDesk, openOffice } from '#tests/support/centre.ts';
import { catalogue, eventsOf, logicalDump, NOW, openStation, PASSPHRASE, refused } from '#tests/support/core.ts';

const DAY = 86_400_000;
const GIB = 1024 ** 3;

describe('preferences', () => {
  test('belong to a person and outlive the lock', async () => {
    const { station, office } = await openDesk();
    const { api, personId } = station;
    const defaults = await api.settings.preferences({});
    expect(defaults).toMatchObject({ appearance: 'system', textSize: 'normal', shortcuts: {} });
    const mine = await api.settings.setPreferences({ appearance: 'dark', shortcuts: { pass: 'Ctrl+1' } });
    expect(mine).toEqual({ ...defaults, appearance: 'dark', shortcuts: { pass: 'Ctrl+1' } });
    await addColleague(station, office, '王复核', 'approver');
    expect(await api.settings.preferences({})).toEqual(defaults);
    await api.settings.setPreferences({ textSize: 'large' });
    await api.workspace.lock({});
    expect(await api.settings.preferences({})).toEqual(defaults);
    expect((await refused(api.settings.setPreferences({ textSize: 'large' }))).code).toBe('WORKSPACE_LOCKED');
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
    expect(await api.settings.preferences({})).toEqual(mine);
  });

  test('only changes are written down', async () => {
    const { station } = await openDesk();
    const { settings } = station.api;
    await settings.setPreferences({ splitPercent: 40 });
    const before = logicalDump(station.session().db.read);
    await settings.setPreferences({ splitPercent: 40, appearance: 'system', shortcuts: {} });
    expect(logicalDump(station.session().db.read)).toBe(before);
    expect(eventsOf(station, 'preference.set')).toMatchObject([{ key: 'splitPercent', value: 40 }]);
    expect((await refused(settings.setPreferences({ splitPercent: 99 }))).code).toBe('INPUT_INVALID');
  });

  test('a stored value that no longer fits falls back', async () => {
    const { station } = await openDesk();
    const { db, journal, actor } = station.session();
    const { personId } = station;
    db.write((tx) => {
      for (const [key, value] of Object.entries({ appearance: 'neon', splitPercent: 70, gone: true })) {
        journal.record(tx, { type: 'preference.set', payload: { personId, key, value }, actor });
      }
    });
    expect(await station.api.settings.preferences({})).toMatchObject({ appearance: 'system', splitPercent: 70 });
  });
});

describe('the environment', () => {
  const facts = {
    diskFreeBytes: 100 * GIB,
    databaseBytes: 5e6,
    vaultBytes: 7e6,
    lastBackupAt: null,
    clockBehind: null,
  };
  const stateOf = (changes: Partial<typeof facts> | { clockBehind: { now: string; floor: string } }, now = NOW) => {
    const checks = environmentChecks(null, { ...facts, ...changes } as never, catalogue, now);
    return Object.fromEntries(checks.map(({ id, state }) => [id, state]));
  };

  test('says before the key what needs none', async () => {
    const station = await openStation();
    await station.api.workspace.lock({});
    const { checks, shell, whyShell, runtime, folder } = await station.api.settings.environment({});
    expect(checks.map(({ id }) => id)).toEqual(['disk', 'calendar', 'catalogue', 'clock']);
    expect([shell, whyShell, folder]).toEqual(['browser', '测试', station.folder]);
    expect(runtime).toContain(process.versions.node);
  });

  test('judges disk, calendar and clock', () => {
    expect(stateOf({})).toEqual({ disk: 'ok', calendar: 'ok', catalogue: 'ok', clock: 'ok' });
    expect(stateOf({ diskFreeBytes: 4 * GIB }).disk).toBe('warning');
    expect(stateOf({ diskFreeBytes: GIB - 1 }).disk).toBe('problem');
    expect(stateOf({}, Date.parse('2026-12-31T15:00:00.000Z')).calendar).toBe('ok');
    expect(stateOf({}, Date.parse('2026-12-31T17:00:00.000Z')).calendar).toBe('problem');
    expect(stateOf({ clockBehind: { now: '2020-01-01T00:00:00.000Z', floor: '2026-11-21T00:00:00.000Z' } }).clock).toBe(
      'problem',
    );
  });

  test('judges certificate and backup of the person at work', async () => {
    const station = await openStation();
    const { api, clock } = station;
    const state = async (id: string) => (await api.settings.environment({})).checks.find((one) => one.id === id)!.state;
    expect(await state('certificate')).toBe('warning');
    const office = await openOffice(clock);
    await office.certify(station, 'reviewer', 1);
    expect([await state('certificate'), await state('backup'), await state('database')]).toEqual([
      'ok',
      'warning',
      'ok',
    ]);
    await api.workspace.backup({ path: `${station.folder}-backup` });
    expect(await state('backup')).toBe('ok');
    expect((await api.settings.statusLine({})).lastBackupAt).toBe('2026-11-21T08:00:00.000Z');
    clock.advance(8 * DAY);
    expect(await state('backup')).toBe('warning');
    clock.advance(330 * DAY);
    expect(await state('certificate')).toBe('warning');
    clock.advance(60 * DAY);
    expect(await state('certificate')).toBe('problem');
  });

  test('a clock that was put back is told at the foot of the window', async () => {
    const { station } = await openDesk();
    const { api, clock, personId } = station;
    expect((await api.settings.statusLine({})).clockWarning).toBeNull();
    await api.workspace.lock({});
    clock.advance(-10 * DAY);
    await api.workspace.unlock({ personId, passphrase: PASSPHRASE });
    expect((await api.settings.statusLine({})).clockWarning).toBe('电脑时间早于已知时间 2026-11-21，请校准');
  });
});

test('the catalogue names its programmes', async () => {
  const station = await openStation();
  const { hash, programmes } = await station.api.catalogue.programmes({});
  expect(hash).toBe(catalogue.hash);
  const encoded = programmes.filter(({ id }) => ['01', '03.1', '26.2'].includes(id));
  expect(encoded).toHaveLength(3);
  for (const { conditions, materials, leadDepartment, document } of encoded) {
    expect(Math.min(conditions, materials)).toBeGreaterThan(0);
    expect(leadDepartment && document).toBeTruthy();
  }
});
