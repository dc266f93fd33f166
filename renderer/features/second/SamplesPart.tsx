import { useState } from 'react';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { SECOND_COMMANDS } from './commands.ts';
import { SampleDialog } from './SampleDialog.tsx';

/** Draws made so far; each can be repeated from its seed. */
export function SamplesPart() {
  const list = useRead('second', 'samples', {});
  const [drawing, setDrawing] = useState(false);
  useCommands([{ ...SECOND_COMMANDS.sample, run: () => setDrawing(true) }]);
  const button = (
    <CommandButton id={SECOND_COMMANDS.sample.id} type="primary">
      抽查
    </CommandButton>
  );
  const dialog = drawing && <SampleDialog onClose={() => setDrawing(false)} />;
  if (list.error) return <ErrorPanel title="没有读到抽查记录" error={list.error} />;
  if (!list.data) return <Later>正在读取</Later>;
  const { samples } = list.data;
  if (samples.length === 0) {
    return (
      <>
        <EmptyState title="还没有抽查" action={button}>
          从已签署、还没有复核过的案卷中按种子抽取，推荐和不予推荐的都会抽到。种子和全部候选案卷写入审核记录，任何人都能重新验算。
        </EmptyState>
        {dialog}
      </>
    );
  }
  return (
    <section className="qp-card" aria-label="抽查记录">
      <div className="qp-card-head">
        <h2>抽查记录</h2>
        {button}
      </div>
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th>时间</th>
              <th>抽查人</th>
              <th>范围</th>
              <th>种子</th>
              <th className="qp-num">候选</th>
              <th className="qp-num">抽中</th>
              <th>抽中的案卷</th>
            </tr>
          </thead>
          <tbody>
            {samples.map((one) => (
              <tr key={one.sampleId}>
                <td className="qp-nowrap">{formatTime(one.drawnAt)}</td>
                <td className="qp-nowrap">{one.drawnBy}</td>
                <td>
                  {one.programmeName ?? '全部项目'}
                  {one.blind && '，盲审'}
                </td>
                <td>
                  <VisibleText text={one.seed} />
                </td>
                <td className="qp-num">{one.population} 件</td>
                <td className="qp-num">{one.drawn.length} 件</td>
                <td>{one.drawn.join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {dialog}
    </section>
  );
}
