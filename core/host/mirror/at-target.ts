import { mapConcurrently, type PlannedImage } from '../../plan/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { holdsImage } from '../../transfer/index.ts';
import { namespaceOf } from './collect.ts';
import type { MirrorTask } from './task.ts';

const concurrency = 16;

/** Those of `images` that the target registry holds whole. */
export async function imagesAtTarget(
  task: MirrorTask,
  images: readonly PlannedImage[],
  client: RegistryClient,
): Promise<ReadonlySet<PlannedImage>> {
  const namespace = namespaceOf(task);
  const doubted = new Set(task.source.set?.manifest?.restores);
  const held = await mapConcurrently(images, concurrency, async (image) => {
    const { repository } = image.record.destination;
    const path = namespace === '' ? repository : `${namespace}/${repository}`;
    return (await holdsImage(client, path, image, task.signal, doubted)) === 'whole';
  });
  return new Set(images.filter((_, index) => held[index] === true));
}
