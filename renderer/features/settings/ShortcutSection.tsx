import { Button } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead, useSetPreferences } from '../../app/data.ts';
import { useReport } from '../../app/useReport.tsx';
import './everyCommand.ts';
import type { ShortcutChoices } from '../../commands/command.ts';
import { type KeyPlan, planKeys } from '../../commands/keyPlan.ts';
import { knownCommands } from '../../commands/registry.ts';
import { KeyCard } from './KeyCard.tsx';
import { KeyPlanDialog } from './KeyPlanDialog.tsx';
import { KeyRow } from './KeyRow.tsx';

/** Every command with its key; a key is changed by pressing another. */
export function ShortcutSection() {
  const api = useApi();
  const report = useReport();
  const choices = useRead('settings', 'preferences', {}).data?.shortcuts ?? {};
  const set = useSetPreferences();
  const [editing, setEditing] = useState<string | null>(null);
  const [plan, setPlan] = useState<KeyPlan | null>(null);
  const [before, setBefore] = useState<ShortcutChoices | null>(null);
  const [printing, setPrinting] = useState(false);
  const definitions = knownCommands();
  const groups = Map.groupBy(definitions, (definition) => definition.group);
  /** One step back is kept: what a slip or a file changed can be taken back. */
  const change = (shortcuts: ShortcutChoices) => {
    setBefore(choices);
    set({ shortcuts });
  };
  const choose = (id: string, shortcut: string | null) => {
    const { [id]: _, ...rest } = choices;
    change(shortcut === null ? rest : { ...rest, [id]: shortcut });
  };
  const save = async () => {
    const { path } = await api.host.saveFile({ purpose: 'keys', suggestedName: '泉评快捷键.json' });
    if (path === null) return;
    const { keys } = await api.settings.saveKeys({ path });
    report.tell(`已保存 ${keys} 项快捷键改动`);
  };
  const load = async () => {
    const { path } = await api.host.openFile({ purpose: 'keys' });
    if (path === null) return;
    const { keys } = await api.settings.readKeys({ path });
    const found = planKeys(definitions, choices, keys);
    if (found.changes.length > 0) setPlan(found);
    else report.note('文件里的快捷键与现在的相同，没有变化。');
  };
  const untouched = Object.keys(choices).length === 0;
  return (
    <section className="qp-card" aria-label="快捷键">
      <div className="qp-card-head">
        <h2>快捷键</h2>
        <div className="qp-acts">
          {before && (
            <Button
              size="small"
              onClick={() => {
                set({ shortcuts: before });
                setBefore(null);
              }}
            >
              撤销刚才的改动
            </Button>
          )}
          <Button size="small" disabled={untouched} onClick={() => change({})}>
            全部恢复默认
          </Button>
          <Button size="small" onClick={() => report.guard('没有导入快捷键', load)}>
            从文件导入
          </Button>
          <Button size="small" onClick={() => report.guard('没有导出快捷键', save)}>
            导出到文件
          </Button>
          <Button size="small" onClick={() => setPrinting(true)}>
            打印快捷键卡
          </Button>
        </div>
      </div>
      {[...groups].map(([group, members]) => (
        <div key={group}>
          <h3 className="qp-shortcut-group">{group}</h3>
          <table className="qp-table qp-shortcuts" aria-label={group}>
            <tbody>
              {members.map((definition) => (
                <KeyRow
                  key={definition.id}
                  definition={definition}
                  definitions={definitions}
                  choices={choices}
                  editing={editing === definition.id}
                  onEdit={setEditing}
                  onChoose={choose}
                />
              ))}
            </tbody>
          </table>
        </div>
      ))}
      {plan && (
        <KeyPlanDialog
          plan={plan}
          onApply={() => {
            change(plan.next);
            setPlan(null);
          }}
          onClose={() => setPlan(null)}
        />
      )}
      {printing && <KeyCard commands={definitions} onDone={() => setPrinting(false)} />}
    </section>
  );
}
