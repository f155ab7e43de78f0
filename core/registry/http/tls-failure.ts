import { connect, type PeerCertificate } from 'node:tls';
import { SluiceError, type ErrorCode, type ErrorParameters } from '../../contract/index.ts';
import { literalAddress } from './address.ts';
import { codeOf } from './failure.ts';
import { safeUrl, type ExchangeContext } from './settings.ts';

interface CertificateFacts {
  readonly issuer: string;
  readonly from: string;
  readonly to: string;
  readonly names: string;
}

/**
 * A certificate that does not verify: never retried, and reported with who issued it, which CA
 * files were read and, for its dates, what this machine's clock says (registry-client.md T5).
 */
export async function certificateFailure(error: unknown, context: ExchangeContext): Promise<SluiceError> {
  const { url, trust, clock } = context;
  const code = codeOf(error);
  const facts = await readCertificate(context);
  const files = trust === undefined || trust.files.length === 0 ? 'none' : trust.files.join(', ');
  const fail = (name: ErrorCode, params: ErrorParameters): SluiceError =>
    new SluiceError(name, {
      params: { host: url.host, issuer: facts?.issuer ?? 'unknown', files, ...params },
      affected: [url.host],
      retryable: false,
      detail: `${context.request.method} ${safeUrl(url)}: ${code}`,
      cause: error,
    });
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return fail('TLS_VALIDITY', {
      from: facts?.from ?? '?',
      to: facts?.to ?? '?',
      now: clock.now().toISOString(),
    });
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return fail('TLS_NAME_MISMATCH', { names: facts?.names ?? '?' });
  }
  return fail('TLS_UNTRUSTED', { reason: code });
}

/**
 * Looks at the refused certificate once more, on a connection that carries no data: the refusing
 * connection does not show it. Through a proxy it stays unknown.
 */
function readCertificate(context: ExchangeContext): Promise<CertificateFacts | undefined> {
  if (context.proxy !== undefined) return Promise.resolve(undefined);
  const { url } = context;
  const host = literalAddress(url.hostname) ?? url.hostname;
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: url.port === '' ? 443 : Number(url.port),
      ...(literalAddress(url.hostname) === undefined && { servername: host }),
      lookup: context.lookup,
      rejectUnauthorized: false,
      timeout: 5000,
    });
    const finish = (facts: CertificateFacts | undefined): void => {
      socket.destroy();
      resolve(facts);
    };
    socket.once('secureConnect', () => finish(factsOf(socket.getPeerCertificate(true))));
    socket.once('timeout', () => finish(undefined));
    socket.once('error', () => finish(undefined));
  });
}

function factsOf(leaf: PeerCertificate & { issuerCertificate?: PeerCertificate }): CertificateFacts {
  return {
    issuer: nameOf(topOf(leaf).issuer),
    from: isoDate(leaf.valid_from),
    to: isoDate(leaf.valid_to),
    names: printable(leaf.subjectaltname ?? nameOf(leaf.subject)),
  };
}

function topOf(leaf: PeerCertificate & { issuerCertificate?: PeerCertificate }): PeerCertificate {
  let current: typeof leaf = leaf;
  for (let depth = 0; depth < 16; depth += 1) {
    const parent = current.issuerCertificate;
    if (parent === undefined || parent === current) break;
    current = parent;
  }
  return current;
}

function nameOf(name: PeerCertificate['issuer'] | undefined): string {
  if (name === undefined) return 'unknown';
  const parts = Object.entries(name).map(([key, value]) => `${key}=${String(value)}`);
  return printable(parts.join(', '));
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? printable(text) : date.toISOString();
}

/** A server chooses these words: no control characters, no flood. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').slice(0, 300);
}
