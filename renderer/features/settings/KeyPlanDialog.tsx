import { Keys } from '../../commands/Keys.tsx';
import type { KeyChange, KeyPlan } from '../../commands/keyPlan.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface Props {
  plan: KeyPlan;
  onApply: () => void;
  onClose: () => void;
}

/** What a file of keys changes, shown before it does. */
export function KeyPlanDialog({ plan, onApply, onClose }: Props) {
  const { changes, clashes, taken, unknown } = plan;
  return (
    <Dialog
      title={`导入快捷键：${changes.length} 项有变化`}
      okText="采用"
      onOk={onApply}
      onCancel={onClose}
      width={560}
    >
      {clashes.map(({ shortcut, labels }) => (
        <p key={shortcut} className="qp-clash" role="alert">
          <Keys shortcut={shortcut} /> 会同时用于：{labels.join('、')}
        </p>
      ))}
      {taken.length > 0 && <p>由输入法或系统使用的键没有采用：{taken.join('、')}</p>}
      {unknown > 0 && <p className="qp-faint">另有 {unknown} 项命令本版本没有，已略过。</p>}
      <div className="qp-keyplan">
        <table className="qp-table">
          <thead>
            <tr>
              <th scope="col">命令</th>
              <th scope="col">现在</th>
              <th scope="col">采用后</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((one) => (
              <tr key={one.id}>
                <td>{one.label}</td>
                <td>
                  <Key of={one.from} />
                </td>
                <td>
                  <Key of={one.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="qp-faint">采用后可以撤销。</p>
    </Dialog>
  );
}

const Key = ({ of }: { of: KeyChange['from'] }) =>
  of === null ? <span className="qp-faint">无</span> : <Keys shortcut={of} />;
