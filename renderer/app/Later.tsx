import { type ReactNode, useEffect, useState } from 'react';

/** Shows its content only when the wait is longer than people notice. */
export function Later({ children, ms = 300 }: { children: ReactNode; ms?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return shown ? (
    <div className="qp-later" role="status">
      {children}
    </div>
  ) : null;
}
