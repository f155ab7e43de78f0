import { SluiceError } from '../contract/index.ts';
import { Secret } from '../host/index.ts';
import type { CommandContext } from './context.ts';
import { wordsIn } from './words.ts';

/** For runs without a terminal. There is no flag: everybody on a machine can read a command line. */
export const passphraseVariable = 'SLUICE_SIGNING_PASSPHRASE';

type Asking = Pick<CommandContext, 'services' | 'keyboard' | 'errors' | 'language' | 'signal'>;

/** The passphrase of the signing key: from the variable, else asked for. Throws SEAL_PASSPHRASE_ABSENT. */
export async function signingPassphrase(context: Asking): Promise<Secret> {
  return given(context) ?? new Secret(await ask(context, 'key.passphrase'));
}

/** The same for a new key, typed twice. Throws SEAL_PASSPHRASE_ABSENT, SEAL_PASSPHRASE_DIFFERS. */
export async function newPassphrase(context: Asking): Promise<Secret> {
  const known = given(context);
  if (known !== undefined) return known;
  const first = await ask(context, 'key.newPassphrase');
  if ((await ask(context, 'key.samePassphrase')) === first) return new Secret(first);
  throw new SluiceError('SEAL_PASSPHRASE_DIFFERS', { stage: 'application' });
}

function given({ services }: Asking): Secret | undefined {
  const value = services.environment.variables[passphraseVariable];
  return value === undefined || value === '' ? undefined : new Secret(value);
}

async function ask(
  { keyboard, errors, language, signal }: Asking,
  prompt: 'key.passphrase' | 'key.newPassphrase' | 'key.samePassphrase',
): Promise<string> {
  if (keyboard === undefined) {
    throw new SluiceError('SEAL_PASSPHRASE_ABSENT', {
      params: { variable: passphraseVariable },
      stage: 'application',
    });
  }
  // Not among the output, which may go into a file.
  errors.write(wordsIn(language)(prompt));
  try {
    return await keyboard.readHidden(signal);
  } finally {
    errors.write('\n');
  }
}
