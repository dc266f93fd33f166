import { randomBytes } from 'node:crypto';
import { contract, type Handlers } from '#shared/api/contract.ts';
import { type ApiResult, failure, success } from '#shared/api/result.ts';
import type { Domain, Route } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';

/** `route` is `domain.name`. Never rejects: every outcome is a wire result. */
export type Dispatch = (route: string, input: unknown) => Promise<ApiResult<unknown>>;

export interface DispatcherOptions {
  /** Also parse what handlers answer. Tests set it; the product trusts its own types. */
  checkOutputs?: boolean;
}

type Handle = (input: unknown) => unknown;
interface Entry extends Route {
  handle: Handle;
}

/**
 * The one door into the core: finds the route, parses the input, calls the handler and turns what happens into a wire result.
 * A thrown `Refusal` keeps its code; anything else is a defect: logged with its stack under a short reference, shown as INTERNAL.
 */
export function createDispatcher(
  handlers: Handlers,
  log: (line: string) => void,
  options: DispatcherOptions = {},
): Dispatch {
  const entries = routeTable(handlers);
  return async (route, input) => {
    const entry = entries.get(route);
    if (!entry) return failure('ROUTE_UNKNOWN');
    try {
      const parsed = entry.input.safeParse(input);
      if (!parsed.success) return failure('INPUT_INVALID', { reason: badField(parsed.error.issues[0]) });
      const value = await entry.handle(parsed.data);
      return success(options.checkOutputs ? entry.output.parse(value) : value);
    } catch (error) {
      return asFailure(route, error, log);
    }
  };
}

/** Turns anything thrown into a wire result; also for the byte channels beside the dispatcher. */
export function asFailure(where: string, error: unknown, log: (line: string) => void): ApiResult<never> {
  if (error instanceof Refusal) return failure(error.code, error.details);
  const ref = randomBytes(4).toString('hex');
  log(`[${ref}] ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return failure('INTERNAL', { ref });
}

function routeTable(handlers: Handlers): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const domains = handlers as unknown as Record<string, Record<string, Handle>>;
  for (const [domain, routes] of Object.entries<Domain>(contract)) {
    for (const [name, route] of Object.entries(routes)) {
      const handle = domains[domain]?.[name];
      if (!handle) throw new Error(`no handler for ${domain}.${name}`);
      entries.set(`${domain}.${name}`, { ...route, handle });
    }
  }
  return entries;
}

/** Path of the field that was refused, e.g. `filter.text`; an unknown key is named too. Values are never repeated: they may be personal. */
function badField(issue: { path: PropertyKey[]; keys?: string[] } | undefined): string {
  const path = [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])].map(String).join('.');
  return path === '' ? '整体' : path.slice(0, 120);
}
