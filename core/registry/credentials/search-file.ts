import { type Finding, SluiceError } from '../../contract/index.ts';
import type { AuthFile } from './auth-file.ts';
import {
  canonicalHost,
  type DecodedEntry,
  decodeEntry,
  decodePlainFields,
  hostOfKey,
  type MatchedEntry,
  matchEntry,
  toCredential,
} from './entry.ts';
import type { HelperDesk } from './helper.ts';
import type { Credential, SearchStep } from './model.ts';

/** What one auth file had. */
export interface FileResult {
  readonly credential?: Credential;
  readonly step: SearchStep;
  readonly findings: readonly Finding[];
}

export interface Wanted {
  readonly host: string;
  readonly repository: string;
}

// The name by which Docker Hub is known to credential stores.
const hubServer = 'https://index.docker.io/v1/';

/**
 * Looks into one file: its helper for the host, else its entries (registry-client.md C5-C8); with `superset`, when
 * these have nothing, also its credential store and plain user and password fields (C9).
 * Throws the CREDENTIAL_HELPER_ codes and CREDENTIALS_AUTH_MALFORMED.
 */
export async function searchFile(
  file: AuthFile,
  wanted: Wanted,
  desk: HelperDesk,
  superset: boolean,
): Promise<FileResult> {
  const helper = file.credHelpers.get(wanted.host);
  if (helper !== undefined) {
    // C7: a helper that has nothing ends the search in this file; its entries are not looked at.
    return await askFileHelper(file, helper, wanted.host, wanted.host, desk);
  }
  const matched = matchEntry(file, wanted.host, wanted.repository);
  const decoded: DecodedEntry =
    matched === undefined ? { state: 'empty' } : decodeEntry(matched, { file: file.file, key: matched.key });
  if (decoded.state === 'credential') return found(file, decoded.credential);
  const nothing = missed(file, matched, decoded);
  if (!superset) return nothing;
  return (await searchBeyond(file, wanted, matched, desk, nothing)) ?? nothing;
}

async function askFileHelper(
  file: AuthFile,
  helper: string,
  server: string,
  key: string,
  desk: HelperDesk,
): Promise<FileResult> {
  const answer = await desk.ask(helper, server, file.file);
  const credential =
    answer === undefined ? undefined : toCredential(answer, { file: file.file, key, helper });
  if (credential !== undefined) return found(file, credential);
  return { step: { place: file.file, outcome: 'empty', key }, findings: [] };
}

/** registry-client.md C9. containers/image ignores all this, so nothing here may fail the search. */
async function searchBeyond(
  file: AuthFile,
  wanted: Wanted,
  matched: MatchedEntry | undefined,
  desk: HelperDesk,
  nothing: FileResult,
): Promise<FileResult | undefined> {
  const host = canonicalHost(wanted.host);
  const synonym = [...file.credHelpers].find(([key]) => hostOfKey(key, file.format) === host);
  const server = synonym?.[0] ?? (host === 'docker.io' ? hubServer : host);
  const name = synonym?.[1] ?? file.credsStore;
  const findings = [...nothing.findings];
  if (name !== '') {
    try {
      const stored = await askFileHelper(file, name, server, server, desk);
      if (stored.credential !== undefined) return stored;
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      findings.push({
        level: 'note',
        code: 'CREDENTIALS_STORE_UNUSABLE',
        params: { name, file: file.file, host },
        affected: [host],
      });
    }
  }
  const plain = matched && decodePlainFields(matched, { file: file.file, key: matched.key });
  if (plain?.state === 'credential') return { ...found(file, plain.credential), findings };
  return { ...nothing, findings };
}

function found(file: AuthFile, credential: Credential): FileResult {
  return {
    credential,
    step: { place: file.file, outcome: 'used', key: credential.origin.key },
    findings: [],
  };
}

function missed(file: AuthFile, matched: MatchedEntry | undefined, decoded: DecodedEntry): FileResult {
  if (matched === undefined) return { step: { place: file.file, outcome: 'no-entry' }, findings: [] };
  const step = { place: file.file, outcome: 'empty', key: matched.key } as const;
  if (decoded.state !== 'malformed') return { step, findings: [] };
  const params = { file: file.file, key: matched.key };
  return {
    step,
    findings: [{ level: 'warning', code: 'CREDENTIALS_AUTH_SKIPPED', params, affected: [file.file] }],
  };
}
