import { Progress } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Checklist, ChecklistItem } from '#shared/api/review.ts';
import { REASONS } from '#shared/domain/review.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import { GROUP_TITLES, lacking } from './acts.ts';
import { PrecheckSign } from './PrecheckLine.tsx';
import type { SaveState } from './useChecklist.ts';
import { WorkIcon } from './WorkIcon.tsx';

/** The last line of the list, where the case is concluded. */
export const OUTCOME = 'outcome';

interface Props {
  list: Checklist;
  current: string;
  saving: SaveState;
  detail: ReactNode;
  outcome: ReactNode;
  notice: ReactNode;
  onSelect: (itemId: string) => void;
}

const GROUPS = ['material', 'condition', 'cross'] as const;

/** The checklist: one line per item, the current one opened out. */
export function ChecklistPane({ list, current, saving, detail, outcome, notice, onSelect }: Props) {
  return (
    <section className="qp-wb-list" aria-label="审核表">
      <header className="qp-wb-list-head">
        <Progress
          type="circle"
          size={22}
          strokeWidth={14}
          showInfo={false}
          percent={list.items.length === 0 ? 0 : (100 * list.decided) / list.items.length}
          aria-label={`已审 ${list.decided} 项，共 ${list.items.length} 项`}
        />
        <strong>
          已审 {list.decided}／{list.items.length}
        </strong>
        <SaveTick state={saving} />
        {!list.locked && (
          <span>
            <CommandButton id="review.undo" type="text" size="small">
              <WorkIcon name="undo" />
            </CommandButton>
            <CommandButton id="review.redo" type="text" size="small">
              <WorkIcon name="redo" />
            </CommandButton>
          </span>
        )}
      </header>
      {notice}
      <div className="qp-wb-items">
        {GROUPS.map((group) => (
          <Group key={group} group={group} list={list} current={current} detail={detail} onSelect={onSelect} />
        ))}
        <h3 className="qp-wb-group">结论</h3>
        <ol>
          <Line id={OUTCOME} current={current} onSelect={onSelect} detail={outcome}>
            <Icon name="shield" />
            <span className="qp-wb-title">结论与签署</span>
          </Line>
        </ol>
      </div>
    </section>
  );
}

function Group({
  group,
  list,
  current,
  detail,
  onSelect,
}: Pick<Props, 'list' | 'current' | 'detail' | 'onSelect'> & { group: ChecklistItem['group'] }) {
  const items = list.items.filter((item) => item.group === group);
  if (items.length === 0) return null;
  const decided = items.filter((item) => item.verdict !== null).length;
  return (
    <>
      <h3 className="qp-wb-group">
        {GROUP_TITLES[group]}
        <span className="qp-faint">
          {decided}／{items.length}
        </span>
      </h3>
      <ol>
        {items.map((item) => (
          <Line key={item.itemId} id={item.itemId} current={current} onSelect={onSelect} detail={detail}>
            <ItemLine item={item} />
          </Line>
        ))}
      </ol>
    </>
  );
}

function ItemLine({ item }: { item: ChecklistItem }) {
  const reason = item.verdict?.reason;
  return (
    <>
      <VerdictMark verdict={item.verdict?.verdict ?? null} wordless />
      <span className="qp-wb-title" title={item.title}>
        {item.title}
        {item.strength === 'priority' && <span className="qp-faint">（可选）</span>}
      </span>
      {reason && <span className="qp-wb-line-reason">{REASONS[reason].replace(/（.*）/, '')}</span>}
      {item.note !== '' && (
        <span className="qp-wb-noted" title={item.note}>
          有备注
        </span>
      )}
      {lacking(item) && <span className="qp-wb-line-lack">缺依据</span>}
      {item.evidence.length > 0 && (
        <span className="qp-wb-count" title={`${item.evidence.length} 条依据`}>
          <WorkIcon name="capture" />
          {item.evidence.length}
        </span>
      )}
      {item.verdict === null && <PrecheckSign precheck={item.precheck} />}
    </>
  );
}

interface LineProps {
  id: string;
  current: string;
  children: ReactNode;
  detail: ReactNode;
  onSelect: (id: string) => void;
}

function Line({ id, current, children, detail, onSelect }: LineProps) {
  const isCurrent = id === current;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={element} className={isCurrent ? 'qp-wb-item qp-wb-item-current' : 'qp-wb-item'} aria-current={isCurrent}>
      <button type="button" className="qp-wb-line" aria-expanded={isCurrent} onClick={() => onSelect(id)}>
        {children}
      </button>
      {isCurrent && detail}
    </li>
  );
}

/** Nothing is ever unsaved for more than a moment; this says so. */
function SaveTick({ state }: { state: SaveState }) {
  const words = { idle: '', saving: '正在保存', saved: '已保存', failed: '未保存' }[state];
  return (
    <span className={`qp-wb-saved qp-wb-saved-${state}`} role="status">
      {state === 'saved' && <Icon name="check" />}
      {state === 'failed' && <Icon name="warning" />}
      {words}
    </span>
  );
}
