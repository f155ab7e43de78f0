import { SluiceError, type Finding } from '../../contract/index.ts';
import { mapConcurrently, type Plan, type PlannedBlob } from '../../plan/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { namespaceOf } from './collect.ts';
import { targetSource } from './target-source.ts';
import { destinationText, type MirrorTask } from './task.ts';

type Client = Pick<
  RegistryClient,
  'hasBlob' | 'listRepositories' | 'headManifest' | 'getManifest' | 'openBlob'
>;

/** What the target has of the content that a set takes for granted. */
export interface ExpectedContent {
  readonly missing: readonly PlannedBlob[];
  /** The plan, with the places from which repositories get expected content that only others hold. */
  readonly plan: Plan;
}

/** More missing blobs than this, and the earlier set was not loaded: looking around for layers would be in vain. */
const mostSought = 64;
/** Repositories that are looked through for a layer. */
const mostLookedThrough = 200;
const concurrency = 16;

/**
 * Asks the target for the content that a set builds on. A layer may have come with another image
 * into another repository (a base image, say): repositories that lack it get it from there, and
 * nothing is carried twice.
 */
export async function findExpected(task: MirrorTask, client: Client, plan: Plan): Promise<ExpectedContent> {
  if (task.request.trustTarget) return { missing: [], plan };
  const namespace = namespaceOf(task);
  const path = (repository: string): string => (namespace === '' ? repository : `${namespace}/${repository}`);
  const expected = plan.blobs.filter((blob) => blob.expected);
  const asked = await mapConcurrently(expected, concurrency, async (blob) => {
    const held = await mapConcurrently(blob.repositories, 1, (repository) =>
      client.hasBlob(path(repository), blob.descriptor, task.signal),
    );
    const lacking = blob.repositories.filter((_, index) => held[index] !== true);
    return { blob, lacking, holder: blob.repositories.find((_, index) => held[index] === true) };
  });
  const nowhere = asked.filter(({ holder }) => holder === undefined).map(({ blob }) => blob);
  const elsewhere = await lookAround(task, client, plan, nowhere, path);
  // For registries that do not mount.
  const source = targetSource(client);
  const placed = new Map(
    asked.map(({ blob, lacking, holder }) => {
      const place = holder === undefined ? elsewhere.get(blob) : path(holder);
      if (lacking.length === 0 || place === undefined) return [blob, blob];
      const origins = [{ source, repository: place }];
      return [blob, { ...blob, repositories: lacking, origins, mountFrom: [place] }];
    }),
  );
  return {
    missing: nowhere.filter((blob) => !elsewhere.has(blob)),
    plan: { ...plan, blobs: plan.blobs.map((blob) => placed.get(blob) ?? blob) },
  };
}

/** Where else at the target the blobs are: in repositories of the set, of releases, or any that the registry lists. */
async function lookAround(
  task: MirrorTask,
  client: Client,
  plan: Plan,
  blobs: readonly PlannedBlob[],
  path: (repository: string) => string,
): Promise<ReadonlyMap<PlannedBlob, string>> {
  if (blobs.length === 0 || blobs.length > mostSought) return new Map();
  const listed = await client.listRepositories(task.signal).catch((error: unknown) => {
    if (!(error instanceof SluiceError) || task.signal.aborted) throw error;
    return undefined;
  });
  const likely = [
    ...plan.images.map((image) => image.record.destination.repository),
    ...(task.source.set?.repositories.keys() ?? []),
    'openshift/release',
    'openshift-release-dev/ocp-v4.0-art-dev',
  ].map(path);
  const known = new Set(listed);
  const candidates = [
    ...new Set([...likely.filter((name) => listed === undefined || known.has(name)), ...known]),
  ].slice(0, mostLookedThrough);
  const found = await mapConcurrently(blobs, concurrency, async (blob) => {
    for (const repository of candidates) if (await holds(task, client, repository, blob)) return repository;
    return undefined;
  });
  return new Map(
    blobs.flatMap((blob, index) => {
      const repository = found[index];
      return repository === undefined ? [] : [[blob, repository] as const];
    }),
  );
}

/** A repository that may not be read is none that content can come from. */
async function holds(
  task: MirrorTask,
  client: Client,
  repository: string,
  blob: PlannedBlob,
): Promise<boolean> {
  try {
    return await client.hasBlob(repository, blob.descriptor, task.signal);
  } catch (error) {
    if (!(error instanceof SluiceError) || task.signal.aborted) throw error;
    return false;
  }
}

/** EXPECTED_BLOBS_MISSING, which names the earlier set; empty when nothing is missing. */
export function missingFindings(task: MirrorTask, { missing, plan }: ExpectedContent): Finding[] {
  const [first] = missing;
  if (first === undefined) return [];
  const parent = task.source.set?.manifest?.parent;
  return [
    {
      level: 'error',
      code: 'EXPECTED_BLOBS_MISSING',
      params: {
        count: missing.length,
        first: first.descriptor.digest,
        target: destinationText(task.request.destination),
        needed: parent === undefined ? '-' : `generation ${parent.generation}, ${parent.setId}`,
      },
      affected: plan.images
        .filter((image) => image.blobs.some((blob) => blob.digest === first.descriptor.digest))
        .map((image) => image.record.origin),
    },
  ];
}
