import { SluiceError, type Enclave, type EnclavePlace, type PathToken } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';
import { toMessage } from '../observer.ts';
import { displayText } from '../paths/display.ts';
import type { OwnPathRegistry } from '../paths/index.ts';

/** Milliseconds that a folder is waited for: a share whose server is away may never answer. */
const patience = 5000;

/** Looks at the folders of those enclaves that have one. */
export async function enclavePlaces(
  clock: Pick<Clock, 'sleep'>,
  paths: Pick<OwnPathRegistry, 'look' | 'pathOf'>,
  enclaves: readonly Pick<Enclave, 'id' | 'to'>[],
): Promise<EnclavePlace[]> {
  const places = enclaves.map(async ({ id, to }): Promise<readonly EnclavePlace[]> => {
    if (to === undefined) return [];
    const given = new AbortController();
    const late = clock.sleep(patience, given.signal).then(() => {
      throw new SluiceError('PATH_READ_FAILED', {
        params: { path: displayText(paths.pathOf(to)), reason: 'ETIMEDOUT' },
        retryable: true,
      });
    });
    try {
      return [{ id, facts: await Promise.race([look(paths, to), late]) }];
    } catch (error) {
      return [{ id, problem: toMessage(error) }];
    } finally {
      given.abort();
      late.catch(() => undefined);
    }
  });
  return (await Promise.all(places)).flat();
}

/** Looked at for writing: a token of anything else is no folder for a set. */
async function look(
  paths: Pick<OwnPathRegistry, 'look'>,
  to: PathToken,
): Promise<NonNullable<EnclavePlace['facts']>> {
  const facts = await paths.look(to);
  if (facts.purpose === 'archive-out' && facts.kind === 'directory') return facts;
  throw new SluiceError(facts.kind === 'directory' ? 'PATH_TOKEN_PURPOSE' : 'PATH_NOT_FOLDER', {
    params: { path: facts.display },
    affected: [facts.display],
  });
}
