import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import './print.css';

interface Props {
  title: string;
  /** One line under the title: number, unit, date. */
  subtitle?: string;
  children: ReactNode;
  /** Line at the foot of the last page. */
  foot?: string;
  /** Called when the system's print dialog is closed. */
  onDone: () => void;
}

/** Pictures still on their way say so with `aria-busy`; nothing is printed before they are there. */
const WAITING = '.qp-sheet [aria-busy="true"]';
const LONGEST_WAIT_MS = 10_000;

const pictures = (): boolean =>
  document.querySelector(WAITING) === null &&
  [...document.querySelectorAll<HTMLImageElement>('.qp-sheet img')].every((image) => image.complete);

async function readyToPrint(left: () => boolean): Promise<void> {
  await document.fonts.ready;
  const end = performance.now() + LONGEST_WAIT_MS;
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (!left() && !pictures() && performance.now() < end);
}

/** Mount it to print: what only the printer sees. It opens the system's print dialog once fonts and pictures are ready. */
export function PrintPortal({
  className,
  children,
  onDone,
}: {
  className?: string;
  children: ReactNode;
  onDone: () => void;
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: prints once, when mounted
  useEffect(() => {
    let left = false;
    const done = () => onDone();
    window.addEventListener('afterprint', done, { once: true });
    void readyToPrint(() => left).then(() => {
      if (!left) window.print();
    });
    return () => {
      left = true;
      window.removeEventListener('afterprint', done);
    };
  }, []);
  return createPortal(
    <article className={className ? `qp-sheet ${className}` : 'qp-sheet'}>{children}</article>,
    document.body,
  );
}

/** Mount it to print: an A4 sheet with a title. */
export function PrintSheet({ title, subtitle, children, foot, onDone }: Props) {
  return (
    <PrintPortal onDone={onDone}>
      <h1>{title}</h1>
      {subtitle && <p className="qp-sheet-subtitle">{subtitle}</p>}
      {children}
      {foot && <footer>{foot}</footer>}
    </PrintPortal>
  );
}
