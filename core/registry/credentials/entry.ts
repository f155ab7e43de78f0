import { SluiceError } from '../../contract/index.ts';
import type { AuthEntry, AuthFile } from './auth-file.ts';
import type { Credential, CredentialOrigin } from './model.ts';
import { Secret } from './secret.ts';

export interface MatchedEntry {
  readonly key: string;
  readonly entry: AuthEntry;
}

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const hubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** One name for Docker Hub, whatever it was called (registry-client.md R3). */
export function canonicalHost(host: string): string {
  return hubHosts.has(host) ? 'docker.io' : host;
}

/** The host that a key of an auth file stands for: `https://h/v1/` and `h` are the same (registry-client.md C5). */
export function hostOfKey(key: string, format: AuthFile['format']): string {
  const stripped = key.replace(/^http:\/\//, '').replace(/^https:\/\//, '');
  const isUrl = stripped !== key;
  return canonicalHost(isUrl || format === 'legacy' ? (stripped.split('/')[0] ?? '') : stripped);
}

/**
 * The entry for host and repository: the most specific path first, one component less each time, down to the host;
 * then URL forms of the host (registry-client.md C5). The first that exists ends the search, empty or not (C6).
 */
export function matchEntry(file: AuthFile, host: string, repository: string): MatchedEntry | undefined {
  const path = repository === '' ? [] : repository.split('/');
  const depths = file.format === 'legacy' ? [0] : path.map((_, index) => path.length - index).concat(0);
  for (const depth of depths) {
    const key = [host, ...path.slice(0, depth)].join('/');
    const entry = file.entries.get(key);
    if (entry !== undefined) return { key, entry };
  }
  for (const [key, entry] of file.entries) {
    if (hostOfKey(key, file.format) === canonicalHost(host)) return { key, entry };
  }
  return undefined;
}

/** What an entry holds by containers/image's rules (registry-client.md C8). */
export type DecodedEntry =
  | { readonly state: 'credential'; readonly credential: Credential }
  | { readonly state: 'empty' }
  /** There is text, but no colon in it. */
  | { readonly state: 'malformed' };

/**
 * Decodes `auth`; an identity token beside it wins. Throws CREDENTIALS_AUTH_MALFORMED, which never shows the value.
 */
export function decodeEntry({ entry }: MatchedEntry, origin: CredentialOrigin): DecodedEntry {
  const encoded = entry.auth.replace(/[\r\n]/g, '');
  if (!base64Form.test(encoded)) {
    throw new SluiceError('CREDENTIALS_AUTH_MALFORMED', {
      params: { file: origin.file, key: origin.key },
      stage: 'configure',
      affected: [origin.file],
    });
  }
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) return { state: decoded === '' ? 'empty' : 'malformed' };
  const username = decoded.slice(0, colon);
  const password = trimNuls(decoded.slice(colon + 1));
  return present(toCredential({ username, password, identityToken: entry.identityToken }, origin));
}

/** registry-client.md C9: what docker and crane honour beyond that: an identity token or plain fields without `auth`. */
export function decodePlainFields({ entry }: MatchedEntry, origin: CredentialOrigin): DecodedEntry {
  return present(toCredential(entry, origin));
}

export function toCredential(
  found: { readonly username: string; readonly password: string; readonly identityToken: string },
  origin: CredentialOrigin,
): Credential | undefined {
  if (found.identityToken !== '') {
    return { kind: 'identity-token', token: new Secret(found.identityToken), origin };
  }
  if (found.username === '' && found.password === '') return undefined;
  return { kind: 'basic', username: found.username, password: new Secret(found.password), origin };
}

function present(credential: Credential | undefined): DecodedEntry {
  return credential === undefined ? { state: 'empty' } : { state: 'credential', credential };
}

/** Some writers pad the password with NUL bytes. */
function trimNuls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 0) start += 1;
  while (end > start && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(start, end);
}
