import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type DetailedPeerCertificate } from 'node:tls';
import { SluiceError } from '../../contract/index.ts';
import { networkHost } from '../../reference/index.ts';
import { networkFailure } from '../http/failure.ts';
import { defaultDoorLimits } from '../http/settings.ts';
import type { Proxy } from '../proxy/index.ts';
import { describeCertificate, type CertificateFacts } from './certificate.ts';
import type { HostTrust } from './model.ts';

export interface ShowChainOptions {
  /** `name` or `name:port`, as in references. */
  readonly host: string;
  /** What to compare with; nothing is trusted by looking. */
  readonly trust: HostTrust;
  readonly proxy?: Proxy;
  /** Milliseconds for the whole look. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface ShownChain {
  /** Leaf first, as the host shows them. */
  readonly certificates: readonly (CertificateFacts & { readonly pem: string })[];
  /** Whether a run would believe it: chain, dates and name. */
  readonly trusted: boolean;
}

/**
 * Looks at the certificates that a host shows, on a connection that carries no data.
 * Throws NETWORK_NAME_UNKNOWN, NETWORK_REFUSED, NETWORK_UNREACHABLE, NETWORK_CONNECT_TIMEOUT, PROXY_FAILED,
 * PROXY_AUTH_REQUIRED, TLS_HANDSHAKE (no TLS is spoken there), or the signal's reason.
 */
export async function showChain(options: ShowChainOptions): Promise<ShownChain> {
  const { host, trust, proxy } = options;
  const signals = options.signal === undefined ? [] : [options.signal];
  const signal = AbortSignal.any([AbortSignal.timeout(options.limit), ...signals]);
  const url = new URL(`https://${networkHost(host)}/`);
  const target = {
    name: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 443 : Number(url.port),
  };
  let raw: Socket | undefined;
  try {
    raw = proxy === undefined ? await direct(target, signal) : await tunnel(target, proxy, signal);
    return await handshake(raw, target.name, trust, signal);
  } catch (error) {
    if (options.signal?.aborted === true) throw options.signal.reason;
    if (signal.aborted) throw tooSlow(host, raw !== undefined, options.limit);
    throw networkFailure(error, {
      request: { method: 'GET', url, lane: 'small' },
      url,
      limits: defaultDoorLimits,
      proxy,
    });
  } finally {
    raw?.destroy();
  }
}

function tooSlow(host: string, connected: boolean, limit: number): SluiceError {
  const seconds = Math.round(limit / 1000);
  return connected
    ? new SluiceError('NETWORK_STALLED', { params: { host, seconds, phase: 'TLS' }, affected: [host] })
    : new SluiceError('NETWORK_CONNECT_TIMEOUT', { params: { host, seconds }, affected: [host] });
}

interface Target {
  readonly name: string;
  readonly port: number;
}

async function direct({ name, port }: Target, signal: AbortSignal): Promise<Socket> {
  const socket = connectTcp({ host: name, port });
  await ready(socket, 'connect', signal);
  return socket;
}

async function tunnel({ name, port }: Target, proxy: Proxy, signal: AbortSignal): Promise<Socket> {
  const send = proxy.url.protocol === 'https:' ? httpsRequest : httpRequest;
  const authority = name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
  const headers = {
    host: authority,
    ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization.reveal() }),
  };
  return await new Promise<Socket>((resolve, reject) => {
    const request = send(proxy.url, { method: 'CONNECT', path: authority, headers, signal, agent: false });
    request.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      const params = { proxy: proxy.url.host, host: authority, reason: String(statusCode) };
      const code = statusCode === 407 ? 'PROXY_AUTH_REQUIRED' : 'PROXY_FAILED';
      reject(new SluiceError(code, { params, affected: [authority] }));
    });
    request.once('error', reject);
    request.end();
  });
}

async function handshake(
  raw: Socket,
  name: string,
  trust: HostTrust,
  signal: AbortSignal,
): Promise<ShownChain> {
  const socket = connectTls({
    socket: raw,
    host: name,
    ...(isIP(name) === 0 && { servername: name }),
    rejectUnauthorized: false,
    // The same rules as the door's own connections: see dispatchers.ts.
    secureContext: createSecureContext({ ca: [...trust.ca], allowPartialTrustChain: true, ...trust.client }),
  });
  try {
    await ready(socket, 'secureConnect', signal);
    return { certificates: chainOf(socket.getPeerCertificate(true)), trusted: socket.authorized };
  } finally {
    socket.destroy();
  }
}

/** Waits for `event`; the socket is gone when it fails or is stopped. */
function ready(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy();
    // A socket that is looked at no more must not bring the process down with a late error.
    socket.on('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once(event, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

function chainOf(leaf: DetailedPeerCertificate): ShownChain['certificates'] {
  const chain: (CertificateFacts & { pem: string })[] = [];
  let current: DetailedPeerCertificate | undefined = leaf;
  const seen = new Set<string>();
  while (current?.raw !== undefined && chain.length < 16) {
    const facts = describeCertificate(current.raw);
    if (seen.has(facts.sha256)) break;
    seen.add(facts.sha256);
    chain.push({ ...facts, pem: toPem(current.raw) });
    current = current.issuerCertificate;
  }
  return chain;
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
