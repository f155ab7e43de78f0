import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeLayer, type LayerEntry } from '../../core/layers/index.ts';
import { digestHex, digestOf, type Digest } from '../../core/reference/index.ts';
import { catalogEntries, type MadePackage } from '../support/catalog-world.ts';

const label = 'operators.operatorframework.io.index.configs.v1';

/** A catalogue's image as an OCI layout in `directory`: a base, the configuration files, opm's cache. */
export async function writeCatalogLayout(
  directory: string,
  packages: readonly MadePackage[],
  sizes: { readonly base: number; readonly cache: number },
): Promise<Digest> {
  await mkdir(join(directory, 'blobs', 'sha256'), { recursive: true });
  const put = async (
    bytes: Buffer,
    mediaType: string,
  ): Promise<{ mediaType: string; digest: Digest; size: number }> => {
    const digest = digestOf(bytes);
    await writeFile(join(directory, 'blobs', 'sha256', digestHex(digest)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const layers = [];
  for (const entries of [
    filler('usr/bin/opm', sizes.base),
    catalogEntries(packages),
    filler('tmp/cache/pogreb.v1/db', sizes.cache),
  ]) {
    const { bytes } = await makeLayer(entries);
    layers.push(await put(bytes, layerType));
  }
  const config = await put(
    Buffer.from(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        config: { Labels: { [label]: '/configs' } },
        rootfs: { type: 'layers', diff_ids: [] },
      }),
    ),
    'application/vnd.oci.image.config.v1+json',
  );
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = await put(
    Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers })),
    mediaType,
  );
  const index = { schemaVersion: 2, manifests: [manifest] };
  await writeFile(join(directory, 'index.json'), JSON.stringify(index));
  return manifest.digest;
}

/** One file that does not compress. */
function* filler(path: string, size: number): Generator<LayerEntry> {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    let block = createHash('sha512').update(path).digest();
    for (let made = 0; made < size;) {
      const parts = Array.from({ length: 1024 }, () => (block = createHash('sha512').update(block).digest()));
      const chunk = Buffer.concat(parts).subarray(0, size - made);
      made += chunk.length;
      yield chunk;
    }
  };
  yield { kind: 'file', path, size, chunks: chunks() };
}
