import { createMemoryStore, type WritableStore } from '../../core/practice/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';

/** Tiny layers that each image has besides its configuration, and images that share a repository. */
const shape = { layers: 5, imagesPerRepository: 20 };

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';

/** Puts `count` small images into a store (a new one by itself), nothing shared between them, and their names as a configuration has them. */
export async function storeManyImages(
  host: string,
  count: number,
  store: WritableStore = createMemoryStore(),
): Promise<{ readonly store: WritableStore; readonly names: readonly string[] }> {
  const names: string[] = [];
  const put = async (repository: string, text: string): Promise<{ digest: Digest; size: number }> => {
    const bytes = Buffer.from(text);
    const digest = digestOf(bytes);
    const writer = await store.createWriter(digest);
    await writer.write([bytes]);
    await writer.commit(digest);
    await store.record({ op: 'blob', repository, digest, size: bytes.length });
    return { digest, size: bytes.length };
  };
  for (let image = 0; image < count; image++) {
    const repository = `lab/app-${Math.floor(image / shape.imagesPerRepository)}`;
    const tag = `1.0.${image % shape.imagesPerRepository}`;
    const platform = { os: 'linux', architecture: 'amd64' };
    const config = await put(repository, JSON.stringify({ ...platform, config: { Labels: { image } } }));
    const layers = [];
    for (let layer = 0; layer < shape.layers; layer++) {
      const made = await put(repository, `layer ${layer} of image ${image} `.repeat(8 + layer));
      layers.push({ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...made });
    }
    const manifest = {
      schemaVersion: 2,
      mediaType: ociManifest,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
      layers,
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = digestOf(bytes);
    await store.record({ op: 'manifest', repository, digest, mediaType: ociManifest, bytes });
    await store.record({ op: 'tag', repository, tag, digest });
    names.push(`${host}/${repository}:${tag}`);
  }
  return { store, names };
}
