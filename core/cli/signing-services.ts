import type { MirrorRequest } from '../contract/index.ts';
import { createKeyStore, type HostServices } from '../host/index.ts';
import type { CommandContext } from './context.ts';
import { signingPassphrase } from './passphrase.ts';

/**
 * The services of a run, with the signing key open when its set or its receipt is to be signed: asked for now, so that nobody has to
 * sit by until the content has moved. Throws SEAL_KEY_ABSENT, SEAL_PASSPHRASE_ABSENT, SEAL_PASSPHRASE_WRONG and the
 * codes of a key that cannot be read.
 */
export async function signingServices(
  context: CommandContext,
  { sign, dryRun }: Pick<MirrorRequest, 'sign' | 'dryRun'>,
): Promise<HostServices> {
  const { services } = context;
  if (!sign || dryRun !== 'no') return services;
  const keys = createKeyStore(services);
  // Nobody is asked for the passphrase of a key that is not there.
  await keys.ownPresent();
  await keys.unlock(await signingPassphrase(context));
  return { ...services, keys };
}
