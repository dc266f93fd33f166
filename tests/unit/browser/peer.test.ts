import { expect, it } from 'vitest';
import { judgePeer } from '#main/browser/peer.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: number, remote: number, uid: number) => {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');
  return `   0: 0100007F:${hex(local)} 0100007F:${hex(remote)} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 4711 1`;
};
const LISTENER = row(4711, 0, 1000);
const table = (...rows: string[]) => [HEAD, LISTENER, ...rows, ''].join('\n');

it('accepts a connection of the same user and of root', () => {
  expect(judgePeer(table(row(50_000, 4711, 1000)), 50_000, 4711, 1000)).toBe(true);
  expect(judgePeer(table(row(50_000, 4711, 0)), 50_000, 4711, 1000)).toBe(true);
});

it('refuses a connection of another user, also when our own end of it comes first', () => {
  expect(judgePeer(table(row(4711, 50_000, 1000), row(50_000, 4711, 1001)), 50_000, 4711, 1000)).toBe(false);
});

it('refuses a connection the kernel does not know', () => {
  expect(judgePeer(table(row(50_001, 4711, 1000)), 50_000, 4711, 1000)).toBe(false);
  expect(judgePeer(table(row(50_000, 4712, 1000)), 50_000, 4711, 1000)).toBe(false);
});

it('gives up where the kernel shows nothing, not even our own listener', () => {
  expect(judgePeer('', 50_000, 4711, 1000)).toBe(true);
  expect(judgePeer(`${HEAD}\n`, 50_000, 4711, 1000)).toBe(true);
});
