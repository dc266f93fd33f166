import { useEffect, useState } from 'react';

/** Whole seconds left of a wait that `start` begins; 0 when there is none. */
export function useCountdown(initialMs: number): { seconds: number; start: (ms: number) => void } {
  const [until, setUntil] = useState(() => performance.now() + initialMs);
  const [now, setNow] = useState(() => performance.now());
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    setUntil(performance.now() + initialMs);
    setNow(performance.now());
  }, [initialMs]);
  const waiting = seconds > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [waiting]);
  const start = (ms: number) => {
    setUntil(performance.now() + ms);
    setNow(performance.now());
  };
  return { seconds, start };
}
