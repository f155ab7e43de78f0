import { type Finding, SluiceError } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { authFilesHelper, type RegistriesConf } from '../registries-conf/index.ts';
import { type AuthFile, readAuthFile } from './auth-file.ts';
import { type AuthFilePlace, authFileOrder } from './auth-file-order.ts';
import { canonicalHost, toCredential } from './entry.ts';
import { createHelperDesk } from './helper.ts';
import type { Credential, CredentialSearch, ExplicitCredential, OwnCredential, SearchStep } from './model.ts';
import { matchOwn } from './own.ts';
import type { RunHelper } from './run-helper.ts';
import { searchFile, type Wanted } from './search-file.ts';

export interface CredentialLookupOptions {
  readonly fs: FileSystem;
  readonly environment: Environment;
  readonly runHelper: RunHelper;
  /** `--authfile`: the only file read (registry-client.md C2). */
  readonly authFile?: string;
  /** Credentials from the command line, each for one host (C1). */
  readonly explicit?: readonly ExplicitCredential[];
  /** Those that the application keeps: asked after `explicit` and before every file. */
  readonly own?: readonly OwnCredential[];
  /** Further auth files, asked before the usual places; they must exist. Not read when `authFile` is given. */
  readonly furtherFiles?: readonly string[];
  /** For its `credential-helpers` (C11); the auth files alone when left out. */
  readonly conf?: Pick<RegistriesConf, 'credentialHelpers'>;
  /** Default true: also what docker and crane honour (C9). False: containers/image exactly. */
  readonly superset?: boolean;
}

export interface CredentialLookup {
  /**
   * The credential for a host (`name[:port]` as in the reference) and a repository of it, or undefined for anonymous.
   * `fresh` reads files and asks helpers again, for use after a 401. Throws the CREDENTIALS_ and CREDENTIAL_HELPER_
   * codes.
   */
  lookup(
    host: string,
    repository: string,
    options?: { readonly fresh?: boolean },
  ): Promise<Credential | undefined>;
  /** What was searched and what was found where. Never throws; a failure is a step of it. */
  searched(host: string, repository: string): Promise<CredentialSearch>;
}

interface Outcome {
  readonly credential?: Credential;
  readonly steps: readonly SearchStep[];
  readonly findings: readonly Finding[];
  /** What `lookup` must throw: a place failed and no other had a credential. */
  readonly failure?: SluiceError;
}

/** Finds credentials as containers/image does (registry-client.md C1-C11). Files and helpers are read once per run. */
export function createCredentialLookup(options: CredentialLookupOptions): CredentialLookup {
  const desk = createHelperDesk(options.runHelper);
  const superset = options.superset ?? true;
  const further = options.authFile === undefined ? (options.furtherFiles ?? []) : [];
  const places: readonly AuthFilePlace[] = [
    ...further.map((file) => ({ file, format: 'auths', source: 'settings' }) as const),
    ...authFileOrder(options.environment, options.authFile),
  ];
  const files = new Map<string, Promise<AuthFile | undefined>>();

  const readOnce = async (place: AuthFilePlace): Promise<AuthFile | undefined> => {
    const known = files.get(place.file) ?? readAuthFile(options.fs, place);
    files.set(place.file, known);
    return await known;
  };

  const searchFiles = async (wanted: Wanted): Promise<Outcome> => {
    const steps: SearchStep[] = [];
    const findings: Finding[] = [];
    for (const place of places) {
      try {
        const file = await readOnce(place);
        const result = file && (await searchFile(file, wanted, desk, superset));
        steps.push(result?.step ?? { place: place.file, outcome: 'absent' });
        findings.push(...(result?.findings ?? []));
        if (result?.credential !== undefined) return { credential: result.credential, steps, findings };
      } catch (error) {
        return { ...failed(place.file, error, steps), findings };
      }
    }
    return { steps, findings };
  };

  const searchHelper = async (name: string, { host }: Wanted): Promise<Outcome> => {
    const place = `docker-credential-${name}`;
    try {
      const answer = await desk.ask(name, host, 'registries.conf');
      const origin = { file: 'registries.conf', key: host, helper: name };
      const credential = answer === undefined ? undefined : toCredential(answer, origin);
      const step = { place, outcome: credential === undefined ? 'no-entry' : 'used', key: host } as const;
      return { ...(credential !== undefined && { credential }), steps: [step], findings: [] };
    } catch (error) {
      return failed(place, error, []);
    }
  };

  const search = async (wanted: Wanted): Promise<Outcome> => {
    const given = options.explicit?.find(({ host }) => canonicalHost(host) === wanted.host);
    if (given !== undefined) return explicitOutcome(given);
    const own = matchOwn(options.own ?? [], wanted);
    if (own !== undefined) return ownOutcome(own);
    const steps: SearchStep[] = [];
    const findings: Finding[] = [];
    let failure: SluiceError | undefined;
    for (const helper of options.conf?.credentialHelpers ?? [authFilesHelper]) {
      const isFiles = helper === authFilesHelper;
      const outcome = await (isFiles ? searchFiles(wanted) : searchHelper(helper, wanted));
      steps.push(...outcome.steps);
      findings.push(...outcome.findings);
      failure ??= outcome.failure;
      if (outcome.credential !== undefined) return { credential: outcome.credential, steps, findings };
    }
    return { steps, findings, ...(failure !== undefined && { failure }) };
  };

  return {
    lookup: async (host, repository, { fresh = false } = {}) => {
      if (fresh) {
        files.clear();
        desk.forget();
      }
      const outcome = await search({ host: canonicalHost(host), repository });
      if (outcome.failure !== undefined) throw outcome.failure;
      return outcome.credential;
    },
    searched: async (host, repository) => {
      const wanted = { host: canonicalHost(host), repository };
      const { credential, steps, findings } = await search(wanted);
      return { ...wanted, steps, findings, ...(credential !== undefined && { used: credential.origin }) };
    },
  };
}

function explicitOutcome({ host, username, password }: ExplicitCredential): Outcome {
  const origin = { file: 'command line', key: host };
  return {
    credential: { kind: 'basic', username, password, origin },
    steps: [{ place: origin.file, outcome: 'used', key: host }],
    findings: [],
  };
}

function ownOutcome({ scope, username, password, source }: OwnCredential): Outcome {
  const origin = { file: source, key: scope };
  return {
    credential: { kind: 'basic', username, password, origin },
    steps: [{ place: source, outcome: 'used', key: scope }],
    findings: [],
  };
}

function failed(place: string, error: unknown, before: readonly SearchStep[]): Outcome {
  if (!(error instanceof SluiceError)) throw error;
  const step = { place, outcome: 'failed', code: error.code } as const;
  return { steps: [...before, step], findings: [], failure: error };
}
