import { Button } from 'antd';
import { useState } from 'react';
import { useActiveCommands, useShortcutChoices } from '../commands/CommandProvider.tsx';
import { byGroup, effectiveShortcut, isEnabled } from '../commands/command.ts';
import { Keys } from '../commands/Keys.tsx';
import { knownCommands } from '../commands/registry.ts';
import { KeyCard } from '../features/settings/KeyCard.tsx';
import '../features/settings/everyCommand.ts';
import { Sheet } from '../ui/Dialog.tsx';

/** The keys of this screen, by group, read from the same list that runs them. */
export function HelpCard({ onClose }: { onClose: () => void }) {
  const commands = useActiveCommands();
  const choices = useShortcutChoices();
  const [printing, setPrinting] = useState(false);
  return (
    <Sheet
      title="快捷键"
      placement="right"
      size={420}
      onClose={onClose}
      extra={
        <Button size="small" onClick={() => setPrinting(true)}>
          打印全部
        </Button>
      }
    >
      {byGroup(commands).map(([group, members]) => (
        <section key={group} className="qp-help">
          <h3>{group}</h3>
          <dl>
            {members.map((command) => {
              const shortcut = effectiveShortcut(command, choices);
              return shortcut ? (
                <div key={command.id} className={isEnabled(command) ? undefined : 'qp-faint'}>
                  <dt>{command.label}</dt>
                  <dd>
                    <Keys shortcut={shortcut} />
                  </dd>
                </div>
              ) : null;
            })}
          </dl>
        </section>
      ))}
      <p className="qp-faint">输入文字时快捷键不起作用。可在“设置 · 快捷键”里更改。</p>
      {printing && <KeyCard commands={knownCommands()} onDone={() => setPrinting(false)} />}
    </Sheet>
  );
}
