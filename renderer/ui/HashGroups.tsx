import { Button, Tooltip } from 'antd';
import { Icon } from './Icon.tsx';
import { useCopy } from './useCopy.ts';
import './ui.css';

/** A SHA-256 to compare by eye: four rows of four groups of four digits. `verified` adds the word 已核验. */
export function HashGroups({ groups, label, verified }: { groups: string[]; label: string; verified?: boolean }) {
  const { copied, copy } = useCopy(groups.join(' '));
  return (
    <figure className="qp-hash" aria-label={`${label} ${groups.join(' ')}`}>
      <figcaption>
        <span>{label}</span>
        {verified && (
          <span className="qp-verdict qp-verdict-pass">
            <Icon name="check" />
            已核验
          </span>
        )}
        <Tooltip title={copied ? '已复制' : '复制校验码'}>
          <Button
            type="text"
            size="small"
            aria-label="复制校验码"
            icon={<Icon name={copied ? 'check' : 'copy'} />}
            onClick={copy}
          />
        </Tooltip>
      </figcaption>
      <div className="qp-hash-grid" aria-hidden="true">
        {spans(groups)}
      </div>
    </figure>
  );
}

/** The same on a sheet for the printer. */
export function SheetGroups({ groups }: { groups: string[] }) {
  return <div className="qp-sheet-groups">{spans(groups)}</div>;
}

// biome-ignore lint/suspicious/noArrayIndexKey: the place of a group is its identity
const spans = (groups: string[]) => groups.map((group, index) => <span key={index}>{group}</span>);
