import type { Checklist, FactLine } from '#shared/api/review.ts';
import { Sheet } from '../../ui/Dialog.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ObserveButton, ObservedValue } from './FactLines.tsx';

interface Props {
  number: string;
  list: Checklist;
  onObserve: (line: FactLine) => void;
  onClose: () => void;
}

/** Every value the rules of the programme read, declared and observed, differences first. */
export function FactsSheet({ number, list, onObserve, onClose }: Props) {
  const rank = ({ observed }: FactLine) => (observed && observed.finding !== 'confirmed' ? 0 : 1);
  const lines = list.facts.toSorted((a, b) => rank(a) - rank(b));
  const checked = list.facts.filter(({ observed }) => observed !== null).length;
  return (
    <Sheet title={`情况核实　${number}`} size={760} onClose={onClose}>
      <p className="qp-wb-facts-head">
        政策规则读取的情况共 {list.facts.length} 项，已核实 {checked} 项，与申报不同 {list.findings.length}{' '}
        项。预检和金额按核实值计算，没有核实的按申报值。
      </p>
      <table className="qp-table qp-wb-facts">
        <thead>
          <tr>
            <th scope="col">情况</th>
            <th scope="col">申报值</th>
            <th scope="col">核实值</th>
            {!list.locked && <th scope="col">操作</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.label}</th>
              <td>
                <VisibleText text={line.value} />
              </td>
              <td>
                {line.observed ? <ObservedValue observed={line.observed} /> : <span className="qp-faint">未核实</span>}
              </td>
              {!list.locked && (
                <td>
                  <ObserveButton line={line} onObserve={onObserve} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
