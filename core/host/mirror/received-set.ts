import type { Finding } from '../../contract/index.ts';
import {
  isTargetName,
  openReceivedSets,
  stateDirectory,
  type ReceivedSet,
  type ReceivedSets,
} from '../../ledger/index.ts';
import { destinationText, type MirrorTask } from './task.ts';

const receivedSets = ({ services }: MirrorTask): ReceivedSets =>
  openReceivedSets({ fs: services.fs, stateDirectory: stateDirectory(services.environment) });

/** The set that is imported; undefined when it is none of a line: without a manifest, or made for no named target. */
function offeredSet({ source, services }: MirrorTask): ReceivedSet | undefined {
  const { manifest } = source.set ?? {};
  // Without a target's name a set names the folder it was made in, and that may be any stick.
  if (manifest === undefined || !isTargetName(manifest.target)) return undefined;
  const { target, setId, generation } = manifest;
  return { target, setId, generation, time: services.clock.now().toISOString() };
}

async function lastOf(task: MirrorTask, { target }: ReceivedSet): Promise<ReceivedSet | undefined> {
  return receivedSets(task).last(destinationText(task.request.destination), target);
}

/**
 * SET_OLDER_THAN_RECEIVED for a set that does not come after the one that the registry was given last for the same
 * target (registry-client.md 4.2 rule 11). The same set may come as often as it likes: so an import goes on.
 */
export async function olderFindings(task: MirrorTask): Promise<Finding[]> {
  const offered = offeredSet(task);
  if (offered === undefined || task.request.olderSet) return [];
  const last = await lastOf(task, offered);
  if (last === undefined || last.setId === offered.setId || last.generation < offered.generation) return [];
  const { target, setId, generation } = offered;
  return [
    {
      level: 'error',
      code: 'SET_OLDER_THAN_RECEIVED',
      params: {
        target,
        generation,
        set: setId,
        registry: destinationText(task.request.destination),
        last: last.generation,
        lastSet: last.setId,
        day: last.time.slice(0, 10),
      },
      affected: [target],
    },
  ];
}

/** Records what the registry is given. Call it before the first tag moves: a run that is cut off has moved some. */
export async function recordReceived(task: MirrorTask): Promise<void> {
  const offered = offeredSet(task);
  if (offered === undefined || (await lastOf(task, offered))?.setId === offered.setId) return;
  await receivedSets(task).record(destinationText(task.request.destination), offered);
}
