import { SluiceError, type ErrorCode, type ErrorParameters } from '../../contract/index.ts';
import { safeUrl, type ExchangeContext } from './settings.ts';

/** The stable code of a Node or undici error; '' when it has none. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

const nameCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL', 'ENODATA']);
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'ENETDOWN']);
const forbiddenCodes = new Set(['EACCES', 'EPERM']);
const timeoutCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
const protocolCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE']);
const connectCodes = new Set([
  'ECONNREFUSED',
  'UND_ERR_PRX_CONN',
  'UND_ERR_PRX_TLS',
  ...nameCodes,
  ...unreachableCodes,
  ...timeoutCodes,
]);

/** Whether the connection was never made, so that the server cannot have seen the request. */
export function neverConnected(error: unknown): boolean {
  const code = codeOf(error);
  return connectCodes.has(code) || isHandshakeCode(code) || isCertificateCode(code);
}

/** OpenSSL's and Node's names for a certificate that does not verify. */
export function isCertificateCode(code: string): boolean {
  return (
    code.startsWith('CERT_') ||
    code.startsWith('UNABLE_TO_') ||
    code.startsWith('ERR_TLS_CERT_') ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT' ||
    code === 'INVALID_CA' ||
    code === 'INVALID_PURPOSE' ||
    code === 'PATH_LENGTH_EXCEEDED' ||
    code === 'HOSTNAME_MISMATCH'
  );
}

export function isHandshakeCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

/**
 * What a failed exchange means, with `retryable` decided here, where the cause is known
 * (registry-client.md B1). Certificates are judged in tls-failure.ts.
 */
export function networkFailure(
  error: unknown,
  context: Pick<ExchangeContext, 'request' | 'url' | 'limits' | 'proxy'>,
): SluiceError {
  if (error instanceof SluiceError) return error;
  const code = codeOf(error);
  const { url, limits, proxy } = context;
  const fail = (name: ErrorCode, params: ErrorParameters, retryable: boolean): SluiceError =>
    new SluiceError(name, {
      params: { host: url.host, ...params },
      affected: [url.host],
      retryable,
      detail: `${context.request.method} ${safeUrl(url)}: ${code}`,
      cause: error,
    });
  const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);

  // undici has no code of its own for a 407 to a request that is not tunnelled; our arguments are valid.
  if (proxy !== undefined && code === 'UND_ERR_INVALID_ARG') {
    return fail('PROXY_AUTH_REQUIRED', { proxy: proxy.url.host }, false);
  }
  if (proxy !== undefined && connectCodes.has(code)) {
    return fail('PROXY_FAILED', { proxy: proxy.url.host, reason: code }, true);
  }
  if (nameCodes.has(code)) return fail('NETWORK_NAME_UNKNOWN', { reason: code }, true);
  if (code === 'ECONNREFUSED') return fail('NETWORK_REFUSED', {}, true);
  if (unreachableCodes.has(code)) return fail('NETWORK_UNREACHABLE', { reason: code }, true);
  if (forbiddenCodes.has(code)) return fail('NETWORK_UNREACHABLE', { reason: code }, false);
  if (timeoutCodes.has(code)) {
    return fail('NETWORK_CONNECT_TIMEOUT', { seconds: seconds(limits.connect) }, true);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    const waited = headersTimeout(context);
    return fail('NETWORK_STALLED', { seconds: seconds(waited), phase: 'headers' }, true);
  }
  if (code === 'UND_ERR_BODY_TIMEOUT') {
    return fail('NETWORK_STALLED', { seconds: seconds(limits.bodyIdle), phase: 'body' }, true);
  }
  if (protocolCodes.has(code)) return fail('NETWORK_PROTOCOL', { reason: code }, false);
  // undici's parser gives no code. A middlebox may garble one answer and not the next.
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return fail('NETWORK_PROTOCOL', { reason: error.name }, true);
  }
  if (isHandshakeCode(code)) return fail('TLS_HANDSHAKE', { reason: code }, false);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return fail('NETWORK_RESET', { reason: code }, false);
  }
  return fail('NETWORK_RESET', { reason: code === '' ? 'closed' : code }, true);
}

/** How long to wait for headers: a body makes it an upload (registry-client.md 1.6). */
export function headersTimeout({ request, limits }: Pick<ExchangeContext, 'request' | 'limits'>): number {
  return (
    request.headersTimeout ??
    (request.method === 'PUT' || request.method === 'PATCH' ? limits.uploadHeaders : limits.headers)
  );
}
