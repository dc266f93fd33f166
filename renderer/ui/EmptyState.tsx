import type { ReactNode } from 'react';
import './ui.css';

/** The sentence of an empty list, with the next thing to do. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="qp-empty">
      <p className="qp-empty-title">{title}</p>
      {children && <div className="qp-empty-text">{children}</div>}
      {action && <div className="qp-empty-action">{action}</div>}
    </div>
  );
}
