import { join } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import { imageTypes } from '../image/index.ts';
import { buildResources, installConfigFragment, mergeResources } from '../resources/index.ts';
import type { Layout } from '../reference/index.ts';
import { showFindings, type Observer } from './observer.ts';
import { openCheckedSet, type CheckedSet } from './seal/index.ts';
import type { HostServices } from './services.ts';
import { writeResource } from './write-resource.ts';
import { toolVersion } from './version.ts';

export interface ResourcesRequest {
  /** Folder with a set of ours. */
  readonly from: string;
  readonly registry: string;
  readonly namespace: string;
  /** Folder for the files: `cluster-resources` in it, and the fragment for an install-config. */
  readonly output: string;
}

/**
 * Writes the cluster resources for a set as if it had been loaded into `registry`, from the set
 * alone and without any network. Throws RESOURCES_NEED_MANIFEST for an archive of oc-mirror, whose
 * images have no origins.
 */
export async function rebuildResources(
  services: HostServices,
  request: ResourcesRequest,
  observer: Observer,
): Promise<string[]> {
  const set = await openCheckedSet(services, request.from);
  try {
    const { manifest } = set;
    requireUnaltered(set, request.from, observer);
    if (manifest === undefined) {
      throw new SluiceError('RESOURCES_NEED_MANIFEST', {
        params: { directory: request.from },
        stage: 'resources',
      });
    }
    const signatures = [...set.files.keys()].flatMap((name) => {
      const hex = /^working-dir\/signatures\/.*([0-9a-f]{64})$/.exec(name)?.[1];
      const release = manifest.releases.find(({ digest }) => digest === `sha256:${hex}`);
      return release === undefined ? [] : [{ name, digest: release.digest }];
    });
    const built = buildResources(
      manifest.images
        .filter(
          (image) =>
            imageTypes.includes(image.type) && image.tag !== undefined && image.accessoryOf === undefined,
        )
        .map((image) => ({
          digest: image.digest,
          record: {
            type: image.type,
            origin: image.origin,
            source: { repository: image.repository, digest: image.digest },
            destination: { repository: image.repository, tag: image.tag ?? '' },
          },
        })),
      { registry: request.registry, namespace: request.namespace },
      {
        layout: manifest.layout as Layout,
        graph: manifest.images.some((image) => image.type === 'cincinnatiGraph'),
        createdAt: services.clock.now(),
        toolVersion,
        signatures: await Promise.all(
          signatures.map(async ({ name, digest }) => ({
            digest,
            content: await set.readFile(name, 4 * 1024 * 1024),
          })),
        ),
      },
    );
    showFindings(observer, built.findings);
    const files = mergeResources([], built.files).files;
    // As a run lays them out: what is applied to a cluster as a whole folder, and the fragment beside it.
    const folder = join(request.output, 'cluster-resources');
    const placed = [
      ...files.map(({ fileName, text }) => ({ path: join(folder, fileName), text })),
      {
        path: join(request.output, 'install-config-imageDigestSources.yaml'),
        text: installConfigFragment(files, request.registry),
      },
    ];
    for (const { path, text } of placed) await writeResource(services.fs, path, text);
    return placed.map(({ path }) => path);
  } finally {
    await set.close();
  }
}

/** Resources of a set whose signature or content does not hold must not reach a cluster. Throws SET_REFUSED. */
function requireUnaltered({ problems }: CheckedSet, directory: string, observer: Observer): void {
  const sealed = problems.filter(({ code, level }) => code.startsWith('SEAL_') && level !== 'note');
  showFindings(observer, sealed);
  const errors = sealed.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  throw new SluiceError('SET_REFUSED', {
    params: { directory, count: errors.length },
    stage: 'inspect',
    side: 'source',
    affected: errors.flatMap(({ affected }) => affected),
  });
}
