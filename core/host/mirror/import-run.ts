import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { acquireLock, makeStateFolder, openJournal, runKey, stateDirectory } from '../../ledger/index.ts';
import { mapConcurrently, type Plan } from '../../plan/index.ts';
import {
  createProgress,
  importRecordSchema,
  registrySink,
  storedKey,
  transfer,
  type TransferResult,
} from '../../transfer/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { inPhase } from '../observer.ts';
import { sampled } from '../progress-sampler.ts';
import { namespaceOf } from './collect.ts';
import { startRun } from './start-run.ts';
import { destinationText, type MirrorTask } from './task.ts';

export interface ImportResult {
  readonly runId: string;
  readonly resumed: boolean;
  readonly transfer: TransferResult;
}

/**
 * Moves a plan into a registry. The registry itself is the state; the journal saves asking it
 * again for every blob after an interruption.
 */
export async function runImport(task: MirrorTask, client: RegistryClient, plan: Plan): Promise<ImportResult> {
  const { services, observer, signal, request } = task;
  const { fs } = services;
  const locks = join(stateDirectory(services.environment), 'locks');
  const target = destinationText(request.destination);
  await makeStateFolder(fs, locks);
  const lock = await acquireLock({
    ...services,
    path: join(locks, `${runKey({ target }).slice(-32)}.lock`),
    command: task.command.join(' '),
  });
  try {
    const { run, resumed } = await startRun(task, {});
    observer({ type: 'run', id: run.id, workflow: task.workflow, resumed });
    const journal = await openJournal({ fs, path: run.journalPath, schema: importRecordSchema });
    let state: 'complete' | 'incomplete' | 'interrupted' = 'interrupted';
    try {
      const stored = new Set(journal.records.map((record) => storedKey(record.digest, record.repository)));
      const progress = createProgress();
      const sink = registrySink({
        client,
        namespace: namespaceOf(task),
        wasStored: (digest, repository) => stored.has(storedKey(digest, repository)),
        onStored: (digest, repository) => journal.append({ type: 'stored', digest, repository }),
      });
      const { workers } = request;
      const result = await inPhase(observer, 'transfer', () =>
        sampled({ clock: services.clock, observer, phase: 'transfer', progress }, () =>
          transfer({
            plan,
            sink,
            progress,
            signal,
            ...(workers !== undefined && { workers: Math.max(2, workers * 3) }),
          }),
        ),
      );
      if (!result.interrupted) {
        const failed = result.outcomes.some((outcome) => outcome.status === 'failed');
        state = failed || plan.unplanned.length > 0 ? 'incomplete' : 'complete';
      }
      return { runId: run.id, resumed, transfer: result };
    } finally {
      await journal.sync();
      await journal.close();
      await run.end(state);
    }
  } finally {
    await lock.release();
  }
}

/**
 * Checks that the target holds what the set takes for granted, before anything is pushed.
 * Throws EXPECTED_BLOBS_MISSING, which names the earlier set.
 */
export async function requireExpected(
  task: MirrorTask,
  client: Pick<RegistryClient, 'hasBlob' | 'headManifest'>,
  plan: Plan,
): Promise<void> {
  if (task.request.trustTarget) return;
  const namespace = namespaceOf(task);
  const path = (repository: string): string => (namespace === '' ? repository : `${namespace}/${repository}`);
  const expected = plan.blobs.filter((blob) => blob.expected);
  const present = await mapConcurrently(expected, 16, async (blob) => {
    const held = await mapConcurrently(blob.repositories, 1, (repository) =>
      client.hasBlob(path(repository), blob.descriptor, task.signal),
    );
    return held.every(Boolean);
  });
  const missing = expected.filter((_, index) => present[index] !== true);
  const [first] = missing;
  if (first === undefined) return;
  const parent = task.source.set?.manifest?.parent;
  throw new SluiceError('EXPECTED_BLOBS_MISSING', {
    params: {
      count: missing.length,
      first: first.descriptor.digest,
      target: destinationText(task.request.destination),
      needed: parent === undefined ? '-' : `generation ${parent.generation}, ${parent.setId}`,
    },
    stage: 'preflight',
    side: 'sink',
    affected: plan.images
      .filter((image) => image.blobs.some((blob) => blob.digest === first.descriptor.digest))
      .map((image) => image.record.origin),
  });
}
