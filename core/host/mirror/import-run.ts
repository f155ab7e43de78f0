import type { Descriptor } from '../../image/index.ts';
import { mapConcurrently, type Plan } from '../../plan/index.ts';
import {
  createProgress,
  importRecordSchema,
  registrySink,
  storedKey,
  transfer,
  type ImageWatch,
  type ImportRecord,
  type TransferResult,
} from '../../transfer/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { inPhase } from '../observer.ts';
import { sampled } from '../progress-sampler.ts';
import { namespaceOf, type MirrorCollection } from './collect.ts';
import { isHeldBack, missingOf } from './outcome.ts';
import { lastCatalogs } from './operators/last-catalogs.ts';
import { openRunJournal, startRun, untilEnd, type Ending } from './start-run.ts';
import type { MirrorTask } from './task.ts';

export interface ImportResult {
  readonly runId: string;
  readonly resumed: boolean;
  readonly transfer: TransferResult;
}

/** What an import moves, and who is told of its images. */
export interface ImportWork {
  readonly plan: Plan;
  readonly collection: MirrorCollection;
  readonly images: ImageWatch;
}

/**
 * Moves a plan into a registry. The registry itself is the state; the journal saves asking it
 * again for every blob after an interruption. Call it under the registry's lock.
 */
export async function runImport(
  task: MirrorTask,
  client: RegistryClient,
  { plan, collection, images }: ImportWork,
): Promise<ImportResult> {
  const { services, observer, request } = task;
  const { run, resumed } = await startRun(task, {});
  observer({ type: 'run', id: run.id, workflow: task.workflow, resumed });
  const journal = await openRunJournal(task, run, importRecordSchema);
  return untilEnd(task, run, journal, async ({ signal }): Promise<Ending<ImportResult>> => {
    const namespace = namespaceOf(task);
    const restores = task.source.set?.manifest?.restores;
    const stored = await confirmedRecords(journal.records, client, plan, namespace, signal);
    const progress = createProgress();
    const sink = registrySink({
      client,
      namespace,
      ...(restores !== undefined && { doubted: new Set(restores) }),
      wasStored: (digest, repository) => stored.has(storedKey(digest, repository)),
      onStored: async (digest, repository) => {
        journal.append({ type: 'stored', digest, repository });
        await journal.written();
      },
      failure: () => journal.failure,
    });
    const { workers } = request;
    const result = await inPhase(observer, 'transfer', () =>
      sampled({ clock: services.clock, observer, phase: 'transfer', progress }, () =>
        transfer({
          plan,
          sink,
          progress,
          signal,
          images,
          last: lastCatalogs(task, collection),
          ...(workers !== undefined && { workers: Math.max(2, workers * 3) }),
        }),
      ),
    );
    const absent = missingOf(plan, collection, result.outcomes);
    const missing = absent.filter((each) => !isHeldBack(each)).length;
    const whole = absent.length === 0 ? 'complete' : 'complete-with-exceptions';
    return {
      result: { runId: run.id, resumed, transfer: result },
      state: result.interrupted ? 'interrupted' : missing > 0 ? 'incomplete' : whole,
      summary: { bytes: result.bytesStored, missing },
    };
  });
}

/**
 * What the journal says is stored, as far as the registry still knows of it: a registry that was emptied or
 * replaced since must not be believed on the word of a journal. One question for each repository, about the
 * record that was written last, tells.
 */
async function confirmedRecords(
  records: readonly ImportRecord[],
  client: Pick<RegistryClient, 'hasBlob'>,
  plan: Plan,
  namespace: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const blobs = new Map(plan.blobs.map(({ descriptor }) => [descriptor.digest, descriptor]));
  const last = new Map<string, Descriptor>();
  for (const { repository, digest } of records) {
    const blob = blobs.get(digest);
    if (blob !== undefined) last.set(repository, blob);
  }
  const held = await mapConcurrently([...last], 16, async ([repository, blob]) =>
    (await client.hasBlob(namespace === '' ? repository : `${namespace}/${repository}`, blob, signal))
      ? repository
      : undefined,
  );
  const known = new Set(held);
  return new Set(
    records
      .filter(({ repository }) => known.has(repository))
      .map(({ digest, repository }) => storedKey(digest, repository)),
  );
}
