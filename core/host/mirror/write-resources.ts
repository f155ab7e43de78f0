import { basename, join } from 'node:path';
import {
  buildResources,
  installConfigFragment,
  mergeResources,
  type ReleaseSignature,
} from '../../resources/index.ts';
import type { ImageOutcome } from '../../transfer/index.ts';
import { showFindings } from '../observer.ts';
import { writeResource } from '../write-resource.ts';
import { toolVersion } from '../version.ts';
import { namespaceOf, type MirrorCollection } from './collect.ts';
import { readTemplates } from './operators/templates.ts';
import { readResourceFolder, rememberedResourcesFolder } from './remembered-resources.ts';
import type { MirrorTask } from './task.ts';

/** The part of an install-config.yaml that stands beside the resources. */
export const fragmentName = 'install-config-imageDigestSources.yaml';

/**
 * Writes what a cluster needs to use the target, from the images that are there. Cumulative: what
 * earlier runs wrote for the same target stays (users.md pain 36). Gives the files' paths.
 */
export async function writeResources(
  task: MirrorTask,
  collection: MirrorCollection,
  outcomes: readonly ImageOutcome[],
  workingDirectory: string,
): Promise<string[]> {
  const { request, services, observer } = task;
  const { destination } = request;
  if (destination.kind !== 'registry') return [];
  const there = outcomes.filter(
    (outcome) =>
      (outcome.status === 'copied' || outcome.status === 'present') &&
      outcome.image.accessoryOf === undefined,
  );
  const templates = await readTemplates(task);
  const built = buildResources(
    there.map(({ image }) => ({ record: image.record, digest: image.root.digest })),
    { registry: destination.host, namespace: namespaceOf(task) },
    {
      layout: request.layout,
      ...(request.maxNestedPaths !== undefined && { maxNestedPaths: request.maxNestedPaths }),
      graph: task.loaded.configuration.mirror.platform?.graph ?? false,
      createdAt: services.clock.now(),
      toolVersion,
      signatures: signaturesOf(collection),
      catalogTemplates: templates.texts,
    },
  );
  showFindings(observer, [...templates.findings, ...built.findings]);
  const { fs } = services;
  const remembered = rememberedResourcesFolder(services, destination);
  const merged = mergeResources(await readResourceFolder(fs, remembered), built.files);
  const folder = join(workingDirectory, 'cluster-resources');
  const written: string[] = [];
  for (const file of merged.files) {
    await writeResource(fs, join(remembered, file.fileName), file.text);
    await writeResource(fs, join(folder, file.fileName), file.text);
    written.push(join(folder, file.fileName));
  }
  if (merged.files.some((file) => file.fileName.startsWith('idms-'))) {
    const path = join(workingDirectory, fragmentName);
    await writeResource(fs, path, installConfigFragment(merged.files, destination.host));
    written.push(path);
  }
  return written;
}

function signaturesOf(collection: MirrorCollection): ReleaseSignature[] {
  const digests = new Map(
    collection.facts.map((release) => [release.digest.slice('sha256:'.length), release]),
  );
  return collection.files.flatMap((file) => {
    const hex = /([0-9a-f]{64})$/.exec(basename(file.name))?.[1];
    const release = hex === undefined ? undefined : digests.get(hex);
    if (!file.name.startsWith('working-dir/signatures/') || release === undefined) return [];
    return [{ digest: release.digest, content: file.bytes }];
  });
}
