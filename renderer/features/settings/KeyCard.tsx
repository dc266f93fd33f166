import { useShortcutChoices } from '../../commands/CommandProvider.tsx';
import { type CommandDefinition, effectiveShortcut } from '../../commands/command.ts';
import { shortcutText } from '../../commands/shortcut.ts';
import { PrintPortal } from '../../ui/PrintSheet.tsx';
import './keycard.css';

/** All keys as they are now, on one A4 page to lay beside the keyboard. Mounted means printing. */
export function KeyCard({ commands, onDone }: { commands: readonly CommandDefinition[]; onDone: () => void }) {
  const choices = useShortcutChoices();
  const keyed = commands.flatMap((command) => {
    const shortcut = effectiveShortcut(command, choices);
    return shortcut === null ? [] : [{ ...command, shortcut }];
  });
  return (
    <PrintPortal className="qp-keycard" onDone={onDone}>
      <h1>泉评快捷键</h1>
      <div className="qp-keycard-columns">
        {[...Map.groupBy(keyed, ({ group }) => group)].map(([group, members]) => (
          <section key={group}>
            <h2>{group}</h2>
            <dl>
              {members.map(({ id, label, shortcut }) => (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd>{shortcutText(shortcut)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <footer>输入文字时快捷键不起作用。快捷键可在“设置—快捷键”里更改。</footer>
    </PrintPortal>
  );
}
