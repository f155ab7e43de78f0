import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { SluiceError } from '../contract/index.ts';

export interface TlsPair {
  /** PEM, the server's own certificate first. */
  readonly cert: string;
  readonly key: string;
}

/**
 * Checks that the pair can be used, and gives who the certificate is for: only under these names (and the
 * loopback's) may the page be asked for. Throws BRIDGE_TLS_UNUSABLE.
 */
export function namesOfCertificate({ cert, key }: TlsPair): (hostname: string) => boolean {
  try {
    createSecureContext({ cert, key, minVersion: 'TLSv1.2' });
    const certificate = new X509Certificate(cert);
    return (hostname) => {
      const bare = hostname.replaceAll(/[[\]]/g, '');
      return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SluiceError('BRIDGE_TLS_UNUSABLE', { params: { reason }, stage: 'application', cause });
  }
}
