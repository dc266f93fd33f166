import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi, useTransport } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { fileAhead, versionOf } from './ahead.ts';
import { firstFile } from './useFocus.ts';
import { readerOf } from './useViewer.ts';

/** Milliseconds of work on a case before the next one is read; the file comes after the record. */
const WAIT_MS = 1_000;
/** Milliseconds a file is held after the workbench was left without going on to it. */
const HOLD_MS = 60_000;
let leaving: ReturnType<typeof setTimeout> | undefined;

/**
 * Reads the next case ahead and opens the file it begins with, so that both stand there at once when this one is done. Reading is
 * not looking: no receipt, no line in the journal.
 */
export function usePrefetchNext(caseId: string): void {
  const api = useApi();
  const cache = useQueryClient();
  const transport = useTransport();
  const next = useRead('cases', 'next', { caseId }).data?.caseId ?? null;
  useEffect(() => {
    if (!next) return;
    const input = { caseId: next };
    let wanted = true;
    const read = async () => {
      const [view, list] = await Promise.all([
        cache.fetchQuery({ queryKey: ['cases', 'get', input], queryFn: () => api.cases.get(input) }),
        cache.fetchQuery({ queryKey: ['review', 'checklist', input], queryFn: () => api.review.checklist(input) }),
      ]);
      const id = firstFile(list, view.attachments);
      const file = view.attachments.find((one) => one.attachmentId === id);
      if (!wanted || !file) return;
      clearTimeout(leaving);
      fileAhead.prepare(versionOf(file), readerOf(transport, file), file.extension);
    };
    // What cannot be read ahead is read, and reported, when it is wanted.
    const timer = setTimeout(() => void read().catch(() => {}), WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
      clearTimeout(leaving);
      leaving = setTimeout(() => fileAhead.drop(), HOLD_MS);
    };
  }, [api, cache, transport, next]);
}
