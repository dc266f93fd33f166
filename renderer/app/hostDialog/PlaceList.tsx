import { Icon } from '../../ui/Icon.tsx';
import type { Folder } from './useFolder.ts';

interface Props {
  places: Folder['places'];
  current: string;
  onOpen: (path: string) => void;
}

/** Sticks first, then drives and the usual folders. */
export function PlaceList({ places, current, onOpen }: Props) {
  const sorted = [...places].sort((a, b) => Number(b.removable) - Number(a.removable));
  return (
    <ul className="qp-places" aria-label="位置">
      {sorted.map((place) => (
        <li key={place.path}>
          <button
            type="button"
            title={place.path}
            aria-current={place.path === current ? 'location' : undefined}
            onClick={() => onOpen(place.path)}
          >
            <Icon name={place.removable ? 'usb' : 'folder'} />
            <span>{place.label}</span>
          </button>
        </li>
      ))}
      {!places.some((place) => place.removable) && <li className="qp-places-none">没有发现 U盘</li>}
    </ul>
  );
}
