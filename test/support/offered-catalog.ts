import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalog, openCatalog } from '../../core/catalog/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { registrySourceOf } from './registry-source.ts';

/**
 * What the sample catalogue offers at a registry, read as a stranger would: packages, faults that OLM would refuse it
 * for, and images that it names and the registry lacks.
 */
export interface OfferedCatalog {
  readonly packages: readonly string[];
  readonly faults: readonly string[];
  readonly absentImages: readonly string[];
}

export async function offeredCatalog(host: string): Promise<OfferedCatalog> {
  const repository = 'redhat/redhat-operator-index';
  const source = registrySourceOf(host);
  const found = await source.resolveTag(repository, 'v4.15');
  if (found === undefined) throw new Error('no catalogue');
  const state = await mkdtemp(join(tmpdir(), 'sluice-offered-'));
  try {
    const { digest } = found;
    const catalog = await openCatalog({
      fs: systemFileSystem,
      stateDirectory: state,
      source,
      repository,
      digest,
    });
    await catalog.close();
    const { model } = catalog;
    const images = [...model.packages.values()].flatMap(({ bundles }) =>
      bundles.flatMap(({ image, relatedImages }) => [image, ...relatedImages.map((one) => one.image)]),
    );
    const absentImages: string[] = [];
    for (const image of new Set(images)) {
      const [name = '', wanted = ''] = image.split('@');
      const path = name.slice(name.indexOf('/') + 1);
      const held = await source.resolveTag(path, wanted.replace(':', '-')).catch(() => undefined);
      if (held?.digest !== wanted) absentImages.push(image);
    }
    return {
      packages: [...model.packages.keys()].sort(),
      faults: checkCatalog(model).flatMap(({ level, code }) => (level === 'error' ? [code] : [])),
      absentImages,
    };
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}
