import { SluiceError, type Check, type RegistryEntry } from '../../contract/index.ts';
import {
  createProxyResolver,
  loadTrust,
  showChain,
  type HostTrust,
  type Proxy,
  type ShownChain,
} from '../../registry/index.ts';
import type { Workplace } from '../app/workplaces.ts';
import { check } from './check.ts';

/** Days before its end that a certificate is worth a warning. */
const soon = 30;

export interface LookOptions {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly limit: number;
}

/** What a run would believe of `host`, with the authorities that are kept for it. */
export function trustFor({ services }: Workplace, host: string): Promise<HostTrust> {
  const { fs, environment, connections } = services;
  return loadTrust({ fs, environment, caFiles: connections?.authorities ?? [] }).trustFor(host);
}

/** The certificates that `host` shows, reached as a run would reach it. Throws HOST_NOT_ALLOWED and the codes of `showChain`. */
export async function lookAtChain(
  workplace: Workplace,
  host: string,
  { signal, limit }: LookOptions,
): Promise<ShownChain> {
  const allowed = workplace.network.offlineAllow;
  if (allowed !== undefined && !allowed.includes(host)) {
    const params = { host, allowed: allowed.join(', '), asker: 'registries.chain' };
    throw new SluiceError('HOST_NOT_ALLOWED', { params, affected: [host] });
  }
  const proxy = proxyOf(workplace, host);
  const trust = await trustFor(workplace, host);
  return await showChain({ host, trust, limit, signal, ...(proxy !== undefined && { proxy }) });
}

function proxyOf({ services }: Workplace, host: string): Proxy | undefined {
  return createProxyResolver(services.environment).proxyFor(new URL(`https://${host}/`));
}

/**
 * Whether anything answers at a registry's address, and with which certificate: the checks `reach` and `tls`.
 * An untrusted certificate gives no `tls` check here: the first request says what is wrong with it in detail.
 * Throws when nothing answers, and TLS_HANDSHAKE when TLS is asked for and not spoken.
 */
export async function lookAtHost(
  workplace: Workplace,
  { place: { host }, tls }: RegistryEntry,
  options: LookOptions,
): Promise<readonly Check[]> {
  const proxy = proxyOf(workplace, host);
  const reached =
    proxy === undefined
      ? check('reach', 'passed', 'CHECK_REACH', { host })
      : check('reach', 'passed', 'CHECK_REACH_PROXY', { host, proxy: proxy.url.host });
  if (tls.mode === 'insecure') {
    await lookAtChain(workplace, host, options).catch((error: unknown) => {
      if (!spokeWithoutTls(error)) throw error;
    });
    return [reached, check('tls', 'warning', 'REGISTRY_UNVERIFIED', { host, reason: tls.reason })];
  }
  const { certificates, trusted } = await lookAtChain(workplace, host, options);
  const [leaf] = certificates;
  if (!trusted || leaf === undefined) return [reached];
  const left = Date.parse(leaf.validTo) - workplace.services.clock.now().getTime();
  const days = Math.floor(left / 86_400_000);
  const params = { host, issuer: leaf.issuer, date: leaf.validTo.slice(0, 10), days };
  const valid =
    days < soon
      ? check('tls', 'warning', 'CHECK_TLS_ENDS_SOON', params)
      : check('tls', 'passed', 'CHECK_TLS', params);
  return [reached, valid];
}

/** Something is there, but it speaks plain HTTP. */
function spokeWithoutTls(error: unknown): boolean {
  return error instanceof SluiceError && (error.code === 'TLS_HANDSHAKE' || error.code === 'NETWORK_RESET');
}
