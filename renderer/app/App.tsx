import { useEffect, useMemo } from 'react';
import { CommandProvider } from '../commands/CommandProvider.tsx';
import { recallLook, rememberLook } from './appearance.ts';
import { useRead, useStatus } from './data.ts';
import { Gate } from './Gate.tsx';
import { HostDialogs } from './hostDialog/HostDialogs.tsx';
import { Look } from './Look.tsx';

const NO_CHOICES = {};

/** The whole screen. Expects ApiProvider around it. */
export function App() {
  const status = useStatus();
  const open = status.data?.state === 'open';
  const preferences = useRead('settings', 'preferences', {}, { enabled: status.data !== undefined });
  const stored = preferences.data;
  const look = useMemo(
    () => (stored ? { appearance: stored.appearance, textSize: stored.textSize } : recallLook()),
    [stored],
  );
  useEffect(() => {
    if (stored) rememberLook(look);
  }, [stored, look]);
  return (
    <Look look={look}>
      <CommandProvider choices={(open && stored?.shortcuts) || NO_CHOICES}>
        <Gate />
        <HostDialogs />
      </CommandProvider>
    </Look>
  );
}
