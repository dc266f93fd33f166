import { Button } from 'antd';
import type { OutputOf } from '#shared/api/route.ts';
import type { settingsApi } from '#shared/api/settings.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

type Environment = OutputOf<(typeof settingsApi)['environment']>;
type State = Environment['checks'][number]['state'];

const MARKS: Record<State, { verdict: 'pass' | 'doubt' | 'fail'; word: string }> = {
  ok: { verdict: 'pass', word: '正常' },
  warning: { verdict: 'doubt', word: '注意' },
  problem: { verdict: 'fail', word: '有问题' },
};

/** What this machine offers, line by line. */
export function EnvironmentSection() {
  const environment = useRead('settings', 'environment', {});
  return (
    <section className="qp-card" aria-label="运行环境">
      <div className="qp-card-head">
        <h2>运行环境</h2>
        <Button size="small" loading={environment.isFetching} onClick={() => void environment.refetch()}>
          重新检查
        </Button>
      </div>
      {environment.error && <ErrorPanel title="没有完成检查" error={environment.error} />}
      {!environment.data && !environment.error && <Later>正在检查</Later>}
      {environment.data && (
        <table className="qp-table">
          <thead>
            <tr>
              <th>项目</th>
              <th>结果</th>
              <th>说明</th>
            </tr>
          </thead>
          <tbody>
            {environment.data.checks.map((check) => (
              <tr key={check.id}>
                <td className="qp-nowrap">{check.label}</td>
                <td className="qp-nowrap">
                  <span className={`qp-check qp-verdict-${MARKS[check.state].verdict}`}>
                    <VerdictMark verdict={MARKS[check.state].verdict} wordless />
                    {MARKS[check.state].word}
                  </span>
                </td>
                <td>
                  <VisibleText text={check.detail} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
