import { Segmented } from 'antd';
import { useState } from 'react';
import type { PolicyComparison } from '#shared/api/policies.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CHANGE_TITLES } from './words.ts';

type Group = PolicyComparison['groups'][number];
type Filter = 'all' | Group['change'];

const FILTERS: readonly Filter[] = ['all', 'changed', 'added', 'removed'];

/** What differs between two catalogues. */
export function ComparisonSheet({ base, number, onClose }: { base: number; number: number; onClose: () => void }) {
  const { data, error } = useRead('policies', 'compare', { base, number });
  return (
    <Sheet title={`第 ${number} 号与第 ${base} 号政策目录的不同`} size={760} onClose={onClose}>
      {error && <ErrorPanel title="没有比出不同" error={error} />}
      {!data && !error && <Later>正在比较</Later>}
      {data && data.groups.length === 0 && (
        <EmptyState title="没有不同">{data.same ? '两份目录的校验码相同。' : '两份目录的内容相同。'}</EmptyState>
      )}
      {data && data.groups.length > 0 && <Groups groups={data.groups} />}
    </Sheet>
  );
}

function Groups({ groups }: { groups: Group[] }) {
  const [filter, setFilter] = useState<Filter>('all');
  const count = (one: Filter) => (one === 'all' ? groups.length : groups.filter(({ change }) => change === one).length);
  const shown = groups.filter(({ change }) => filter === 'all' || change === filter);
  return (
    <>
      <Segmented
        aria-label="只看"
        value={filter}
        onChange={setFilter}
        options={FILTERS.filter((one) => count(one) > 0).map((one) => ({
          value: one,
          label: `${one === 'all' ? '全部' : CHANGE_TITLES[one]} ${count(one)}`,
        }))}
      />
      <ul className="qp-policy-changes">
        {shown.map(({ title, change, lines }) => (
          <li key={`${change} ${title}`}>
            <span className={`qp-policy-change qp-policy-${change}`}>{CHANGE_TITLES[change]}</span>
            <div>
              <VisibleText text={title} />
              {lines.map((line) => (
                <div key={line} className="qp-faint">
                  <VisibleText text={line} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
