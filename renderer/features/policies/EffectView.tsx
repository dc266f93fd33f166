import type { PolicyEffect } from '#shared/api/policies.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { resultTitle } from './words.ts';

export const useEffectOf = (number: number) => useRead('policies', 'effect', { number });

/** What the open cases would come out as under another catalogue. */
export function EffectView({ number }: { number: number }) {
  const { data, error } = useEffectOf(number);
  if (error) return <ErrorPanel title="没有算出影响" error={error} />;
  if (!data) return <Later>正在用这份目录试算全部在办案卷</Later>;
  return (
    <div className="qp-effect">
      <p role="status" className={data.blocked > 0 ? 'qp-effect-blocked' : undefined}>
        {data.blocked > 0 && <Icon name="stop" />} {sentence(data)}
      </p>
      {data.examples.length > 0 && <Examples effect={data} />}
      <p className="qp-faint">已签署的案卷不受影响，仍按签署时的目录显示。已作出的判定保留，由审核人员复核。</p>
    </div>
  );
}

function sentence({ cases, changed, blocked }: PolicyEffect): string {
  if (cases === 0) return '现在没有在办案卷。';
  const total = `在办案卷 ${formatCount(cases)} 件`;
  if (blocked > 0) return `${total}，其中 ${formatCount(blocked)} 件不能用这份目录审核，因此不能更换。`;
  if (changed === 0) return `${total}，预检结果都没有变化。`;
  return `${total}，其中 ${formatCount(changed)} 件的预检结果有变化。`;
}

function Examples({ effect: { changed, blocked, examples } }: { effect: PolicyEffect }) {
  return (
    <div className="qp-scroll qp-effect-cases">
      <table className="qp-table">
        <thead>
          <tr>
            <th>案卷</th>
            <th>申请人</th>
            <th>变化</th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ caseId, number, applicant, items, more, obstacle }) => (
            <tr key={caseId}>
              <td className="qp-nowrap">{number}</td>
              <td className="qp-nowrap">
                <VisibleText text={applicant} />
              </td>
              <td>
                {obstacle !== null && <VisibleText text={obstacle} />}
                {items.map(({ title, before, after }) => (
                  <div key={title}>
                    {title}：{resultTitle(before)} → <strong>{resultTitle(after)}</strong>
                  </div>
                ))}
                {more > 0 && <div className="qp-faint">另有 {more} 项</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed + blocked > examples.length && (
        <p className="qp-faint">只列出前 {examples.length} 件，启用后在案卷中逐件查看。</p>
      )}
    </div>
  );
}
