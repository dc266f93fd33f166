import { useEffect, useMemo, useRef, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import { useTransport } from '../../api/ApiProvider.tsx';
import { FileTexts } from '../../pdf/fileTexts.ts';
import { type Hit, type SearchedFile, type SearchState, searchFiles } from '../../pdf/searchFiles.ts';
import { shownAs } from '../../pdf/shownAs.ts';
import { usePasswords } from './fileSecrets.ts';
import { type OpenedFile, readerOf } from './useViewer.ts';

export interface CaseFind {
  query: string;
  setQuery: (query: string) => void;
  /** `null` before anything was asked. */
  state: SearchState | null;
  /** The hit on screen; -1 for none. */
  current: number;
  go: (index: number) => void;
  step: (direction: 1 | -1) => void;
  /** Ends the search; what was found so far stays. */
  stop: () => void;
}

const SETTLE_MS = 250;

/** Looks for a text in all files of the case while `on`, and brings a chosen place into view as soon as its file is open. */
export function useCaseFind(
  on: boolean,
  files: readonly AttachmentView[],
  /** The files on screen, the active pane's first. */
  opened: readonly OpenedFile[],
  goToFile: (attachmentId: string) => void,
): CaseFind {
  const transport = useTransport();
  const passwords = usePasswords();
  const texts = useRef<FileTexts | null>(null);
  const running = useRef<AbortController | null>(null);
  const [query, setQuery] = useState('');
  const [state, setState] = useState<SearchState | null>(null);
  const [chosen, setChosen] = useState<Hit | null>(null);
  const [wanted, setWanted] = useState<Hit | null>(null);
  // files are read anew with every act; what they are stays, but a locked one may have been opened meanwhile
  const key = files.map(({ attachmentId }) => `${attachmentId}${passwords.has(attachmentId) ? '+' : ''}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when the files are others
  const searched = useMemo(
    () =>
      files.map((file): SearchedFile => {
        if (shownAs(file.extension) !== 'pdf') return { id: file.attachmentId, pages: null };
        const source = readerOf(transport, file);
        const password = passwords.get(file.attachmentId);
        return {
          id: file.attachmentId,
          pages: (signal) => {
            texts.current ??= new FileTexts();
            const options = password === undefined ? { signal } : { signal, password };
            return texts.current.pages(file.attachmentId, source, options);
          },
        };
      }),
    [key, transport],
  );

  useEffect(() => {
    setState(null);
    setChosen(null);
    setWanted(null);
    if (!on || query.trim() === '') return;
    const stop = new AbortController();
    running.current = stop;
    const timer = setTimeout(() => {
      searchFiles(searched, query, stop.signal, setState).catch(() => {
        // ended by the person; or by the next search, which reports itself
        if (running.current === stop) setState((known) => known && { ...known, done: true });
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [on, query, searched]);
  useEffect(() => {
    if (!on) return;
    return () => {
      texts.current?.close();
      texts.current = null;
    };
  }, [on]);
  useEffect(() => {
    const there = wanted && opened.find((one) => one.attachmentId === wanted.fileId);
    if (!there) return;
    setWanted(null);
    there.viewer.search(query, { page: wanted.page, index: wanted.index });
  }, [wanted, opened, query]);

  const hits = state?.hits ?? [];
  const current = chosen ? hits.findIndex((hit) => sameHit(hit, chosen)) : -1;
  const go = (index: number) => {
    const hit = hits[index];
    if (!hit) return;
    setChosen(hit);
    setWanted(hit);
    goToFile(hit.fileId);
  };
  return {
    query,
    setQuery,
    state,
    current,
    go,
    step: (direction) => hits.length > 0 && go(nextHit(hits, current, direction, opened[0]?.attachmentId)),
    stop: () => running.current?.abort(),
  };
}

const sameHit = (a: Hit, b: Hit) => a.fileId === b.fileId && a.page === b.page && a.index === b.index;

/** Around the ends; the first step begins in the file on screen when anything stands there. */
function nextHit(hits: readonly Hit[], current: number, direction: 1 | -1, shown: string | undefined): number {
  if (current >= 0) return (current + direction + hits.length) % hits.length;
  const here = hits.findIndex((hit) => hit.fileId === shown);
  return here >= 0 ? here : direction > 0 ? 0 : hits.length - 1;
}
