import { parseDockerReference } from '../../core/reference/index.ts';
import {
  createCredentialLookup,
  type Credential,
  type HelperRun,
} from '../../core/registry/credentials/index.ts';
import { pretendedEnvironment, type RootedHost } from './rooted-files.ts';
import type { AuthVector } from './registry-vectors.ts';

const host = 'registry.test:5000';
const home = '/home/op';

/** The three helpers that stood beside skopeo when the cases were recorded. */
const helpers: Readonly<Record<string, HelperRun>> = {
  'docker-credential-fake': {
    outcome: 'exited',
    exitCode: 0,
    stdout: JSON.stringify({ ServerURL: host, Username: 'helperuser', Secret: 'hp' }),
  },
  'docker-credential-idtok': {
    outcome: 'exited',
    exitCode: 0,
    stdout: JSON.stringify({ ServerURL: host, Username: '<token>', Secret: 'IDT' }),
  },
  'docker-credential-none': {
    outcome: 'exited',
    exitCode: 1,
    stdout: 'credentials not found in native keychain\n',
  },
};

/** As the library does it, and with what we understand beyond it. */
export type CredentialMode = 'exact' | 'superset';

/** Recorded answers that we do not give, and why. `exact` differs only where the library itself has changed since. */
const deviations: Readonly<
  Record<string, { readonly why: string } & Partial<Record<CredentialMode, string>>>
> = {
  A12: { why: 'C2: today an explicit file is the only one read', exact: ':', superset: ':' },
  A15: { why: 'C9: credsStore is honoured, as docker does', superset: 'helperuser:hp' },
  A17: { why: 'C9: username and password without auth are honoured', superset: 'u:p' },
};

/** Looks up what a vector asks for, on a host with its files. */
export async function findCredential(
  vector: AuthVector,
  mode: CredentialMode,
  hostWith: (files: Readonly<Record<string, string>>) => Pick<RootedHost, 'fs'>,
): Promise<Credential | undefined> {
  const place = (name: string): string => (name.startsWith('run/') ? `/${name}` : `${home}/${name}`);
  const onHost = (text: string): string => text.replaceAll('REGISTRY:5000', host);
  const files = Object.entries(vector.files).map(([name, content]) => [
    place(name),
    onHost(typeof content === 'string' ? content : JSON.stringify(content)),
  ]);
  const expand = (text: string): string => text.replaceAll('$HOME', home);
  const env = Object.entries(vector.options.env).map(([name, value]) => [name, expand(value)]);
  const { authfile } = vector.options;
  const { domain, path } = parseDockerReference(onHost(vector.ref));
  return createCredentialLookup({
    ...hostWith(Object.fromEntries(files)),
    environment: pretendedEnvironment({ XDG_RUNTIME_DIR: '/run', ...Object.fromEntries(env) }),
    runHelper: (program) => Promise.resolve(helpers[program] ?? { outcome: 'not-installed' }),
    superset: mode === 'superset',
    ...(authfile !== undefined && { authFile: expand(authfile) }),
  }).lookup(domain, path);
}

/** Whether a registry would have seen of a credential what the recording says that it saw, where we do not deviate. */
export function fitsRecording(
  credential: Credential | undefined,
  { id, expect }: Pick<AuthVector, 'id' | 'expect'>,
  mode: CredentialMode,
): boolean {
  const recorded = deviations[id]?.[mode] ?? expect;
  if (typeof recorded === 'string') return recorded === (credential === undefined ? ':' : pairOf(credential));
  return recorded.some((request) => isSentWith(request, credential));
}

/** `GET /token?… auth=-`, or a POST for an identity token. */
function isSentWith(request: string, credential: Credential | undefined): boolean {
  if (credential === undefined) return request.startsWith('GET ') && request.endsWith(' auth=-');
  if (credential.kind === 'identity-token') {
    return request.includes(`&refresh_token=${credential.token.reveal()}&`);
  }
  return request.includes(`auth=Basic(${pairOf(credential)})`);
}

function pairOf(credential: Credential): string | undefined {
  return credential.kind === 'basic' ? `${credential.username}:${credential.password.reveal()}` : undefined;
}
