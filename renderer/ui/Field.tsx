import type { ReactNode } from 'react';
import './ui.css';

/** A labelled control with a line of help below. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="qp-field">
      <span className="qp-label">{label}</span>
      {children}
      {hint && <span className="qp-hint">{hint}</span>}
    </label>
  );
}
