/** What no screen may show by itself: the personal values of the cases in a workspace, and everywhere a page could give them away. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openDatabase } from '#db/open.ts';
import { openPerson } from '#main/workspace/keyring.ts';
import { readKeyring } from '#main/workspace/keyringFile.ts';
import { workspacePaths } from '#main/workspace/paths.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';

/** Numbers of persons, and their full names, read from a copy of the database. */
export async function secretsIn(folder: string, passphrase: string): Promise<string[]> {
  const secrets = await openPerson((await readKeyring(folder))!.persons[0]!, passphrase);
  if (!secrets) throw new Error('the passphrase does not open this workspace');
  const { database } = workspacePaths(folder);
  const copy = mkdtempSync(path.join(os.tmpdir(), 'qp-secrets-'));
  try {
    for (const end of ['', '-wal']) {
      if (existsSync(`${database}${end}`)) cpSync(`${database}${end}`, path.join(copy, `w.db${end}`));
    }
    const db = openDatabase({
      path: path.join(copy, 'w.db'),
      key: secrets.workspaceKey,
      now: new Date().toISOString(),
    });
    const rows = db.read.reads<{ record: string }>('SELECT record FROM case_records').all();
    db.close();
    return [...new Set(rows.flatMap(({ record }) => personalValues((JSON.parse(record) as BundleCase).applicant)))];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function personalValues(applicant: BundleCase['applicant']): string[] {
  const { kind, name, idNumber, phone, bankAccount = '', spouseIdNumber = '' } = applicant;
  // What names an organisation is public.
  const own = kind === 'person' ? [name, idNumber] : [];
  return [...own, phone, bankAccount, spouseIdNumber].filter((value) => value !== '');
}

/** Where the page holds any of these: its text and attributes, fields, title, address and history, storage, what it asked for by URL. */
export async function leaksOf(page: Page, secrets: readonly string[]): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    // The papers are what the applicant handed in: nothing is masked on them.
    const paper = '.qp-pdf-scroller';
    const places: [string, string][] = [
      ['title', document.title],
      ['address', window.location.href],
      ['history', JSON.stringify(window.history.state)],
      ['storage', JSON.stringify({ ...window.localStorage }) + JSON.stringify({ ...window.sessionStorage })],
      ['databases', JSON.stringify(await indexedDB.databases())],
      [
        'requests',
        performance
          .getEntriesByType('resource')
          .map(({ name }) => decodeURIComponent(name))
          .join(' '),
      ],
    ];
    for (const element of document.querySelectorAll('*')) {
      if (element.closest(paper)) continue;
      const attributes = [...element.attributes].map(({ value }) => value).join(' ');
      const own = [...element.childNodes].map((node) => (node instanceof Text ? node.data : '')).join(' ');
      const typed = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '';
      places.push([element.className.toString() || element.tagName, `${attributes} ${own} ${typed}`]);
    }
    // A value may be cut in pieces by elements of its own: the text as it is read.
    const read = document.body.cloneNode(true) as HTMLElement;
    for (const one of read.querySelectorAll(paper)) one.remove();
    places.push(['text', read.textContent ?? '']);
    return wanted.flatMap((secret) =>
      places.filter(([, text]) => text.includes(secret)).map(([place]) => `${secret} in ${place}`),
    );
  }, secrets);
}
