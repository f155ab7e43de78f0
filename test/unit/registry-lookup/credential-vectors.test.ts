import { describe, expect, it } from 'vitest';
import { parseDockerReference } from '../../../core/reference/index.ts';
import {
  createCredentialLookup,
  type Credential,
  type HelperRun,
} from '../../../core/registry/credentials/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';
import { type AuthVector, authVectors, vectorNote } from '../../support/registry-vectors.ts';

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

/** Recorded answers that we do not give, and why. `exact` differs only where the library itself has changed since. */
const deviations: Readonly<Record<string, { why: string; exact?: string; superset?: string }>> = {
  A12: { why: 'C2: today an explicit file is the only one read', exact: ':', superset: ':' },
  A15: { why: 'C9: credsStore is honoured, as docker does', superset: 'helperuser:hp' },
  A17: { why: 'C9: username and password without auth are honoured', superset: 'u:p' },
};

async function find(vector: AuthVector, superset: boolean): Promise<Credential | undefined> {
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
  return await createCredentialLookup({
    fs: rootedHost(Object.fromEntries(files)).fs,
    environment: pretendedEnvironment({ XDG_RUNTIME_DIR: '/run', ...Object.fromEntries(env) }),
    runHelper: (program) => Promise.resolve(helpers[program] ?? { outcome: 'not-installed' }),
    superset,
    ...(authfile !== undefined && { authFile: expand(authfile) }),
  }).lookup(domain, path);
}

/** What a registry would have seen of it, in the words of the recording. */
function seen(credential: Credential | undefined, challenge: AuthVector['challenge']): unknown {
  if (challenge === 'basic') {
    if (credential === undefined) return ':';
    return credential.kind === 'basic' && `${credential.username}:${credential.password.reveal()}`;
  }
  if (credential === undefined) return expect.arrayContaining([expect.stringMatching(/^GET .*auth=-$/)]);
  if (credential.kind === 'identity-token') {
    return expect.arrayContaining([expect.stringContaining(`&refresh_token=${credential.token.reveal()}&`)]);
  }
  const pair = `${credential.username}:${credential.password.reveal()}`;
  return expect.arrayContaining([expect.stringContaining(`auth=Basic(${pair})`)]);
}

describe.skipIf(authVectors.length === 0)(
  `credentials against what skopeo sent${vectorNote(authVectors)}`,
  () => {
    it('replays all recorded cases', () => expect(authVectors).toHaveLength(26));

    describe.each([
      ['exact', false],
      ['superset', true],
    ] as const)('when %s', (mode, superset) => {
      it.each(authVectors)('$id $title', async (vector) => {
        if (vector.error !== undefined) {
          await expect(find(vector, superset)).rejects.toMatchObject({ code: 'CREDENTIALS_FILE_SYNTAX' });
          return;
        }
        const credential = await find(vector, superset);
        expect(deviations[vector.id]?.[mode] ?? vector.expect).toEqual(seen(credential, vector.challenge));
      });
    });
  },
);
