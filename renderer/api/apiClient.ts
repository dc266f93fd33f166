import type { ApiClient } from '#shared/api/contract.ts';
import { unwrap } from '#shared/api/result.ts';
import type { Transport } from '#shared/api/transport.ts';

type Call = (input: unknown) => Promise<unknown>;

/**
 * The typed client: `api.cases.get({ caseId })` asks for `cases.get` and answers its value or throws the `Refusal`. Functions keep
 * their identity, so they can stand in dependency lists.
 */
export function createApiClient(transport: Pick<Transport, 'request'>): ApiClient {
  const client = namespace((domain) =>
    namespace<Call>((name) => async (input) => unwrap(await transport.request(`${domain}.${name}`, input))),
  );
  return client as unknown as ApiClient;
}

/** An object whose members are made when first asked for. `then` is left out: the client may be awaited by mistake. */
function namespace<T>(make: (key: string) => T): Record<string, T> {
  const made = new Map<string, T>();
  return new Proxy<Record<string, T>>(Object.create(null), {
    get(_, key) {
      if (typeof key === 'symbol' || key === 'then') return undefined;
      const known = made.get(key);
      if (known !== undefined) return known;
      const member = make(key);
      made.set(key, member);
      return member;
    },
  });
}
