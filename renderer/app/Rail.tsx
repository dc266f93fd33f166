import { Tooltip } from 'antd';
import { useRunCommand, useShortcut } from '../commands/CommandProvider.tsx';
import { shortcutText } from '../commands/shortcut.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { FRAME_COMMANDS, ROOMS, type Room, roomOf } from './rooms.ts';
import { formatHash } from './router.ts';

/** The rooms on the left; help and lock at its foot. */
export function Rail({ path }: { path: readonly string[] }) {
  const here = roomOf(path);
  return (
    <nav className="qp-rail" aria-label="功能">
      <ul>
        {ROOMS.map((room) => (
          <li key={room.id}>
            <RoomLink room={room} current={room === here} />
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <RailAct id={FRAME_COMMANDS.help.id} icon="keyboard" label="快捷键" />
        </li>
        <li>
          <RailAct id={FRAME_COMMANDS.lock.id} icon="lock" label="锁定" />
        </li>
      </ul>
    </nav>
  );
}

function RoomLink({ room, current }: { room: Room; current: boolean }) {
  const shortcut = useShortcut(`go.${room.id}`);
  return (
    <Tooltip placement="right" title={shortcut && !current ? shortcutText(shortcut) : undefined}>
      <a href={formatHash(room.path)} aria-current={current ? 'page' : undefined}>
        <Icon name={room.icon} />
        <span>{room.label}</span>
      </a>
    </Tooltip>
  );
}

function RailAct({ id, icon, label }: { id: string; icon: IconName; label: string }) {
  const run = useRunCommand();
  const shortcut = useShortcut(id);
  return (
    <Tooltip placement="right" title={shortcut ? shortcutText(shortcut) : undefined}>
      <button type="button" onClick={() => run(id)}>
        <Icon name={icon} />
        <span>{label}</span>
      </button>
    </Tooltip>
  );
}
