import type { Handlers } from '#shared/api/contract.ts';
import type { Session } from './session.ts';

type Handle = (input: unknown) => unknown;

/** What touches no case, or ends the work itself. */
const FREE: readonly string[] = ['workspace', 'host'];

/**
 * While very many cases are stored, requests wait for their end without keeping the thread busy: one that went on would have the work
 * finished first, and everything else would stand still for as long. A cancel is heard at once. Progress travels by events.
 */
export function holdWhileStoring(
  handlers: Handlers,
  openSession: () => Session | null,
  cancel: (taskId: string) => void,
): Handlers {
  const held =
    (name: string, handle: Handle): Handle =>
    (input) => {
      const busy = openSession()?.db.busy();
      if (!busy) return handle(input);
      if (name === 'transfer.cancel') cancel((input as { taskId: string }).taskId);
      return busy.then(() => handle(input));
    };
  const domains = Object.entries(handlers as unknown as Record<string, Record<string, Handle>>);
  return Object.fromEntries(
    domains.map(([domain, routes]) => {
      if (FREE.includes(domain)) return [domain, routes];
      const inner = Object.entries(routes).map(([route, handle]) => [route, held(`${domain}.${route}`, handle)]);
      return [domain, Object.fromEntries(inner)];
    }),
  ) as unknown as Handlers;
}
