import { formatWan, formatYuan } from './format.ts';
import './ui.css';

/** Money from 分. Right-aligned by its cell; 万元 is exact, never rounded. */
export function Amount({ fen, unit = 'yuan' }: { fen: number; unit?: 'yuan' | 'wan' }) {
  return (
    <span className="qp-amount">
      {unit === 'wan' ? formatWan(fen) : formatYuan(fen)}
      <span className="qp-unit">{unit === 'wan' ? '万元' : '元'}</span>
    </span>
  );
}
