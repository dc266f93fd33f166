import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPageDialogs } from '#main/browser/dialogs.ts';
import { createShutdown, watchPage } from '#main/browser/lifetime.ts';
import { createProfile } from '#main/browser/profile.ts';
import { createSessionKeeper } from '#main/browser/session.ts';
import { openPath } from '#main/browser/tools.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { type ApiEvent, apiEvent } from '#shared/api/events.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qp-browser-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe('dialogs in the page', () => {
  const setUp = () => {
    const events: ApiEvent[] = [];
    const dialogs = createPageDialogs((event) => events.push(apiEvent.parse(event)));
    const asked = () => {
      const last = events.at(-1);
      if (last?.type !== 'dialog') throw new Error('no dialog was asked for');
      return last.request;
    };
    return { dialogs, asked };
  };

  it('are asked by an event and answered by id', async () => {
    const { dialogs, asked } = setUp();
    const first = dialogs.openFile('bundle');
    const firstId = asked().dialogId;
    const second = dialogs.saveFile('bundle', '回传.qpb');
    expect(asked()).toMatchObject({ mode: 'save', purpose: 'bundle', suggestedName: '回传.qpb' });
    dialogs.answerDialog(asked().dialogId, '/media/usb/回传.qpb');
    dialogs.answerDialog(firstId, null);
    dialogs.answerDialog(firstId, '/too/late');
    expect(await second).toBe('/media/usb/回传.qpb');
    expect(await first).toBeNull();
  });

  it('count as cancelled when the page goes away', async () => {
    const { dialogs } = setUp();
    const open = [dialogs.openFolder('backup'), dialogs.openFile('certificate')];
    dialogs.cancelAll();
    expect(await Promise.all(open)).toEqual([null, null]);
  });
});

describe('lifetime', () => {
  it('ends when the page stays away, not while it reloads or before it came', () => {
    vi.useFakeTimers();
    const session = createSessionKeeper({ log: () => {} });
    session.newLaunchCode();
    let gone = 0;
    watchPage(session, 6_000, () => {
      gone += 1;
    });
    vi.advanceTimersByTime(60_000);
    expect(gone).toBe(0);
    session.present().gone();
    vi.advanceTimersByTime(5_900);
    const page = session.present();
    vi.advanceTimersByTime(60_000);
    expect(gone).toBe(0);
    page.gone();
    vi.advanceTimersByTime(6_100);
    expect(gone).toBe(1);
  });

  it('tries every step of the shutdown once, also after one that fails, and says that it was not clean', async () => {
    const lines: string[] = [];
    const done: string[] = [];
    const shutdown = createShutdown((line) => lines.push(line), 1_000);
    shutdown.add(() => {
      throw new Error('first step broke');
    });
    shutdown.add(async () => void done.push('core'));
    const [one, two] = await Promise.all([shutdown.run(), shutdown.run()]);
    expect([one, two, done]).toEqual([false, false, ['core']]);
    expect(lines.join()).toContain('first step broke');
  });

  it('does not wait for a step that hangs', async () => {
    vi.useFakeTimers();
    const shutdown = createShutdown(() => {}, 1_000);
    shutdown.add(() => new Promise(() => {}));
    const ended = shutdown.run();
    await vi.advanceTimersByTimeAsync(1_001);
    expect(await ended).toBe(false);
  });
});

describe('profile', () => {
  it('is ours alone, keeps no passwords and remembers no fields', async () => {
    const profile = await createProfile(folder);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'browser')).mode & 0o777).toBe(0o700);
    const preferences = JSON.parse(readFileSync(path.join(profile.folder, 'Default', 'Preferences'), 'utf8'));
    expect(preferences.credentials_enable_service).toBe(false);
    expect(preferences.autofill.enabled).toBe(false);
    expect(preferences.translate.enabled).toBe(false);
    expect(preferences.browser.enable_spellchecking).toBe(false);
    await profile.remove();
    expect(existsSync(profile.folder)).toBe(false);
  });

  it('of a process that is gone is deleted at the next start; that of a running one stays', async () => {
    mkdirSync(path.join(folder, 'browser', '999999999-dead', 'Default'), { recursive: true });
    writeFileSync(path.join(folder, 'browser', '999999999-dead', 'Default', 'History'), 'left by a crash');
    mkdirSync(path.join(folder, 'browser', `${process.ppid}-alive`));
    const profile = await createProfile(folder);
    expect(readdirSync(path.join(folder, 'browser')).sort()).toEqual(
      [`${process.ppid}-alive`, path.basename(profile.folder)].sort(),
    );
  });
});

describe('opening a document outside', () => {
  it('starts the program with the file as one argument, without a shell', async () => {
    const name = '合同 $(touch pwned) & "x".pdf';
    const file = path.join(folder, name);
    const target = path.join(folder, 'opened');
    const opener = path.join(folder, 'opener');
    writeFileSync(opener, `#!/bin/sh\nprintf '%s' "$1" > '${target}.tmp' && mv '${target}.tmp' '${target}'\n`, {
      mode: 0o755,
    });
    await openPath(file, opener);
    await expect.poll(() => readFileSync(target, 'utf8')).toBe(file);
    expect(readdirSync(folder)).not.toContain('pwned');
  });

  it.each(['a.exe', 'a.desktop', 'a.html', 'a.pdf.sh', 'a', 'a.lnk'])('refuses %s', async (name) => {
    await expect(openPath(path.join(folder, name), '/bin/false')).rejects.toThrow('not a type to open outside');
  });

  it('says so when there is no such program', async () => {
    await expect(openPath(path.join(folder, 'a.pdf'), path.join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});

describe('log file', () => {
  it('keeps the newest megabyte and one older file, and never throws', () => {
    const log = createLogFile(path.join(folder, 'data'), () => new Date('2026-11-21T00:00:00Z'));
    for (let i = 0; i < 30; i++) log(`line ${i} ${'x'.repeat(100_000)}`);
    expect(readdirSync(path.join(folder, 'data')).sort()).toEqual(['quanping.log', 'quanping.log.1']);
    expect(readFileSync(path.join(folder, 'data', 'quanping.log'), 'utf8')).toContain(
      '2026-11-21T00:00:00.000Z line 29',
    );
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => createLogFile(path.join(folder, 'file'))('nowhere to go')).not.toThrow();
  });
});
