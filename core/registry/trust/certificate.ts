import { X509Certificate } from 'node:crypto';

/** A certificate as people compare it. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Hex pairs with colons, upper case, as openssl prints it. */
  readonly sha256: string;
  readonly selfSigned: boolean;
}

/** Reads one certificate, DER or PEM. Throws when it is none. */
export function describeCertificate(certificate: Buffer | string): CertificateFacts {
  const x509 = new X509Certificate(certificate);
  return {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    validFrom: x509.validFromDate.toISOString(),
    validTo: x509.validToDate.toISOString(),
    sha256: x509.fingerprint256,
    selfSigned: x509.checkIssued(x509) && x509.verify(x509.publicKey),
  };
}

/** Whether it may vouch for others, or for nobody but itself (a self-signed server certificate). */
export function mayBeAuthority(pem: string): boolean {
  const x509 = new X509Certificate(pem);
  return x509.ca || (x509.checkIssued(x509) && x509.verify(x509.publicKey));
}

/** Node writes one part on each line; a server chooses the words: no control characters, no flood. */
function oneLine(name: string): string {
  return name
    .trim()
    .replaceAll('\n', ', ')
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 300);
}
