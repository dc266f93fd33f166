import { useState } from 'react';
import type { OutputOf } from '#shared/api/route.ts';
import type { secondApi } from '#shared/api/second.ts';
import { type Agreement, kappaWords } from '#shared/domain/agreement.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { SECOND_COMMANDS } from './commands.ts';

type Figures = OutputOf<(typeof secondApi)['agreement']>;

const percent = ({ percent: value }: Agreement) => (value === null ? '—' : `${value.toFixed(1)}%`);
/** Below so many pairs a kappa is no more than a number: no word judges it. */
const ENOUGH = 30;
const kappa = ({ kappa: value, n }: Agreement) => {
  if (value === null) return kappaWords(null);
  return n < ENOUGH ? value.toFixed(2) : `${value.toFixed(2)}（${kappaWords(value)}）`;
};

/** 一致率: how well two people agree before they talk, always with the number it rests on. */
export function AgreementPart() {
  const figures = useRead('second', 'agreement', {});
  const [printing, setPrinting] = useState(false);
  const some = (figures.data?.cases ?? 0) > 0;
  useCommands([{ ...SECOND_COMMANDS.print, enabledWhen: () => some, run: () => setPrinting(true) }]);
  if (figures.error) return <ErrorPanel title="没有算出一致率" error={figures.error} />;
  if (!figures.data) return <Later>正在计算</Later>;
  if (!some) {
    return (
      <EmptyState title="还没有可以比较的案卷">
        盲审复核签署之后，这里按项目和审核项列出两人的一致率和 Cohen κ 系数。
      </EmptyState>
    );
  }
  return (
    <section className="qp-card" aria-label="一致率">
      <div className="qp-card-head">
        <h2>盲审复核 {figures.data.cases} 件</h2>
        <CommandButton id={SECOND_COMMANDS.print.id}>打印</CommandButton>
      </div>
      <Tables figures={figures.data} />
      {printing && (
        <PrintSheet
          title="复核一致率"
          subtitle={`盲审复核 ${figures.data.cases} 件，${formatTime(new Date().toISOString())}`}
          foot="一致率为裁定前两人各自签署的结果之比；κ 为 Cohen 系数，已扣除偶然一致。"
          onDone={() => setPrinting(false)}
        >
          <Tables figures={figures.data} />
        </PrintSheet>
      )}
    </section>
  );
}

function Tables({ figures }: { figures: Figures }) {
  return (
    <>
      <p>
        结论一致 {figures.outcome.agreed}/{figures.outcome.n}，{percent(figures.outcome)}，κ {kappa(figures.outcome)}；
        判定一致 {figures.verdicts.agreed}/{figures.verdicts.n} 项次，{percent(figures.verdicts)}，κ{' '}
        {kappa(figures.verdicts)}。
      </p>
      {figures.programmes.map((one) => (
        <div key={one.programme} className="qp-agreement">
          <h3>
            {one.programme} {one.name}（{one.cases} 件）
          </h3>
          <div className="qp-scroll">
            <table className="qp-table">
              <thead>
                <tr>
                  <th>审核项</th>
                  <th className="qp-num">n</th>
                  <th className="qp-num">一致</th>
                  <th className="qp-num">一致率</th>
                  <th className="qp-num">κ</th>
                </tr>
              </thead>
              <tbody>
                <Line title="结论" figures={one.outcome} />
                <Line title="全部判定" figures={one.verdicts} />
                {one.items.map((item) => (
                  <Line key={item.itemId} title={item.title} figures={item} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      ))}
      <p className="qp-faint">
        κ 为 Cohen 系数，已扣除偶然一致；两人从头到尾只用了同一种判定时没有定义，写“不适用”。n 小于 {ENOUGH}{' '}
        时只列数值，不作评价。
      </p>
    </>
  );
}

function Line({ title, figures }: { title: string; figures: Agreement }) {
  return (
    <tr>
      <td>{title}</td>
      <td className="qp-num">{figures.n}</td>
      <td className="qp-num">{figures.agreed}</td>
      <td className="qp-num">{percent(figures)}</td>
      <td className="qp-num">{kappa(figures)}</td>
    </tr>
  );
}
