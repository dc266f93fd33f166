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

/** Mount it to print: an A4 sheet that only the printer sees. It opens the system's print dialog once fonts are ready. */
export function PrintSheet({ title, subtitle, children, foot, onDone }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: prints once, when mounted
  useEffect(() => {
    let left = false;
    const done = () => onDone();
    window.addEventListener('afterprint', done, { once: true });
    void document.fonts.ready.then(() => {
      if (!left) requestAnimationFrame(() => window.print());
    });
    return () => {
      left = true;
      window.removeEventListener('afterprint', done);
    };
  }, []);
  return createPortal(
    <article className="qp-sheet">
      <h1>{title}</h1>
      {subtitle && <p className="qp-sheet-subtitle">{subtitle}</p>}
      {children}
      {foot && <footer>{foot}</footer>}
    </article>,
    document.body,
  );
}
