import type { Page } from '@playwright/test';
import type { PreloadBridge } from '../../shared/api/bridge.ts';
import type { Contract } from '../../shared/api/contract.ts';
import type { InputOf, OutputOf } from '../../shared/api/route.ts';

export type Call = <D extends keyof Contract, R extends keyof Contract[D] & string>(
  domain: D,
  route: R,
  input: InputOf<Contract[D][R]>,
) => Promise<OutputOf<Contract[D][R]>>;

/**
 * Asks the running program as its page does, for what a test needs but does not prove. Call it while the page still asks for something:
 * the browser shell's token is known from a request of the page.
 */
export async function apiOf(page: Page, wake: () => Promise<unknown>): Promise<Call> {
  const bridged = await page.evaluate(() => 'quanping' in window);
  const seen = bridged ? null : page.waitForRequest((request) => request.headers().authorization !== undefined);
  await wake();
  const token = (await seen)?.headers().authorization ?? '';
  return async (domain, route, input) => {
    const answer = await page.evaluate(
      async ({ name, value, authorization }) => {
        const { quanping } = window as { quanping?: PreloadBridge };
        if (quanping) return quanping.request(name, value);
        const headers = { 'content-type': 'application/json', authorization };
        const response = await fetch(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(value) });
        return response.json();
      },
      { name: `${domain}.${route}`, value: input as never, authorization: token },
    );
    const { ok, value, error } = answer as { ok: boolean; value: never; error?: { message: string } };
    if (!ok) throw new Error(`${domain}.${route}: ${error?.message}`);
    return value;
  };
}
