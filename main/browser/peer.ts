import { readFile } from 'node:fs/promises';

/**
 * The command line of the browser, and with it the launch code, can be read by every user of a Linux machine. So the kernel is asked
 * who holds the other end of the connection that brings the code: it must be us (or root, who can read our memory anyway).
 * Other systems hide the command line from other users (Windows) or have no such table; see docs/adr/browser-shell.md.
 */
export async function isOwnPeer(peerPort: number, serverPort: number): Promise<boolean> {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined) return true;
  const table = await readFile('/proc/net/tcp', 'latin1').catch(() => '');
  return judgePeer(table, peerPort, serverPort, uid);
}

/** Fails closed, except where the kernel shows no sockets at all (some sandboxes): then not even our own listener is in the table. */
export function judgePeer(table: string, peerPort: number, serverPort: number, uid: number): boolean {
  const rows = table.split('\n').slice(1).map(parseRow);
  const tableWorks = rows.some((row) => row?.localPort === serverPort);
  if (!tableWorks) return true;
  const peer = rows.find((row) => row?.localPort === peerPort && row.remotePort === serverPort);
  return peer !== undefined && peer !== null && (peer.uid === uid || peer.uid === 0);
}

/** One line of proc_net_tcp(5): `sl local_address rem_address st tx:rx tr:tm->when retrnsmt uid …`, ports in hexadecimal. */
function parseRow(line: string): { localPort: number; remotePort: number; uid: number } | null {
  const [, local = '', remote = '', , , , , uid] = line.trim().split(/\s+/);
  if (uid === undefined) return null;
  return { localPort: portOf(local), remotePort: portOf(remote), uid: Number(uid) };
}

function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}
