/** Takes a valid bundle apart, lets a test change anything, and signs it again: what a faulty or hostile insider could make. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SigningIdentity } from '#main/bundle/certificate.ts';
import { signDetached } from '#main/bundle/signature.ts';
import { entriesOf, type RawEntry, type RawZipOptions, rawZip } from './rawZip.ts';

/** Contents by name without the top folder. */
export type Bag = Map<string, Uint8Array>;

export function openBag(file: string): { top: string; bag: Bag } {
  const entries = entriesOf(readFileSync(file));
  const top = entries[0]!.name.split('/')[0]!;
  return { top, bag: new Map(entries.map(({ name, data }) => [name.slice(top.length + 1), data])) };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bag: Bag, name: string): string => Buffer.from(bag.get(name)!).toString();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const TAGS = ['bag-info.txt', 'bagit.txt', 'bundle.json', 'manifest-sha256.txt'];

/** Rewrites the payload manifest (and the Oxum) to what lies under data/. */
export function remanifest(bag: Bag): void {
  const names = [...bag.keys()].filter((name) => name.startsWith('data/')).sort();
  bag.set('manifest-sha256.txt', bytesOf(names.map((name) => `${sha256(bag.get(name)!)}  ${name}\n`).join('')));
  const bytes = names.reduce((sum, name) => sum + bag.get(name)!.length, 0);
  const info = textOf(bag, 'bag-info.txt').replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${names.length}`);
  bag.set('bag-info.txt', bytesOf(info));
}

/** Rewrites the tag manifest and signs it. */
export function resign(bag: Bag, identity: SigningIdentity, typ = 'qpb1-case+jws'): void {
  const lines = TAGS.filter((name) => bag.has(name)).map((name) => `${sha256(bag.get(name)!)}  ${name}\n`);
  bag.set('tagmanifest-sha256.txt', bytesOf(lines.join('')));
  bag.set('signatures/1.jws', bytesOf(signDetached(bag.get('tagmanifest-sha256.txt')!, identity, typ)));
}

/** Changes members of bundle.json; `undefined` removes one. Written with sorted keys. */
export function editBundleJson(bag: Bag, changes: Record<string, unknown>): void {
  const value: Record<string, unknown> = { ...JSON.parse(textOf(bag, 'bundle.json')), ...changes };
  const sorted = Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  bag.set('bundle.json', bytesOf(JSON.stringify(sorted)));
}

export function rawEntries(top: string, bag: Bag): RawEntry[] {
  return [...bag].map(([name, data]) => ({ name: `${top}/${name}`, data })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The container of a bag, canonical unless `options` say otherwise. */
export function packBag(top: string, bag: Bag, options: RawZipOptions = {}): Uint8Array {
  return rawZip(rawEntries(top, bag), options);
}
