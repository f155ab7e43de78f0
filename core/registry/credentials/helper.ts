import { z } from 'zod';
import { SluiceError } from '../../contract/index.ts';
import type { HelperRun, RunHelper } from './run-helper.ts';

export interface HelperAnswer {
  readonly username: string;
  readonly password: string;
  readonly identityToken: string;
}

/** Asks helpers, each question once per run. */
export interface HelperDesk {
  /**
   * What `docker-credential-<name>` has for `server`; undefined when it has nothing. `source` names the file for
   * messages. Throws the CREDENTIAL_HELPER_ codes.
   */
  ask(name: string, server: string, source: string): Promise<HelperAnswer | undefined>;
  /** Forgets all answers, so that the next question runs the helpers again. */
  forget(): void;
}

const nameForm = /^[A-Za-z0-9_.-]+$/;
const answerForm = z.object({ Username: z.string(), Secret: z.string() });

// The helper protocol has no other sign for "nothing stored": this line on standard output and a failure code.
const nothingStored = 'credentials not found in native keychain';
// The user name by which a helper marks its secret as an identity token.
const tokenUser = '<token>';

export function createHelperDesk(run: RunHelper): HelperDesk {
  const answers = new Map<string, Promise<HelperAnswer | undefined>>();
  return {
    ask: async (name, server, source) => {
      if (!nameForm.test(name)) throw new SluiceError('CREDENTIAL_HELPER_NAME', { params: { source } });
      const key = `${name} ${server}`;
      const known = answers.get(key);
      if (known !== undefined) return await known;
      const asked = run(`docker-credential-${name}`, server).then((result) =>
        readRun(result, name, server, source),
      );
      answers.set(key, asked);
      return await asked.catch((error: unknown) => {
        if (answers.get(key) === asked) answers.delete(key);
        throw error;
      });
    },
    forget: () => answers.clear(),
  };
}

function readRun(run: HelperRun, name: string, host: string, source: string): HelperAnswer | undefined {
  const params = { name, host };
  switch (run.outcome) {
    case 'not-installed':
      throw new SluiceError('CREDENTIAL_HELPER_NOT_INSTALLED', { params: { ...params, source } });
    case 'timed-out':
      throw new SluiceError('CREDENTIAL_HELPER_TIMEOUT', { params: { ...params, seconds: run.seconds } });
    case 'too-much-output':
      throw new SluiceError('CREDENTIAL_HELPER_OUTPUT', { params });
    case 'exited':
      if (run.exitCode === 0) return readAnswer(run.stdout, params);
      if (run.stdout.trim() === nothingStored) return undefined;
      throw new SluiceError('CREDENTIAL_HELPER_FAILED', { params: { ...params, exitCode: run.exitCode } });
  }
}

/** Neither the text nor a parser's message about it may go anywhere: it holds the secret. */
function readAnswer(
  stdout: string,
  params: { readonly name: string; readonly host: string },
): HelperAnswer | undefined {
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch {
    throw new SluiceError('CREDENTIAL_HELPER_OUTPUT', { params });
  }
  const parsed = answerForm.safeParse(document);
  if (!parsed.success) throw new SluiceError('CREDENTIAL_HELPER_OUTPUT', { params });
  const { Username: username, Secret: secret } = parsed.data;
  if (username === tokenUser) return { username: '', password: '', identityToken: secret };
  return { username, password: secret, identityToken: '' };
}
