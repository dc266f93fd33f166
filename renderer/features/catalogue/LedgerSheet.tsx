import type { TaskView } from '#shared/api/catalogueViews.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { ofYear } from './ledger.ts';

interface Props {
  tasks: readonly TaskView[];
  year: number | undefined;
  subtitle: string;
  onDone: () => void;
}

/** The tasks on screen, on paper. */
export function LedgerSheet({ tasks, year, subtitle, onDone }: Props) {
  const sources = new Set(tasks.map((one) => one.source));
  return (
    <PrintSheet title="任务台账" subtitle={subtitle} foot={`依据：${[...sources].join('；')}`} onDone={onDone}>
      <table className="qp-ledger-sheet">
        <thead>
          <tr>
            <th className="qp-num">序号</th>
            <th>任务</th>
            <th>牵头单位</th>
            <th>责任单位</th>
            <th>时限</th>
            <th>目标</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((one) => (
            <tr key={one.id}>
              <td className="qp-num">{one.number}</td>
              <td>
                {one.title}
                {one.wording && <div>{one.wording}</div>}
              </td>
              <td>{one.leadUnits.join('、')}</td>
              <td>{one.responsibleUnits.join('、')}</td>
              <td>{one.due}</td>
              <td>
                {ofYear(one.aims, year).map((aim) => (
                  <div key={`${aim.title}${aim.text}`}>
                    {aim.title}：{aim.text}
                  </div>
                ))}
                {ofYear(one.steps, year).map((step) => (
                  <div key={`${step.year}${step.text}`}>
                    {step.year !== null && `${step.year} 年：`}
                    {step.text}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </PrintSheet>
  );
}
