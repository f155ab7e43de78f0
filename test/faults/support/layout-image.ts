import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaTypes, type Descriptor } from '../../../core/image/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';

/** A layer, and what its image says of it where that is not true. */
export interface WrittenLayer {
  readonly bytes: Buffer;
  readonly claims?: Partial<Pick<Descriptor, 'digest' | 'size'>>;
}

/** Writes an OCI layout with one image of these layers, lowest first; answers the image's digest. */
export async function writeLayout(
  layout: string,
  layers: readonly WrittenLayer[],
  labels: Readonly<Record<string, string>>,
): Promise<Digest> {
  await mkdir(join(layout, 'blobs', 'sha256'), { recursive: true });
  const put = async (
    bytes: Buffer,
    mediaType: string,
    claims: WrittenLayer['claims'] = {},
  ): Promise<Descriptor> => {
    const described = { mediaType, digest: digestOf(bytes), size: bytes.length, ...claims };
    await writeFile(join(layout, 'blobs', ...described.digest.split(':')), bytes);
    return described;
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const config = await put(
    json({ config: { Labels: labels }, rootfs: { type: 'layers', diff_ids: [] } }),
    mediaTypes.ociConfig,
  );
  const described: Descriptor[] = [];
  for (const { bytes, claims } of layers) described.push(await put(bytes, mediaTypes.ociLayerGzip, claims));
  const mediaType = mediaTypes.ociManifest;
  const image = await put(json({ schemaVersion: 2, mediaType, config, layers: described }), mediaType);
  await writeFile(
    join(layout, 'index.json'),
    json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [image] }),
  );
  return image.digest;
}
