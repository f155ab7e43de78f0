import type { LookupFunction } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, buildConnector, Pool, ProxyAgent, type Dispatcher } from 'undici';
import { SluiceError } from '../../contract/index.ts';
import type { EndpointProxy } from '../../ports/index.ts';
import { watchedConnections, type OnConnected } from './connected-peer.ts';
import type { DoorLimits, HostTrust } from './settings.ts';

/** Everything that keeps two connections apart (registry-client.md T4). */
export interface Route {
  readonly host: string;
  readonly verify: boolean;
  readonly trust: HostTrust | undefined;
  readonly proxy: EndpointProxy | undefined;
  readonly lookup: LookupFunction;
  /** Told of every connection that is made. */
  readonly onConnected: OnConnected;
}

/** Builds the connection pool for a route. HTTP/1.1 only (registry-client.md H8). */
export function createDispatcher(route: Route, limits: DoorLimits): Dispatcher {
  const context = route.trust === undefined ? undefined : secureContextOf(route.trust);
  const tls = {
    rejectUnauthorized: route.verify,
    ...(context !== undefined && { secureContext: context }),
  };
  const pool = {
    allowH2: false,
    connections: limits.connections,
    pipelining: 1,
    keepAliveTimeout: limits.keepAlive,
    keepAliveMaxTimeout: 10 * limits.keepAlive,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headers,
    bodyTimeout: limits.bodyIdle,
    factory: watchedConnections(route.host, route.onConnected),
  };
  const { proxy } = route;
  if (proxy === undefined) {
    const connect = buildConnector({
      ...tls,
      timeout: limits.connect,
      lookup: route.lookup,
      allowH2: false,
    });
    return new Agent({ ...pool, connect });
  }
  return new ProxyAgent({
    ...pool,
    uri: proxy.url.href,
    ...(proxy.authorization !== undefined && { token: proxy.authorization.reveal() }),
    requestTls: { ...tls, timeout: limits.connect },
    proxyTls: { timeout: limits.connect, ...(context !== undefined && { secureContext: context }) },
    clientFactory: (origin, options) => new TunnelPool(origin, options, route.host, proxy.url.host),
  });
}

const contexts = new WeakMap<HostTrust, SecureContext>();

/** Reading a system's hundred and more certificates takes milliseconds: once per trust, not per connection. */
function secureContextOf(trust: HostTrust): SecureContext {
  let context = contexts.get(trust);
  if (context === undefined) {
    // As Go does: an intermediate authority that was trusted on purpose is enough.
    context = createSecureContext({ ca: [...trust.ca], allowPartialTrustChain: true, ...trust.client });
    contexts.set(trust, context);
  }
  return context;
}

/** Tells a proxy's refusal to open a tunnel from a broken connection (registry-client.md X3). */
class TunnelPool extends Pool {
  readonly #host: string;
  readonly #proxy: string;

  constructor(origin: URL, options: object, host: string, proxy: string) {
    super(origin, options);
    this.#host = host;
    this.#proxy = proxy;
    const connect = this.connect.bind(this) as (
      options: Dispatcher.ConnectOptions,
    ) => Promise<Dispatcher.ConnectData>;
    const checked = async (request: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
      const answer = await connect(request);
      if (answer.statusCode === 200) return answer;
      answer.socket.on('error', () => undefined).destroy();
      throw this.#refusal(answer.statusCode);
    };
    Object.defineProperty(this, 'connect', { value: checked });
  }

  #refusal(status: number): SluiceError {
    const params = { proxy: this.#proxy, host: this.#host };
    if (status === 407) return new SluiceError('PROXY_AUTH_REQUIRED', { params, affected: [this.#host] });
    return new SluiceError('PROXY_FAILED', {
      params: { ...params, reason: String(status) },
      affected: [this.#host],
      retryable: status >= 500,
    });
  }
}
