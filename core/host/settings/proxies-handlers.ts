import type { CommandOutput } from '../../contract/index.ts';
import { createProxyResolver, discardBody } from '../../registry/index.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { inTime } from '../in-time.ts';
import { openNetwork } from '../network.ts';
import { toMessage } from '../observer.ts';
import { checkedPlace } from '../run-request/to-mirror-request.ts';
import type { OwnWorkplaces } from '../workplaces/create-workplaces.ts';

type Result = CommandOutput<'proxies.test'>['results'][number];

/** Milliseconds for each host. */
const defaultLimit = 15_000;

/** `proxies.test`: each host is asked once, over the proxy that the rules choose for it. Any answer counts. */
export function proxiesHandlers(desk: {
  readonly workplaces: OwnWorkplaces;
  readonly limit?: number;
}): HandlersOf<'proxies'> {
  const { workplaces, limit = defaultLimit } = desk;
  return {
    'proxies.test': async ({ site, hosts: given }, { signal }) => {
      const hosts = [...new Set(given.map((host) => host.trim()).filter((host) => host !== ''))];
      for (const host of hosts) checkedPlace({ host, namespace: '' });
      const workplace = await workplaces.reaching(site, hosts);
      const resolver = createProxyResolver(workplace.services.environment);
      const request = { ...workplace.network, retryTimes: 0 };
      const network = await openNetwork(workplace.services, request, () => undefined);
      const insecure = new Set(workplace.services.connections?.insecure.map(({ host }) => host));
      const test = async (host: string): Promise<Result> => {
        const url = new URL(`https://${host}/v2/`);
        let proxy: string | undefined;
        try {
          proxy = resolver.proxyFor(url)?.url.host;
          await inTime(host, limit, signal, async (within) => {
            const security = { insecure: insecure.has(host) };
            await discardBody(
              await network.door.request({ method: 'GET', url, lane: 'small', security, signal: within }),
            );
          });
          return { host, reached: true, ...(proxy !== undefined && { proxy }) };
        } catch (error) {
          signal.throwIfAborted();

          return { host, reached: false, error: toMessage(error), ...(proxy !== undefined && { proxy }) };
        }
      };
      try {
        return { results: await Promise.all(hosts.map(test)) };
      } finally {
        await network.close();
      }
    },
  };
}
