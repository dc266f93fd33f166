import { Button, type ButtonProps, Tooltip } from 'antd';
import { useActiveCommands, useRunCommand, useShortcut } from './CommandProvider.tsx';
import { isEnabled, obstacleOf } from './command.ts';
import { shortcutText } from './shortcut.ts';

type Props = Omit<ButtonProps, 'onClick' | 'disabled'> & {
  id: string;
  /** The children are words that name the button: what is read aloud is what is seen. */
  named?: boolean;
};

/**
 * A button for a registered command: label, key and whether it is enabled come from the command. Children replace the label on
 * screen; an icon alone still has it as its name.
 */
export function CommandButton({ id, children, named = false, ...button }: Props) {
  const command = useActiveCommands().findLast((candidate) => candidate.id === id);
  const run = useRunCommand();
  const shortcut = useShortcut(id);
  if (!command) return null;
  const obstacle = obstacleOf(command);
  return (
    <Tooltip
      title={
        obstacle ?? (shortcut ? `${command.label}（${shortcutText(shortcut)}）` : children ? command.label : undefined)
      }
    >
      <Button
        {...button}
        disabled={!isEnabled(command)}
        aria-label={named || children === undefined || typeof children === 'string' ? undefined : command.label}
        aria-keyshortcuts={shortcut ?? undefined}
        aria-description={obstacle ?? undefined}
        onClick={() => run(id)}
      >
        {children ?? command.label}
      </Button>
    </Tooltip>
  );
}
