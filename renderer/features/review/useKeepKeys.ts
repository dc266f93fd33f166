import { type RefObject, useEffect, useRef } from 'react';

/**
 * A click on a button must not leave the focus there: the next Enter would press it again instead of going on. Fields take the
 * focus as always; a field that has it gives it up. The Tab key still reaches every button.
 */
export function useKeepKeys(): RefObject<HTMLDivElement | null> {
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const onMouseDown = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.closest('button')) return;
      event.preventDefault();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    };
    element.addEventListener('mousedown', onMouseDown);
    return () => element.removeEventListener('mousedown', onMouseDown);
  }, []);
  return room;
}
