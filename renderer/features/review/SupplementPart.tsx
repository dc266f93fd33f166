import { Input, InputNumber } from 'antd';
import type { SupplementList } from '#shared/domain/review.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { plainDate } from '../matching/drafts.ts';

export interface SupplementDue {
  workingDays: number | null;
  dueOn: string | null;
}

interface Props {
  list: SupplementList | null;
  note: string;
  due: SupplementDue;
  onDue: (due: SupplementDue) => void;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** 补正清单: what is asked, item by item, and until when. */
export function SupplementPart({ list, note, due, onDue }: Props) {
  if (!list)
    return <p className="qp-faint">没有判为待补正的项目。先把需要补正的项目判为待补正，并在备注中写明要求。</p>;
  return (
    <>
      <SupplementTable list={list} />
      <p className="qp-wb-supplement-due">
        <span>补正期限</span>
        <InputNumber
          aria-label="补正工作日数"
          min={1}
          max={250}
          precision={0}
          value={due.workingDays}
          suffix="个工作日"
          changeOnWheel={false}
          onChange={(workingDays) => onDue({ workingDays, dueOn: null })}
        />
        <span>或至</span>
        <Input
          aria-label="补正截止日期"
          placeholder="例如 2026-12-10"
          defaultValue={due.dueOn ?? ''}
          key={due.dueOn}
          maxLength={20}
          onBlur={(event) => {
            const day = plainDate(event.target.value);
            if (day === '') onDue({ workingDays: null, dueOn: null });
            else if (isDay(day) && day !== due.dueOn) onDue({ workingDays: null, dueOn: day });
          }}
        />
      </p>
      <p className="qp-hint">
        {note}。填工作日数时按日历从通知次日起算；日历未收录的年份请直接填写日期。两项都不填，清单上写“需人工核定”。
      </p>
    </>
  );
}

/** The list to be read. */
export function SupplementTable({ list }: { list: SupplementList }) {
  return (
    <table className="qp-table qp-wb-facts" aria-label="补正清单">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">须补正的内容</th>
          <th scope="col">期限</th>
        </tr>
      </thead>
      <tbody>
        {list.items.map(({ itemId, title, ask }) => (
          <tr key={itemId}>
            <th scope="row">{title}</th>
            <td>
              <VisibleText text={ask} />
            </td>
            <td className="qp-wb-due">{list.dueOn ?? '需人工核定'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
