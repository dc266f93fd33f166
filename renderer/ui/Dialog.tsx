import { Drawer, type DrawerProps, Modal, type ModalProps } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { isComposing } from '../commands/composition.ts';

/** Opened dialogs, the topmost last. */
const open: symbol[] = [];
const DROPDOWNS = ['select-dropdown', 'picker-dropdown', 'dropdown', 'cascader-dropdown']
  .map((name) => `.ant-${name}:not(.ant-${name}-hidden)`)
  .join();

const dropdownIsOpen = (): boolean =>
  [...document.querySelectorAll(DROPDOWNS)].some((element) => element.getClientRects().length > 0);

/**
 * Escape closes the topmost dialog. antd's own handling counts tooltips and cards that are still going away as things to be closed
 * first, so that the key would seem dead; only an open list goes before the dialog it belongs to.
 */
function useEscape(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const self = Symbol('dialog');
    open.push(self);
    let listIsOpen = false;
    // Before anybody acts on the key: the list closes with it.
    const before = () => {
      listIsOpen = dropdownIsOpen();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
      if (open.at(-1) !== self || listIsOpen) return;
      event.preventDefault();
      close();
    };
    window.addEventListener('keydown', before, true);
    window.addEventListener('keydown', onKey);
    return () => {
      open.splice(open.indexOf(self), 1);
      window.removeEventListener('keydown', before, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** A question or short form over the screen. Mounted means open. */
export function Dialog({
  onCancel,
  ...props
}: Omit<ModalProps, 'open' | 'keyboard' | 'onCancel'> & { onCancel: () => void }) {
  useEscape(onCancel);
  return <Modal cancelText="取消" {...props} open keyboard={false} onCancel={onCancel} />;
}

/** A sheet from the right edge. Mounted means open. */
export function Sheet({
  onClose,
  ...props
}: Omit<DrawerProps, 'open' | 'keyboard' | 'onClose'> & { onClose: () => void }) {
  useEscape(onClose);
  return <Drawer {...props} open keyboard={false} onClose={onClose} />;
}
