import type { ExportKind } from '#shared/domain/exportRights.ts';
import { useRead } from '../../app/data.ts';
import './privacy.css';

/** Why the person may not take this out, in a sentence; `null` when they may, or while it is not known yet: the core refuses anyway. */
export function useExportObstacle(kind: ExportKind): string | null {
  return useRead('privacy', 'exportRights', {}).data?.mine[kind] ?? null;
}

/** Stands beside a switched-off control and says why it is; nothing where nothing stands in the way. */
export function Barred({ why }: { why: string | null }) {
  return why === null ? null : <p className="qp-barred">{why}</p>;
}
