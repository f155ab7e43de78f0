import type { Environment, FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { AuthFilePlace } from './auth-file-order.ts';
import { authFileOrder } from './auth-file-order.ts';
import { type AuthFile, readAuthFile } from './auth-file.ts';
import { decodeEntry, decodePlainFields } from './entry.ts';

/** An entry of an auth file without its secret. */
export interface ListedCredential {
  /** Host, host/path or URL as written there; `*`: for every host that its store knows. */
  readonly scope: string;
  readonly kind: 'password' | 'token' | 'helper';
  readonly username?: string;
  readonly file: string;
  /** Of `helper`: the program, without `docker-credential-`. */
  readonly helper?: string;
}

export interface CredentialListing {
  readonly entries: readonly ListedCredential[];
  /** Files that cannot be used: a run that gets as far as them stops there. */
  readonly failures: readonly SluiceError[];
}

/** Every entry that a search would come across, in the order of the search. No helper is asked. */
export async function listCredentials(options: {
  readonly fs: FileSystem;
  readonly environment: Environment;
  readonly furtherFiles?: readonly string[];
}): Promise<CredentialListing> {
  const { fs, environment, furtherFiles = [] } = options;
  const places: readonly AuthFilePlace[] = [
    ...furtherFiles.map((file) => ({ file, format: 'auths', source: 'settings' }) as const),
    ...authFileOrder(environment, undefined),
  ];
  const entries: ListedCredential[] = [];
  const failures: SluiceError[] = [];
  for (const place of places) {
    try {
      const file = await readAuthFile(fs, place);
      if (file !== undefined) entries.push(...entriesOf(file, failures));
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      failures.push(error);
    }
  }
  return { entries, failures };
}

/** Refuses a file that is no auth file. Throws the CREDENTIALS_FILE_ codes, CREDENTIALS_SECRET_EMPTY. */
export async function checkAuthFile(fs: FileSystem, file: string): Promise<void> {
  await readAuthFile(fs, { file, format: 'auths', source: 'settings' });
}

function entriesOf(auth: AuthFile, failures: SluiceError[]): ListedCredential[] {
  const { file } = auth;
  const listed: ListedCredential[] = [];
  for (const [scope, helper] of auth.credHelpers) listed.push({ scope, kind: 'helper', file, helper });
  for (const [key, entry] of auth.entries) {
    if (auth.credHelpers.has(key)) continue;
    const origin = { file, key };
    try {
      const found = decodeEntry({ key, entry }, origin);
      const decoded = found.state === 'credential' ? found : decodePlainFields({ key, entry }, origin);
      if (decoded.state !== 'credential') continue;
      const { credential } = decoded;
      listed.push(
        credential.kind === 'basic'
          ? { scope: key, kind: 'password', username: credential.username, file }
          : { scope: key, kind: 'token', file },
      );
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      failures.push(error);
    }
  }
  if (auth.credsStore !== '') listed.push({ scope: '*', kind: 'helper', file, helper: auth.credsStore });
  return listed;
}
