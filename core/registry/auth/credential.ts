import type { Secret } from '../credentials/secret.ts';

/** What the operator logged in with, for one host (and perhaps path). */
export type Credential =
  | {
      readonly kind: 'basic';
      readonly username: string;
      readonly password: Secret;
      /** Where it came from, in words: file and entry. */
      readonly origin: string;
    }
  | { readonly kind: 'identity-token'; readonly token: Secret; readonly origin: string };

export interface CredentialReport {
  readonly credential: Credential | undefined;
  /** Files searched and entry used, in words for an error message. */
  readonly searched: string;
}

export interface CredentialLookup {
  /** The credential for a repository at a host, by the user-visible name. */
  lookup(host: string, repository: string): Promise<CredentialReport>;
}

/** No file is searched and nothing is sent. */
export const anonymous: CredentialLookup = {
  lookup: () => Promise.resolve({ credential: undefined, searched: 'none' }),
};
