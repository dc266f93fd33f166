import { Button } from 'antd';
import { useState } from 'react';
import type { MatchedProgramme } from '#shared/api/matching.ts';
import { formatHash } from '../../app/router.ts';
import { Worth } from './Worth.tsx';

interface Props {
  programme: MatchedProgramme;
  /** Why it is not part of the best combination. */
  leftOut: string | undefined;
  onAsk: (key: string) => void;
}

const CHIPS = 6;

/** One programme with what decides it. */
export function ProgrammeCard({ programme, leftOut, onAsk }: Props) {
  const { id, name, track, leadDepartment, verdict } = programme;
  return (
    <li className="qp-match-programme">
      <div className="qp-match-programme-head">
        <a href={formatHash(['catalogue', id])}>
          <span className="qp-match-id">{id}</span> {name}
        </a>
        {verdict === 'qualifies' && <Worth worth={programme.worth} />}
      </div>
      <div className="qp-faint">
        {track === null ? '' : `${track}　`}
        {leadDepartment}
      </div>
      {verdict === 'qualifies' && <Benefits programme={programme} />}
      {verdict === 'may' && <Open programme={programme} onAsk={onAsk} />}
      {verdict === 'not' && <Against programme={programme} />}
      {leftOut !== undefined && <p className="qp-match-left">未列入最优组合：{leftOut}</p>}
    </li>
  );
}

function Benefits({ programme }: { programme: MatchedProgramme }) {
  if (programme.support.length === 0) return null;
  return (
    <ul className="qp-match-lines">
      {programme.support.map((one) => (
        <li key={one.id}>{one.sentence}</li>
      ))}
    </ul>
  );
}

/** What is missing, each a way to its question, and what people must judge. */
function Open({ programme, onAsk }: { programme: MatchedProgramme; onAsk: (key: string) => void }) {
  const [all, setAll] = useState(false);
  const { missing, judgements } = programme;
  const shown = all ? missing : missing.slice(0, CHIPS);
  return (
    <>
      {missing.length > 0 && (
        <div className="qp-match-chips">
          <span>尚缺</span>
          {shown.map(({ key, label }) => (
            <Button key={key} size="small" title={`填写${label}`} onClick={() => onAsk(key)}>
              {label}
            </Button>
          ))}
          {missing.length > CHIPS && (
            <Button size="small" type="link" onClick={() => setAll(!all)}>
              {all ? '收起' : `等 ${missing.length} 项`}
            </Button>
          )}
        </div>
      )}
      {judgements.length > 0 && (
        <p>
          需人工核定：{(all ? judgements : judgements.slice(0, 1)).join('、')}
          {judgements.length > 1 && !all && (
            <Button size="small" type="link" onClick={() => setAll(true)}>
              等 {judgements.length} 项
            </Button>
          )}
        </p>
      )}
    </>
  );
}

/** The clauses it fails by; the first at once, the others on demand. */
function Against({ programme: { reasons } }: { programme: MatchedProgramme }) {
  const [all, setAll] = useState(false);
  const shown = all ? reasons : reasons.slice(0, 1);
  return (
    <>
      <ul className="qp-match-lines">
        {shown.map((one) => (
          <li key={one.id}>
            <strong>{one.title}</strong>：{one.sentence}
            <span className="qp-match-cite">{one.cites.map(({ label }) => label).join('；')}</span>
          </li>
        ))}
      </ul>
      {reasons.length > 1 && (
        <Button size="small" type="link" onClick={() => setAll(!all)}>
          {all ? '收起' : `另有 ${reasons.length - 1} 项不符合`}
        </Button>
      )}
    </>
  );
}
