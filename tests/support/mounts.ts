/** Small file systems in memory, for tests of full disks. */
import { execFileSync } from 'node:child_process';

/** Only root on Linux can, and not in every container. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Mounts one of `bytes` over the folder; answers how to take it away, also while a file in it is open. */
export function mountSmall(folder: string, bytes: number): () => void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  return () => {
    execFileSync('umount', ['-l', folder]);
  };
}
