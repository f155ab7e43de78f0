import { join } from 'node:path';
import type { Plan } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import { cutResume, trimResume } from '../../transfer/index.ts';
import type { MirrorTask } from './task.ts';
import { findUnfinishedExport } from './unfinished-export.ts';

/** Whether a plan has a blob or a manifest to write. */
export function contentTest(plan: Pick<Plan, 'blobs' | 'images'>): (digest: Digest) => boolean {
  const wanted = new Set<Digest>();
  for (const blob of plan.blobs) if (!blob.expected) wanted.add(blob.descriptor.digest);
  for (const image of plan.images)
    for (const manifest of image.manifests) wanted.add(manifest.descriptor.digest);
  return (digest) => wanted.has(digest);
}

/**
 * How much of an interrupted export is gone on with. What was approved then and is not now must not go along only
 * because it was written already.
 */
export function resumeTrimmer({ request }: Pick<MirrorTask, 'request'>): typeof trimResume {
  return request.approvedFor === undefined ? trimResume : cutResume;
}

/** What an interrupted export left in a folder, in bytes of the next one's plan. */
export interface KeptContent {
  /** Blobs and manifests that need not be written again. */
  readonly kept: number;
  /** Of files that are cut back or removed before anything is written. */
  readonly freed: number;
}

/** Looks at the folder and the journal; changes nothing. */
export async function keptContent(task: MirrorTask, directory: string, plan: Plan): Promise<KeptContent> {
  const { fs } = task.services;
  const names = await fs.readdir(directory).catch(() => []);
  const sizes = names
    .filter((name) => name.startsWith('.partial-'))
    .map((name) => fs.stat(join(directory, name)).then((stats) => stats.size));
  const present = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  if (present === 0) return { kept: 0, freed: 0 };
  const unfinished = await findUnfinishedExport(task, directory);
  if (unfinished === undefined) return { kept: 0, freed: present };
  const wanted = contentTest(plan);
  const { chunks, entries } = resumeTrimmer(task)(unfinished.state.resume, wanted);
  const staying = chunks.reduce((sum, { length }) => sum + length, 0);
  const kept = entries.filter((entry) => entry.digest !== undefined && wanted(entry.digest));
  return {
    kept: Math.min(
      present,
      kept.reduce((sum, entry) => sum + entry.size, 0),
    ),
    freed: Math.max(0, present - staying),
  };
}
