import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { EntryShell } from './EntryShell.tsx';
import { OtherWorkspaces } from './OtherWorkspaces.tsx';
import { RecoveryCard } from './RecoveryCard.tsx';
import { UnlockForm } from './UnlockForm.tsx';

/** Opens a locked workspace, or recovers it through the centre. */
export function UnlockPage({ status }: { status: WorkspaceStatus }) {
  const [personId, setPersonId] = useState(status.persons[0]?.personId ?? '');
  const [recovering, setRecovering] = useState(false);
  return (
    <EntryShell version={status.version}>
      {recovering ? (
        <RecoveryCard status={status} personId={personId} onPerson={setPersonId} onLeave={() => setRecovering(false)} />
      ) : (
        <UnlockForm
          status={status}
          personId={personId}
          onPerson={setPersonId}
          onForgotten={() => setRecovering(true)}
        />
      )}
      <OtherWorkspaces status={status} />
    </EntryShell>
  );
}
