import type { LookupFunction } from 'node:net';
import type { Clock, EndpointProxy, HttpRequest } from '../../ports/index.ts';

/** What a host's TLS certificate is checked against, and who we say we are. */
export interface HostTrust {
  /** PEM certificates: the system's and the host's own. */
  readonly ca: readonly string[];
  /** The files they came from, for error messages. */
  readonly files: readonly string[];
  readonly client?: { readonly cert: string; readonly key: string };
}

/** Reads a host's trust (certs.d and system store). `host` is `name[:port]` exactly as in the reference. */
export type TrustFor = (host: string) => Promise<HostTrust>;

/** The proxy for a URL by the environment's rules, or undefined for a direct connection. */
export type ProxyFor = (url: URL) => EndpointProxy | undefined;

/** All times in milliseconds; registry-client.md 1.6. Every limit is a stall, none a total. */
export interface DoorLimits {
  readonly connect: number;
  /** A host that never answered is tried this long; then it counts as unreachable for `contactRest`. */
  readonly contactPatience: number;
  readonly contactRest: number;
  readonly headers: number;
  /** Wait for headers after sending a body: a registry may copy gigabytes before it answers a commit. */
  readonly uploadHeaders: number;
  readonly bodyIdle: number;
  readonly uploadStall: number;
  /** Fewer bytes than `lowSpeedBytes` per second over `lowSpeedWindow` is a stall. */
  readonly lowSpeedBytes: number;
  readonly lowSpeedWindow: number;
  /** How often is looked for the two stalls that undici does not watch: they are noticed so much later. */
  readonly lookEvery: number;
  readonly keepAlive: number;
  readonly connections: number;
  readonly headerBytes: number;
}

export const defaultDoorLimits: DoorLimits = {
  connect: 15_000,
  contactPatience: 2000,
  contactRest: 60_000,
  headers: 60_000,
  uploadHeaders: 15 * 60_000,
  bodyIdle: 60_000,
  uploadStall: 120_000,
  lowSpeedBytes: 4096,
  lowSpeedWindow: 120_000,
  lookEvery: 1000,
  keepAlive: 30_000,
  connections: 96,
  headerBytes: 32 * 1024,
};

/** What every step of one exchange needs to know. */
export interface ExchangeContext {
  readonly request: HttpRequest;
  /** The URL in use: the request's, or its http form. */
  readonly url: URL;
  readonly clock: Clock;
  readonly limits: DoorLimits;
  readonly trust: HostTrust | undefined;
  readonly proxy: EndpointProxy | undefined;
  readonly lookup: LookupFunction;
}

/** Whoever chooses an address chooses how much of a message it takes up. */
const longestShown = 300;

/** A URL without user, query and fragment: signed URLs carry secrets in the query (registry-client.md 4.2.9). */
export function safeUrl(url: URL): string {
  const text = `${url.protocol}//${url.host}${url.pathname}`;
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}
