import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore, type PracticeRegistryOptions } from '../../core/practice/index.ts';
import type { HostWorld } from './host-world.ts';
import {
  ociIndex,
  runRegistry,
  sampleImage,
  type RunningRegistry,
  type SampleImage,
} from './practice-client.ts';

/** A folder for runs of the host in this process, and registries in memory; all gone after `close`. */
export interface RegistryWorld extends HostWorld {
  readonly directory: string;
  registry(options?: Partial<PracticeRegistryOptions>): Promise<RunningRegistry>;
  /** Writes a configuration with these additional images (YAML after `- `); answers its path. */
  configuration(...images: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function registryWorld(): Promise<RegistryWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-host-'));
  const open: RunningRegistry[] = [];
  let files = 0;
  return {
    directory,
    variables: {},
    state: join(directory, 'state'),
    home: directory,
    registry: async (options = {}) => {
      const registry = await runRegistry({ store: createMemoryStore(), ...options });
      open.push(registry);
      return registry;
    },
    configuration: async (...images) => {
      const path = join(directory, `isc-${++files}.yaml`);
      const list = images.map((image) => `    - ${image.replaceAll('\n', '\n      ')}\n`).join('');
      const head = 'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n';
      await writeFile(path, `${head}  additionalImages:\n${list}`);
      return path;
    },
    close: async () => {
      for (const registry of open) await registry.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export const hostOf = (registry: RunningRegistry): string => registry.url.replace('http://', '');

/** An image of one layer under a tag. */
export async function pushImage(
  registry: RunningRegistry,
  repository: string,
  tag: string,
  seed = tag,
): Promise<SampleImage> {
  const image = await sampleImage(registry, repository, seed);
  await registry.pushManifest(repository, tag, image.manifest);
  return image;
}

/** A list with an instance for each architecture, under a tag. */
export async function pushList(
  registry: RunningRegistry,
  repository: string,
  tag: string,
  architectures: readonly string[],
): Promise<readonly SampleImage[]> {
  const images: SampleImage[] = [];
  for (const architecture of architectures) {
    const image = await sampleImage(registry, repository, architecture);
    await registry.pushManifest(repository, image.digest, image.manifest);
    images.push(image);
  }
  await registry.pushManifest(repository, tag, {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: images.map(({ manifest, digest }, index) => ({
      mediaType: manifest.mediaType,
      digest,
      size: JSON.stringify(manifest).length,
      platform: { os: 'linux', architecture: architectures[index] },
    })),
  });
  return images;
}
