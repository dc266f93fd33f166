import { Button } from 'antd';
import type { FormFact, HeldFact } from '#shared/api/matching.ts';
import type { Draft } from './drafts.ts';
import { FactControl } from './FactControl.tsx';

interface Props {
  fact: FormFact;
  value: Draft | undefined;
  onChange: (value: Draft | undefined) => void;
  /** Why the value was refused. */
  problem: string | undefined;
  /** The masked value of a case, used while nothing else is filled in. */
  held: HeldFact | undefined;
}

/** A fact in the form: its name, its control, what it means, what is wrong with it. */
export function FactRow({ fact, value, onChange, problem, held }: Props) {
  return (
    <div className={value === undefined && held === undefined ? 'qp-match-fact' : 'qp-match-fact qp-match-filled'}>
      <div className="qp-match-fact-name">
        <span>{fact.label}</span>
        {value !== undefined && fact.type === 'set' && (
          <Button type="link" size="small" onClick={() => onChange(undefined)}>
            清除
          </Button>
        )}
      </div>
      <FactControl fact={fact} value={value} onChange={onChange} problem={problem !== undefined} />
      {held !== undefined && value === undefined && <div className="qp-hint">按案卷取值：{held.masked}</div>}
      {fact.note && <div className="qp-hint">{fact.note}</div>}
      {problem && (
        <div className="qp-field-problem" role="alert">
          {problem}，未计入
        </div>
      )}
    </div>
  );
}
