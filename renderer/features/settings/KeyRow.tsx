import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { type CommandDefinition, conflicts, effectiveShortcut, type ShortcutChoices } from '../../commands/command.ts';
import { Keys } from '../../commands/Keys.tsx';
import { isTaken } from '../../commands/keyPlan.ts';
import { shortcutOf } from '../../commands/shortcut.ts';

interface Props {
  definition: CommandDefinition;
  definitions: readonly CommandDefinition[];
  choices: ShortcutChoices;
  editing: boolean;
  onEdit: (id: string | null) => void;
  /** `null` puts the default back, an empty text switches the key off. */
  onChoose: (id: string, shortcut: string | null) => void;
}

/** One command with its key. A key that others use too is asked about before it takes effect. */
export function KeyRow({ definition, definitions, choices, editing, onEdit, onChoose }: Props) {
  const { id, label } = definition;
  const [asked, setAsked] = useState<{ shortcut: string; clash: string[] } | null>(null);
  const shortcut = effectiveShortcut(definition, choices);
  const clash = shortcut ? conflicts(id, shortcut, definitions, choices) : [];
  const caught = (pressed: string) => {
    const shared = isTaken(pressed) ? [] : conflicts(id, pressed, definitions, { ...choices, [id]: pressed });
    if (isTaken(pressed) || shared.length > 0) setAsked({ shortcut: pressed, clash: shared });
    else onChoose(id, pressed === definition.shortcut ? null : pressed);
    onEdit(null);
  };
  const quiet = !editing && asked === null;
  return (
    <tr>
      <td>{label}</td>
      <td>
        {editing && <KeyCatcher label={label} onCaught={caught} onCancel={() => onEdit(null)} />}
        {!editing && asked && (
          <span role="alert">
            <Keys shortcut={asked.shortcut} />{' '}
            <span className="qp-clash">
              {asked.clash.length > 0 ? `也用于：${asked.clash.join('、')}` : '由输入法或系统使用，请换一个键'}
            </span>
          </span>
        )}
        {quiet && (shortcut ? <Keys shortcut={shortcut} /> : <span className="qp-faint">无</span>)}
        {quiet && clash.length > 0 && <span className="qp-clash">也用于：{clash.join('、')}</span>}
      </td>
      <td className="qp-shortcut-acts">
        {asked && !editing && asked.clash.length > 0 && (
          <Button
            size="small"
            type="text"
            onClick={() => {
              onChoose(id, asked.shortcut);
              setAsked(null);
            }}
          >
            仍用此键
          </Button>
        )}
        {asked && !editing && (
          <Button size="small" type="text" onClick={() => setAsked(null)}>
            不改了
          </Button>
        )}
        <Button
          size="small"
          type="text"
          aria-label={`${editing ? '取消更改' : '更改'}“${label}”的快捷键`}
          onClick={() => {
            setAsked(null);
            onEdit(editing ? null : id);
          }}
        >
          {editing ? '取消' : asked ? '换一个键' : '更改'}
        </Button>
        {shortcut && quiet && (
          <Button size="small" type="text" onClick={() => onChoose(id, '')}>
            停用
          </Button>
        )}
        {choices[id] !== undefined && quiet && (
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
      aria-label={`${label}的新快捷键：请按下新的键`}
      ref={(element) => element?.focus()}
      onKeyDown={onKeyDown}
      onBlur={onCancel}
    >
      请按下新的键
    </button>
  );
}
