import { Segmented } from 'antd';
import { useState } from 'react';
import { CHANGE_WORDS, type ComparisonGroup, GROUP_WORDS, type NodeChange } from '#shared/rules/compare/model.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CHANGE_TITLES } from './words.ts';

type Filter = 'all' | ComparisonGroup['change'];

const FILTERS: readonly Filter[] = ['all', 'changed', 'added', 'removed'];
/** Thousands of clauses would only keep people from what matters; programmes come first. */
const SHOWN = 300;

/** What differs between two catalogues. */
export function ComparisonSheet({ base, number, onClose }: { base: number; number: number; onClose: () => void }) {
  const { data, error } = useRead('policies', 'compare', { base, number });
  const groups = data?.comparison.groups;
  return (
    <Sheet title={`第 ${number} 号与第 ${base} 号政策目录的不同`} size={760} onClose={onClose}>
      {error && <ErrorPanel title="没有比出不同" error={error} />}
      {!groups && !error && <Later>正在比较</Later>}
      {groups?.length === 0 && <EmptyState title="没有不同">两份目录的内容相同。</EmptyState>}
      {groups && groups.length > 0 && <Groups groups={groups} />}
    </Sheet>
  );
}

function Groups({ groups }: { groups: ComparisonGroup[] }) {
  const [filter, setFilter] = useState<Filter>('all');
  const count = (one: Filter) => (one === 'all' ? groups.length : groups.filter(({ change }) => change === one).length);
  const fitting = groups.filter(({ change }) => filter === 'all' || change === filter);
  return (
    <>
      <Segmented
        aria-label="只看"
        value={filter}
        onChange={setFilter}
        options={FILTERS.filter((one) => count(one) > 0).map((one) => ({
          value: one,
          label: `${one === 'all' ? '全部' : CHANGE_TITLES[one]} ${formatCount(count(one))}`,
        }))}
      />
      <ul className="qp-policy-changes">
        {fitting.slice(0, SHOWN).map(({ kind, id, title, change, changes }) => (
          <li key={`${kind} ${id}`}>
            <span className={`qp-policy-change qp-policy-${change}`}>{CHANGE_TITLES[change]}</span>
            <div className="qp-policy-group">
              <strong>
                {GROUP_WORDS[kind]} <VisibleText text={title} />
              </strong>
              {changes.map((one) => (
                <NodeLines key={one.key} change={one} />
              ))}
            </div>
          </li>
        ))}
      </ul>
      {fitting.length > SHOWN && (
        <p className="qp-faint">另有 {formatCount(fitting.length - SHOWN)} 处，完整的对照请向中心索取。</p>
      )}
    </>
  );
}

function NodeLines({ change: { section, title, change, before, after, details } }: { change: NodeChange }) {
  const sentences = before !== after && (change !== 'figure' || details.length === 0);
  return (
    <div className="qp-policy-node">
      <span>
        {section}“<VisibleText text={title} />”<span className="qp-policy-kind">{CHANGE_WORDS[change]}</span>
      </span>
      {details.map((detail) => (
        <div key={`${detail.what} ${detail.before} ${detail.after}`}>
          {detail.what}：<VisibleText text={detail.before ?? '无'} /> →{' '}
          <strong>
            <VisibleText text={detail.after ?? '无'} />
          </strong>
        </div>
      ))}
      {sentences && before !== null && (
        <div className="qp-policy-was">
          原：
          <VisibleText text={before} />
        </div>
      )}
      {sentences && after !== null && (
        <div>
          {before === null ? '' : '现：'}
          <VisibleText text={after} />
        </div>
      )}
    </div>
  );
}
