/** Cases divided over bundles: one as long as they fit, several volumes of one set when they do not. */
import { canonicalJsonBytes } from '#main/bundle/canonicalJson.ts';
import { attachmentPath } from '#shared/domain/bundle.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { casePath } from '#shared/domain/exchange.ts';
import type { CasesFolder } from './casesFolder.ts';

export interface Volume {
  cases: BundleCase[];
  files: { name: string; source: string | Uint8Array }[];
  attachments: number;
  /** Bytes of the attachments. */
  bytes: number;
}

export interface VolumeLimits {
  bytes: number;
  entries: number;
}

/** Of headers, manifest lines and the name twice, generously, for one entry. */
const ENTRY_BYTES = 600;
/** Room for the tag files and the revocation list. */
const LIMITS: VolumeLimits = {
  bytes: BUNDLE_LIMITS.containerBytes - 32 * 1024 * 1024,
  entries: BUNDLE_LIMITS.entries - 20,
};

/** Fills volume after volume with whole cases, in order. A case that is too large by itself stays alone, for the writer to refuse. */
export function volumesOf({ cases, sources }: CasesFolder, limits: VolumeLimits = LIMITS): Volume[] {
  const volumes: Volume[] = [];
  let names = new Set<string>();
  let used: VolumeLimits = { bytes: 0, entries: 0 };
  for (const { record } of cases) {
    const size = sizeOf(record, names);
    const current = volumes.at(-1);
    if (current && used.bytes + size.bytes <= limits.bytes && used.entries + size.entries <= limits.entries) {
      used = { bytes: used.bytes + size.bytes, entries: used.entries + size.entries };
      addCase(current, record, sources, names);
    } else {
      names = new Set();
      used = sizeOf(record, names);
      volumes.push({ cases: [], files: [], attachments: 0, bytes: 0 });
      addCase(volumes.at(-1)!, record, sources, names);
    }
  }
  return volumes;
}

/** What a case adds to a volume that holds `names` already. */
function sizeOf(record: BundleCase, names: ReadonlySet<string>): VolumeLimits {
  const contents = new Map(record.attachments.map((one) => [attachmentPath(one.sha256, one.extension), one.bytes]));
  const fresh = [...contents].filter(([name]) => !names.has(name));
  const entries = fresh.length + 1;
  const bytes = fresh.reduce((sum, [, size]) => sum + size, canonicalJsonBytes(record).length);
  return { entries, bytes: bytes + entries * ENTRY_BYTES };
}

function addCase(volume: Volume, record: BundleCase, sources: ReadonlyMap<string, string>, names: Set<string>): void {
  volume.cases.push(record);
  volume.files.push({ name: casePath(record.id), source: canonicalJsonBytes(record) });
  for (const { sha256, extension, bytes } of record.attachments) {
    const name = attachmentPath(sha256, extension);
    volume.attachments++;
    if (names.has(name)) continue;
    names.add(name);
    volume.bytes += bytes;
    volume.files.push({ name, source: sources.get(name)! });
  }
}

/** `x.qpb` alone, else `x.1of3.qpb`. */
export function volumeName(target: string, index: number, count: number): string {
  return count === 1 ? target : `${target.replace(/\.qpb$/, '')}.${index}of${count}.qpb`;
}
