import type { Readable } from 'node:stream';

/** A forwarding proxy. The URL carries no user or password; `authorization` is the header's value. */
export interface EndpointProxy {
  readonly url: URL;
  readonly authorization?: { reveal(): string };
}

/** How an endpoint may be reached. The same host with other settings never shares a connection. */
export interface EndpointSecurity {
  /** True: https without verification, then plain http (containers/image's `insecure`). */
  readonly insecure: boolean;
  /** A proxy of this endpoint alone (registries.conf `proxy`); it beats the environment's. */
  readonly proxy?: EndpointProxy;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent once; with `contentLength` it is sent with that Content-Length, else chunked. */
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>;
  readonly contentLength?: number;
  /** `small`: manifests, HEADs, tokens. `bulk`: blob bytes. Kept apart so that layers never starve metadata. */
  readonly lane: 'small' | 'bulk';
  readonly security?: EndpointSecurity;
  /** Longest wait for the response headers, milliseconds. Default 60 s; 15 min for uploads. */
  readonly headersTimeout?: number;
  readonly signal?: AbortSignal;
  /**
   * The server whose answer named this URL: a redirect, a token service, an upload location. Such a URL may
   * not lead to addresses more private than that server's own (registry-client.md A11).
   */
  readonly referredBy?: URL;
  /** For whom the request is made, in words for the operator; named when the host is not allowed. */
  readonly askedBy?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Must be read or destroyed by the caller. Fails with a SluiceError when it stalls or is cut. */
  readonly body: Readable;
  /** What answered, when that is not the request's URL: the http form of an insecure https URL. */
  readonly url?: URL;
}

/**
 * The one door to the network: TLS, proxies, host allow-list, stall time-outs, the host gate.
 * It neither follows redirects nor retries nor authenticates; those are built on it.
 * Throws SluiceError with a REGISTRY_ or NETWORK_ code; `retryable` tells transient causes.
 */
export interface HttpDoor {
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}
