import { createReadStream } from 'node:fs';
import { SluiceError } from '../../../contract/index.ts';
import { decompressed, entryRefused, forEachTarEntry, type UnpackedBytes } from '../../../layers/index.ts';
import type { LayerStack } from '../image/layer-stack.ts';
import type { CatalogLimits } from '../limits.ts';
import type { BlobPlace } from '../../model.ts';
import type { ContentFile } from './content-file.ts';

/** A configuration file of a catalogue. */
export interface ConfigFile extends BlobPlace {
  /** Below the configuration folder. */
  readonly path: string;
}

/** What was taken out of the layers so far. */
export interface TakenFiles {
  readonly folder: string;
  readonly stack: LayerStack;
  readonly content: ContentFile;
  readonly unpacked: UnpackedBytes;
  /** By path below the configuration folder. */
  readonly files: Map<string, ConfigFile>;
  /** Links among them, which are not followed. */
  readonly links: Set<string>;
}

/**
 * Takes the configuration files that count out of a layer, whose compressed bytes lie verified in a file. Nothing
 * gets a name of the image's choice on the disk. Throws CATALOG_TOO_LARGE, and like `forEachTarEntry`.
 */
export async function takeLayer(
  taken: TakenFiles,
  layer: { readonly path: string; readonly digest: string },
  limits: CatalogLimits,
  onBytes: (count: number) => void,
): Promise<void> {
  const { digest } = layer;
  const packed = createReadStream(layer.path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
  const tar = decompressed(packed, digest, limits.layers, taken.unpacked);
  await forEachTarEntry(
    counted(tar, onBytes),
    { layer: digest, entries: limits.layers.entries },
    async (entry) => {
      const verdict = taken.stack.add(entry);
      if (verdict === 'not-a-folder') throw entryRefused(digest, entry.path);
      if (taken.stack.size > limits.files) throw tooLarge('files', limits.files);
      if (verdict === 'ignored') {
        entry.skip();
        return;
      }
      if (Buffer.byteLength(entry.path) > limits.pathBytes) throw entryRefused(digest, entry.path);
      const path = entry.path.slice(taken.folder.length + 1);
      // The later of two entries of one name stands.
      taken.files.delete(path);
      taken.links.delete(path);
      if (verdict === 'link') {
        taken.links.add(path);
        entry.skip();
        return;
      }
      const offset = taken.content.length;
      for await (const chunk of entry.chunks) {
        if (taken.content.length + chunk.length > limits.contentBytes) {
          throw tooLarge('content', limits.contentBytes);
        }
        taken.content.append(chunk);
      }
      taken.files.set(path, { path, offset, length: taken.content.length - offset });
    },
  );
  taken.stack.endLayer();
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  count: (length: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

/** A limit that the whole catalogue exceeds. */
export function tooLarge(what: 'files' | 'content' | 'blobs', limit: number): SluiceError {
  const codes = {
    files: 'CATALOG_TOO_MANY_FILES',
    content: 'CATALOG_CONTENT_TOO_LARGE',
    blobs: 'CATALOG_TOO_MANY_BLOBS',
  } as const;
  return new SluiceError(codes[what], { params: { limit } });
}
