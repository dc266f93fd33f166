import { Select } from 'antd';
import { useState } from 'react';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** Stands for the case as it is now. */
const NOW = 0;

interface Props {
  caseId: string;
  number: string;
  locked: boolean;
  onClose: () => void;
}

/** Two versions side by side, only what differs. */
export function VersionsDialog({ caseId, number, locked, onClose }: Props) {
  const { data, error } = useRead('review', 'versions', { caseId });
  return (
    <Sheet title={`版本差异　${number}`} size={860} onClose={onClose}>
      {error && <ErrorPanel title="没有读到版本" error={error} />}
      {!data && !error && <Later>正在读取</Later>}
      {data && <Comparison caseId={caseId} locked={locked} versions={data.versions} />}
    </Sheet>
  );
}

interface Version {
  version: number;
  signedAt: string;
  signedBy: string;
  decision: keyof typeof DECISION_TITLES;
}

function Comparison({ caseId, locked, versions }: { caseId: string; locked: boolean; versions: readonly Version[] }) {
  const newest = versions[0]?.version ?? 0;
  const [from, setFrom] = useState(locked ? Math.max(1, newest - 1) : newest);
  const [to, setTo] = useState(locked ? newest : NOW);
  const enabled = from > 0 && from !== to;
  const { data, error } = useRead('review', 'compare', { caseId, from, to: to === NOW ? null : to }, { enabled });
  if (newest === 0) return <p className="qp-faint">这件案卷还没有签署过，没有可比较的版本。</p>;
  const signed = versions.map(({ version, signedAt, signedBy, decision }) => ({
    value: version,
    label: `第 ${version} 版 ${DECISION_TITLES[decision]}（${signedBy} ${formatTime(signedAt)}）`,
  }));
  return (
    <>
      <p className="qp-wb-versions">
        <Select
          aria-label="较早的版本"
          value={from}
          options={signed}
          onChange={setFrom}
          popupMatchSelectWidth={false}
        />
        <span>与</span>
        <Select
          aria-label="较晚的版本"
          value={to}
          options={[...(locked ? [] : [{ value: NOW, label: '现在的审核状态' }]), ...signed]}
          onChange={setTo}
          popupMatchSelectWidth={false}
        />
      </p>
      {error && <ErrorPanel title="没有比出差异" error={error} />}
      {!enabled && <p className="qp-faint">两边是同一版。只签署过一版时，重新开启后可与现在的状态比较。</p>}
      {enabled && data?.differences.length === 0 && <p>两个版本没有差异。</p>}
      {enabled && data && data.differences.length > 0 && (
        <table className="qp-table qp-wb-facts qp-wb-compared">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">内容</th>
              <th scope="col">原来</th>
              <th scope="col">现在</th>
            </tr>
          </thead>
          <tbody>
            {data.differences.map(({ where, field, before, after }) => (
              <tr key={`${where}${field}`}>
                <th scope="row">{where}</th>
                <td>{field}</td>
                <td className="qp-wb-before">{before === null ? '—' : <VisibleText text={before} />}</td>
                <td className="qp-wb-after">{after === null ? '—' : <VisibleText text={after} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
