import type { Dispatcher } from 'undici';
import { SluiceError } from '../../contract/index.ts';
import type { Clock, HttpDoor, HttpRequest, HttpResponse } from '../../ports/index.ts';
import type { OnConnected } from './connected-peer.ts';
import { createDispatcher } from './dispatchers.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { codeOf, headersTimeout, isCertificateCode, isHandshakeCode, networkFailure } from './failure.ts';
import { createFirstContact } from './first-contact.ts';
import {
  createHostGate,
  defaultGateLimits,
  type GateLimits,
  type GateTicket,
  type HostGate,
  type HostState,
} from './host-gate.ts';
import { createAddressBook, systemResolve, type Resolve } from './lookup.ts';
import { quotaPause, retryAfter } from './retry-after.ts';
import {
  defaultDoorLimits,
  type DoorLimits,
  type ExchangeContext,
  type ProxyFor,
  type TrustFor,
} from './settings.ts';
import {
  bodyOf,
  certificateHost,
  checkHost,
  deniesPlain,
  headersOf,
  isInsecure,
  isTransientStatus,
  laneOf,
  plainForm,
  plainMayAnswer,
} from './request-form.ts';
import { createStallWatch } from './stall-watch.ts';
import { certificateFailure } from './tls-failure.ts';
import { createWarningCollector, type RegistryWarning } from './warnings.ts';

export interface HttpDoorOptions {
  readonly clock: Clock;
  readonly trustFor: TrustFor;
  readonly proxyFor: ProxyFor;
  /** When given, every other host is refused: a disconnected stage is provably offline. `name` or `name:port`. */
  readonly allowHosts?: readonly string[];
  /** Never contacted, whoever asks. */
  readonly blockedHosts?: readonly string[];
  readonly userAgent: string;
  readonly limits?: Partial<DoorLimits>;
  readonly gateLimits?: Partial<GateLimits>;
  readonly resolve?: Resolve;
  /** Told who answers at a host, for each connection by TLS and each answer without. */
  readonly onConnected?: OnConnected;
  /** Told the status of each answer. */
  readonly onAnswer?: (host: string, status: number) => void;
  readonly onHostState?: (state: HostState) => void;
  readonly onWarning?: (warning: RegistryWarning) => void;
}

/**
 * The door to the network, on undici (registry-client.md 1.2, 1.5, 1.6). One connection pool per
 * host, TLS identity, proxy and referrer; one gate per host.
 */
export function createHttpDoor(options: HttpDoorOptions): HttpDoor {
  const { clock } = options;
  const limits: DoorLimits = { ...defaultDoorLimits, ...options.limits };
  const gateLimits: GateLimits = { ...defaultGateLimits, ...options.gateLimits };
  const onConnected: OnConnected = (peer) => options.onConnected?.(peer);
  const addresses = createAddressBook(options.resolve ?? systemResolve);
  const watch = createStallWatch(clock, limits.lookEvery);
  const warn = createWarningCollector(options.onWarning ?? (() => undefined));
  const dispatchers = new Map<string, Dispatcher>();
  const gates = new Map<string, HostGate>();
  const forms = new Map<string, 'secure' | 'plain'>();
  const contact = createFirstContact(clock, { patience: limits.contactPatience, rest: limits.contactRest });

  const gateOf = (host: string): HostGate => {
    let gate = gates.get(host);
    if (gate === undefined) {
      gate = createHostGate(host, clock, gateLimits, options.onHostState);
      gates.set(host, gate);
    }
    return gate;
  };

  const contextOf = async (request: HttpRequest, url: URL): Promise<ExchangeContext> => {
    const proxy = request.security?.proxy ?? options.proxyFor(url);
    // Through a proxy the addresses are the proxy's business (A11.4).
    const referrer = proxy === undefined ? request.referredBy : undefined;
    if (referrer !== undefined) await addresses.checkLiteral(url.hostname, referrer);
    const trust = url.protocol === 'https:' ? await options.trustFor(certificateHost(url)) : undefined;
    return { request, url, clock, limits, trust, proxy, lookup: addresses.lookupFor(referrer) };
  };

  const dispatcherFor = (context: ExchangeContext): Dispatcher => {
    const { request, url, proxy } = context;
    const verify = request.security?.insecure !== true;
    const referrer = proxy === undefined ? (request.referredBy?.hostname ?? '') : '';
    const key = [url.origin, verify ? 'verified' : 'unverified', proxy?.url.href ?? '', referrer].join(' ');
    let dispatcher = dispatchers.get(key);
    if (dispatcher === undefined) {
      const { trust, lookup } = context;
      dispatcher = createDispatcher({ host: url.host, verify, trust, proxy, lookup, onConnected }, limits);
      dispatchers.set(key, dispatcher);
    }
    return dispatcher;
  };

  const attempt = async (context: ExchangeContext, ticket: GateTicket): Promise<HttpResponse> => {
    const { request, url } = context;
    const gate = gateOf(url.host);
    const exchange: Exchange = createExchange(context, {
      onStart: (status, headers) => {
        warn(url.host, headers['warning']);
        if (url.protocol === 'http:') onConnected({ host: url.host, verified: false });
        options.onAnswer?.(url.host, status);
        if (status === 429 || status === 503) {
          const after = retryAfter(headers, clock.now());
          ticket.report({ kind: 'throttled', ...(after !== undefined && { after }) });
          return;
        }
        ticket.report({ kind: isTransientStatus(status) ? 'transient' : 'success' });
        const pause = quotaPause(headers);
        if (pause !== undefined) gate.pause(pause);
      },
      onEnd: (how) => {
        watch.remove(exchange);
        if (how instanceof SluiceError && how.retryable) ticket.report({ kind: 'transient' });
        ticket.leave();
      },
    });
    watch.add(exchange);
    try {
      const dispatcher = dispatcherFor(context).compose(
        (dispatch) => (details, handler) => dispatch(details, exchange.wrap(handler)),
      );
      const response = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: headersOf(request, options.userAgent),
        headersTimeout: headersTimeout(context),
        bodyTimeout: limits.bodyIdle,
        ...(request.body !== undefined && { body: bodyOf(request.body, exchange) }),
        ...(request.signal !== undefined && { signal: request.signal }),
      });
      const { statusCode: status, headers, body } = response;
      // Whoever reads the body meets its failure; nobody may die of one that is no longer read.
      body.on('error', () => undefined);
      return { status, headers, body, ...(url !== request.url && { url }) };
    } catch (error) {
      watch.remove(exchange);
      throw error;
    }
  };

  const explain = async (error: unknown, context: ExchangeContext): Promise<unknown> => {
    if (context.request.signal?.aborted === true) return context.request.signal.reason;
    if (error instanceof SluiceError) return error;
    if (isCertificateCode(codeOf(error))) return certificateFailure(error, context);
    return networkFailure(error, context);
  };

  const request = async (wanted: HttpRequest): Promise<HttpResponse> => {
    checkHost(wanted, options);
    const { host } = wanted.url;
    contact.check(host);
    const ticket = await gateOf(host).enter(laneOf(wanted), wanted.signal);
    const since = clock.monotonic();
    try {
      contact.check(host);
      const response = await requestInForms(wanted, ticket);
      contact.answered(host);
      return response;
    } catch (error) {
      // A host that never answered is not busy: pausing it would only delay the news.
      const unreached = contact.concerns(host, error);
      if (error instanceof SluiceError && error.retryable && !unreached) ticket.report({ kind: 'transient' });
      ticket.leave();
      throw error instanceof SluiceError ? contact.judge(host, error, since) : error;
    }
  };

  /** https, and for an insecure endpoint http when https does not even connect (registry-client.md T2). */
  const requestInForms = async (wanted: HttpRequest, ticket: GateTicket): Promise<HttpResponse> => {
    const { host } = wanted.url;
    const form = forms.get(host);
    const secure = await contextOf(
      wanted,
      form === 'plain' && isInsecure(wanted) ? plainForm(wanted.url) : wanted.url,
    );
    try {
      const response = await attempt(secure, ticket);
      if (form === undefined && isInsecure(wanted)) forms.set(host, 'secure');
      return response;
    } catch (error) {
      if (form !== undefined || !isInsecure(wanted) || !plainMayAnswer(error, wanted)) {
        throw await explain(error, secure);
      }
      const plain = await contextOf(wanted, plainForm(wanted.url));
      try {
        const response = await attempt(plain, ticket);
        if (!deniesPlain(response, error)) {
          forms.set(host, 'plain');
          return response;
        }
        response.body.destroy();
      } catch (second) {
        // A failed handshake says that http is spoken there: then the http failure is the true one.
        throw await (isHandshakeCode(codeOf(error)) ? explain(second, plain) : explain(error, secure));
      }
      throw await explain(error, secure);
    }
  };

  return {
    request,
    close: async () => {
      for (const gate of gates.values()) gate.close();
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}
