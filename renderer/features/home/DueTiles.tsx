import type { DueBucket } from '#shared/api/cases.ts';
import { formatHash } from '../../app/router.ts';
import { formatCount } from '../../ui/format.ts';
import type { Home } from './HomePage.tsx';

interface Tile {
  label: string;
  count: number;
  tone: string;
  query: Record<string, string>;
}

const SHOWN: { due: DueBucket; label: string; tone: string; always: boolean }[] = [
  { due: 'overdue', label: '已逾期', tone: 'fail', always: true },
  { due: 'today', label: '今日到期', tone: 'doubt', always: true },
  { due: 'week', label: '本周到期', tone: 'action', always: true },
  { due: 'manual', label: '期限待核定', tone: 'open', always: false },
];

/** Overdue first; a zero is calm grey. */
export function DueTiles({ home }: { home: Home }) {
  const { due, unreturned, mine } = home;
  const tiles: Tile[] = SHOWN.filter(({ due: bucket, always }) => always || due[bucket] > 0).map((tile) => ({
    label: tile.label,
    count: due[tile.due],
    tone: tile.tone,
    query: { due: tile.due },
  }));
  tiles.push({ label: '我经办', count: mine, tone: 'action', query: { assignee: 'me' } });
  tiles.push({ label: '未回传', count: unreturned, tone: 'supplement', query: { unreturned: '1' } });
  return (
    <ul className="qp-tiles" aria-label="到期情况">
      {tiles.map((tile) => (
        <li key={tile.label}>
          <a
            href={formatHash(['cases'], tile.query)}
            className={tile.count > 0 ? `qp-tile qp-tile-${tile.tone}` : 'qp-tile'}
          >
            <span className="qp-tile-label">{tile.label}</span>
            <span className="qp-tile-count">
              {formatCount(tile.count)}
              <small>件</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
