import type { ErrorCode, Finding } from '../../contract/index.ts';
import type { Secret } from './secret.ts';

/** Where a credential came from, for messages. */
export interface CredentialOrigin {
  /** The file; `command line` for one that was given explicitly. */
  readonly file: string;
  /** The entry in it: host, host/path or URL, as written there. */
  readonly key: string;
  /** The helper that answered, without `docker-credential-`. */
  readonly helper?: string;
}

export interface BasicCredential {
  readonly kind: 'basic';
  readonly username: string;
  readonly password: Secret;
  readonly origin: CredentialOrigin;
}

/** An OAuth2 refresh token, for the POST flow of the token server (registry-client.md A4). */
export interface IdentityTokenCredential {
  readonly kind: 'identity-token';
  readonly token: Secret;
  readonly origin: CredentialOrigin;
}

export type Credential = BasicCredential | IdentityTokenCredential;

/** A credential from the command line, bound to one host[:port]: mirrors never get it (registry-client.md A10, C1). */
export interface ExplicitCredential {
  readonly host: string;
  readonly username: string;
  readonly password: Secret;
}

/** A credential that this application keeps, for a host or a part of it (`host/path`). */
export interface OwnCredential {
  readonly scope: string;
  readonly username: string;
  readonly password: Secret;
  /** Where it is kept, for messages. */
  readonly source: string;
}

/** What one place had for a host and repository. */
export interface SearchStep {
  /** A file, or `docker-credential-<name>`. */
  readonly place: string;
  /** `absent`: no such file. `no-entry`: nothing matches. `empty`: an entry or helper matches but holds nothing. */
  readonly outcome: 'absent' | 'no-entry' | 'empty' | 'used' | 'failed';
  /** The entry that matched. */
  readonly key?: string;
  /** Of `failed`. */
  readonly code?: ErrorCode;
}

/** The whole search, without any secret: "host, files searched, entry used". */
export interface CredentialSearch {
  readonly host: string;
  readonly repository: string;
  readonly steps: readonly SearchStep[];
  readonly used?: CredentialOrigin;
  readonly findings: readonly Finding[];
}
