import { useCallback, useSyncExternalStore } from 'react';

/**
 * Where the screen is, in the hash: `#/cases?due=overdue`. It holds ids and filter values only, never names or typed text,
 * because a browser keeps addresses in its history.
 */
export interface Location {
  /** Path segments: `/cases/123` is `['cases', '123']`; home is `[]`. */
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseHash(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return {
    path: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Values that are `undefined` or empty are left out. */
export function formatHash(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

let current = { hash: '', location: parseHash('') };

/** The same object while the hash is the same. */
function readLocation(): Location {
  const { hash } = window.location;
  if (hash !== current.hash) current = { hash, location: parseHash(hash) };
  return current.location;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useLocation(): Location {
  return useSyncExternalStore(subscribe, readLocation);
}

export function navigate(
  path: readonly string[],
  query?: Record<string, string | undefined>,
  { replace = false } = {},
): void {
  const hash = formatHash(path, query);
  if (hash === window.location.hash) return;
  if (replace) {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = hash;
  }
}

/** Changes the query in place: filters do not pile up in the history. */
export function useSetQuery(): (query: Record<string, string | undefined>) => void {
  const { path } = useLocation();
  return useCallback((query) => navigate(path, query, { replace: true }), [path]);
}
