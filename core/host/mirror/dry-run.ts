import { join } from 'node:path';
import { writeDurably } from '../../ports/index.ts';
import { mappingLine, mappingLines } from '../../plan/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { imagesAtTarget } from './at-target.ts';
import { targetRoot } from './collect.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import type { MirrorTask } from './task.ts';
import { writableWorkingDirectory } from './working-files.ts';

/**
 * oc-mirror's dry-run files: mapping.txt, and missing.txt with what is not at the target yet
 * (oc-mirror-v2.md 3.5). For an archive, what no earlier generation carried is missing.
 */
export async function writeDryRun(
  task: MirrorTask,
  { plan }: PreparedPlan,
  client: RegistryClient | undefined,
): Promise<string[]> {
  const { fs } = task.services;
  const folder = join(await writableWorkingDirectory(task), 'dry-run');
  const root = targetRoot(task);
  const images = plan.images.filter((image) => image.accessoryOf === undefined);
  const mapping = join(folder, 'mapping.txt');
  await writeDurably(fs, mapping, mappingLines(images, root, task.request.dryRun === 'manifest-lists'));
  const absent = client === undefined ? notCarried(plan) : await notAtTarget(task, images, client);
  const lines = [...absent.map((image) => image.record), ...plan.unplanned.map(({ record }) => record)].map(
    (record) => `${mappingLine(record, root)}\n`,
  );
  const missing = join(folder, 'missing.txt');
  await fs.unlink(missing).catch(() => undefined);
  if (lines.length === 0) return [mapping];
  await writeDurably(fs, missing, lines.join(''));
  return [mapping, missing];
}

type Images = PreparedPlan['plan']['images'];

function notCarried({ images, blobs }: PreparedPlan['plan']): Images {
  const moving = new Set(blobs.filter((blob) => !blob.expected).map((blob) => blob.descriptor.digest));
  return images.filter(
    (image) => image.accessoryOf === undefined && image.blobs.some((blob) => moving.has(blob.digest)),
  );
}

async function notAtTarget(task: MirrorTask, images: Images, client: RegistryClient): Promise<Images> {
  const held = await imagesAtTarget(task, images, client);
  return images.filter((image) => !held.has(image));
}
