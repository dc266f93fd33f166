import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useRead, useSetPreferences } from '../../app/data.ts';
// The workbench's keys are listed before its screen was ever opened.
import '../review/commands.ts';
import { type CommandDefinition, conflicts, effectiveShortcut, type ShortcutChoices } from '../../commands/command.ts';
import { Keys } from '../../commands/Keys.tsx';
import { knownCommands } from '../../commands/registry.ts';
import { shortcutOf } from '../../commands/shortcut.ts';

/** Every command with its key; a key is changed by pressing another. */
export function ShortcutSection() {
  const choices = useRead('settings', 'preferences', {}).data?.shortcuts ?? {};
  const set = useSetPreferences();
  const [editing, setEditing] = useState<string | null>(null);
  const definitions = knownCommands();
  const groups = Map.groupBy(definitions, (definition) => definition.group);
  const choose = (id: string, shortcut: string | null) => {
    const { [id]: _, ...rest } = choices;
    set({ shortcuts: shortcut === null ? rest : { ...rest, [id]: shortcut } });
    setEditing(null);
  };
  return (
    <section className="qp-card" aria-label="快捷键">
      <div className="qp-card-head">
        <h2>快捷键</h2>
        <Button size="small" disabled={Object.keys(choices).length === 0} onClick={() => set({ shortcuts: {} })}>
          全部恢复默认
        </Button>
      </div>
      {[...groups].map(([group, members]) => (
        <div key={group}>
          <h3 className="qp-shortcut-group">{group}</h3>
          <table className="qp-table qp-shortcuts">
            <tbody>
              {members.map((definition) => (
                <ShortcutRow
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
    </section>
  );
}

interface RowProps {
  definition: CommandDefinition;
  definitions: readonly CommandDefinition[];
  choices: ShortcutChoices;
  editing: boolean;
  onEdit: (id: string | null) => void;
  /** `null` puts the default back, an empty text switches the key off. */
  onChoose: (id: string, shortcut: string | null) => void;
}

function ShortcutRow({ definition, definitions, choices, editing, onEdit, onChoose }: RowProps) {
  const { id, label } = definition;
  const shortcut = effectiveShortcut(definition, choices);
  const clash = shortcut ? conflicts(id, shortcut, definitions, choices) : [];
  const changed = choices[id] !== undefined;
  return (
    <tr>
      <td>{label}</td>
      <td>
        {editing ? (
          <KeyCatcher label={label} onCaught={(caught) => onChoose(id, caught)} onCancel={() => onEdit(null)} />
        ) : shortcut ? (
          <Keys shortcut={shortcut} />
        ) : (
          <span className="qp-faint">无</span>
        )}
        {clash.length > 0 && <span className="qp-clash">也用于：{clash.join('、')}</span>}
      </td>
      <td className="qp-shortcut-acts">
        <Button size="small" type="text" onClick={() => onEdit(editing ? null : id)}>
          {editing ? '取消' : '更改'}
        </Button>
        {shortcut && !editing && (
          <Button size="small" type="text" onClick={() => onChoose(id, '')}>
            停用
          </Button>
        )}
        {changed && !editing && (
          <Button size="small" type="text" onClick={() => onChoose(id, null)}>
            恢复默认
          </Button>
        )}
      </td>
    </tr>
  );
}

interface CatcherProps {
  label: string;
  onCaught: (shortcut: string) => void;
  onCancel: () => void;
}

function KeyCatcher({ label, onCaught, onCancel }: CatcherProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') onCancel();
    else {
      const shortcut = shortcutOf(event.nativeEvent);
      if (shortcut) onCaught(shortcut);
    }
  };
  return (
    <button
      type="button"
      className="qp-key-catcher"
      aria-label={`${label}的新快捷键`}
      ref={(element) => element?.focus()}
      onKeyDown={onKeyDown}
      onBlur={onCancel}
    >
      请按下新的键
    </button>
  );
}
