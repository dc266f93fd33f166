import { contract, type Handlers } from '#shared/api/contract.ts';
import type { Domain } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';

export type SomeHandlers = { [D in keyof Handlers]?: Partial<Handlers[D]> };

/** A complete handler set in which every route that is not given refuses with WORKSPACE_LOCKED, as a locked core does. */
export function lockedHandlers(given: SomeHandlers): Handlers {
  const own = given as Record<string, Record<string, unknown> | undefined>;
  const domains = Object.entries<Domain>(contract).map(([domain, routes]) => {
    const names = Object.keys(routes).map((name) => [name, own[domain]?.[name] ?? refuse]);
    return [domain, Object.fromEntries(names)];
  });
  return Object.fromEntries(domains) as Handlers;
}

function refuse(): never {
  throw new Refusal('WORKSPACE_LOCKED');
}
