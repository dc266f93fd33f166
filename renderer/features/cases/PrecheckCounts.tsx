import type { CaseRow } from '#shared/api/cases.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';

const MARKS = [
  ['pass', 'pass', '满足'],
  ['fail', 'fail', '不满足'],
  ['open', 'doubt', '待核实'],
] as const;

/** What the computer found: shape and number; a zero is faint. It is a hint, not a verdict. */
export function PrecheckCounts({ precheck }: { precheck: CaseRow['precheck'] }) {
  const words = MARKS.map(([key, , word]) => `${word} ${precheck[key]} 项`).join('，');
  return (
    <span className="qp-precheck" title={`预检：${words}`}>
      <span className="qp-unseen">{words}</span>
      {MARKS.map(([key, verdict]) => (
        <span
          key={key}
          aria-hidden="true"
          className={precheck[key] === 0 ? 'qp-precheck-mark qp-precheck-none' : 'qp-precheck-mark'}
        >
          <VerdictMark verdict={verdict} wordless />
          {precheck[key]}
        </span>
      ))}
    </span>
  );
}
