import type { Acknowledgement } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { withLock } from '../with-lock.ts';
import { acknowledgementsOf } from './target-sets.ts';

/**
 * Does `work` while nobody else records what came back from a target: what was read before it is still so when it is
 * decided. Throws LEDGER_LOCKED when somebody does.
 */
export async function whileRecording<Result>(
  services: HostServices,
  target: string,
  work: (add: (record: Acknowledgement) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const acknowledgements = acknowledgementsOf(services);
  return withLock(services, acknowledgements.lockPath(target), 'sluice receipt', () =>
    work((record) => acknowledgements.add(target, record)),
  );
}
