import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

interface ElementSize {
  width: number;
  height: number;
}

type Watch = (element: HTMLElement | null) => (() => void) | undefined;

/** The inner size of whichever element the returned ref is on now: a list that was empty comes back as another element. */
export function useWatchedSize(): [ElementSize, Watch] {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0 });
  const watch = useCallback<Watch>((element) => {
    if (!element) return undefined;
    const read = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [size, watch];
}

/** The inner size in CSS pixels of an element that stays, followed as it changes. */
export function useElementSize(ref: RefObject<HTMLElement | null>): ElementSize {
  const [size, watch] = useWatchedSize();
  useLayoutEffect(() => watch(ref.current), [ref, watch]);
  return size;
}
