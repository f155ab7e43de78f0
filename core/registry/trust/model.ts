import type { Finding } from '../../contract/index.ts';

/** What a host's certificate is checked against, and who we say we are. All texts are PEM. */
export interface HostTrust {
  /** The system's CAs and the host's own: certs.d adds to the system pool, it does not replace it. */
  readonly ca: readonly string[];
  /** Every file that was used, for error messages (registry-client.md T5). */
  readonly files: readonly string[];
  readonly client?: ClientCertificate;
}

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface Trust {
  /**
   * What to use for `host`, spelled exactly as in the reference: `registry.example` and `registry.example:443` are
   * two hosts. Read once per host. Throws TRUST_PEM_MALFORMED, TRUST_FILE_UNREADABLE, TRUST_PAIR_INCOMPLETE,
   * TRUST_PAIR_MISMATCH.
   */
  trustFor(host: string): Promise<HostTrust>;
  /** What was odd in what has been read so far. */
  findings(): readonly Finding[];
}

/** A CA file given by option. */
export interface CaFile {
  readonly file: string;
  /** Only for this host; for every host when left out. */
  readonly host?: string;
}
