import { useEffect, useState } from 'react';
import type { FilePurpose, hostApi } from '#shared/api/host.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useApi } from '../../api/ApiProvider.tsx';

export type Folder = OutputOf<(typeof hostApi)['listFolder']>;

export interface FolderState {
  folder: Folder | null;
  error: unknown;
  loading: boolean;
  /** Answers whether the folder could be opened; `null` is the shell's own starting place. */
  open: (path: string | null) => Promise<boolean>;
}

/** The folder shown in the picker. A folder that cannot be read leaves the last one on screen. */
export function useFolder(purpose: FilePurpose): FolderState {
  const api = useApi();
  const [state, setState] = useState<Omit<FolderState, 'open'>>({ folder: null, error: null, loading: true });
  const open = async (path: string | null) => {
    setState((before) => ({ ...before, error: null, loading: true }));
    try {
      const folder = await api.host.listFolder({ path, purpose });
      setState({ folder, error: null, loading: false });
      return true;
    } catch (error) {
      setState((before) => ({ ...before, error, loading: false }));
      return false;
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens the starting place once
  useEffect(() => {
    void open(null);
  }, []);
  return { ...state, open };
}
