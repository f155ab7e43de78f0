import { join } from 'node:path';
import { chunkFilesOf, chunkHeldBy, readSetManifest, type SetManifest } from '../../archive/index.ts';
import { imageCategory } from '../../image/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { SetFacts } from './job-record.ts';

/**
 * What the manifest of the set in `folder` says of it, for sheet and label; for oc-mirror's archives the names and
 * sizes of the chunks. Undefined when there is no set, or none that can be read.
 */
export async function readSetFacts(fs: FileSystem, folder: string): Promise<SetFacts | undefined> {
  const manifest = await readSetManifest(fs, folder).catch(() => undefined);
  if (manifest !== undefined) return factsOf(manifest);
  const names = await fs.readdir(folder).catch(() => []);
  const chunks = await Promise.all(
    names
      .filter((name) => chunkHeldBy(name) !== undefined)
      .sort()
      .map(async (name) => ({ name, size: (await fs.stat(join(folder, name))).size })),
  ).catch(() => []);
  if (chunks.length === 0) return undefined;
  return { kind: 'oc-mirror', complete: 'unknown', missing: [], releases: [], chunks };
}

function factsOf(manifest: SetManifest): SetFacts {
  const images = { release: 0, operator: 0, additional: 0, helm: 0 };
  for (const image of manifest.images) {
    if (image.accessoryOf === undefined) images[imageCategory(image.type)] += 1;
  }
  const divided = manifest.chunks.flatMap(({ name, size, sha256, parts }) =>
    parts === undefined ? [] : [{ name, size, sha256, parts: parts.map((part) => part.name) }],
  );
  return {
    kind: 'sluice',
    setId: manifest.setId,
    generation: manifest.generation,
    ...(manifest.parent !== undefined && { parent: manifest.parent }),
    createdAt: manifest.createdAt,
    tool: `${manifest.tool.name} ${manifest.tool.version}`,
    target: manifest.target,
    ...(manifest.signer !== undefined && { signer: manifest.signer }),
    complete: manifest.complete,
    missing: manifest.missing.map(({ origin, code }) => ({ origin, code })),
    releases: manifest.releases.map(({ version, digest, signature }) => ({
      version,
      digest,
      ...(signature !== undefined && { signature: signature.status }),
    })),
    images,
    chunks: chunkFilesOf(manifest),
    ...(divided.length > 0 && { divided }),
  };
}
