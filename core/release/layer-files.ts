import { Readable } from 'node:stream';
import { type Extract, extract } from 'tar-stream';
import { SluiceError } from '../contract/index.ts';
import type { LayerLimits } from './decompress.ts';

/** What one layer says about the wanted files. */
export interface LayerView {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Wanted files that this layer hides from the layers below. */
  readonly hidden: ReadonlySet<string>;
}

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/**
 * Reads the wanted files of a layer's tar into memory; nothing is ever written to a disk. A name that
 * leaves the image's root refuses the layer, as does a wanted file that is a link: it would
 * have to be looked up elsewhere. Throws RELEASE_LAYER_ENTRY_REFUSED, RELEASE_LAYER_TOO_LARGE,
 * RELEASE_LAYER_DAMAGED, and what `tar` throws.
 */
export async function readLayerFiles(
  tar: AsyncIterable<Buffer>,
  layer: string,
  wanted: readonly string[],
  limits: LayerLimits,
): Promise<LayerView> {
  const reader = extract();
  const source = Readable.from(tar, { objectMode: false });
  let sourceFailure: unknown;
  source.on('error', (error) => {
    sourceFailure = error;
    reader.destroy(error);
  });
  source.pipe(reader);
  const view = new ViewBuilder(layer, wanted, limits);
  try {
    for await (const entry of reader) await view.add(entry);
  } catch (error) {
    if (sourceFailure !== undefined) throw sourceFailure;
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('RELEASE_LAYER_DAMAGED', { params: { layer }, cause: error });
  } finally {
    source.destroy();
    reader.destroy();
  }
  return view;
}

class ViewBuilder implements LayerView {
  readonly files = new Map<string, Buffer>();
  readonly hidden = new Set<string>();
  readonly #layer: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #folders: ReadonlySet<string>;
  readonly #limits: LayerLimits;
  #entries = 0;

  constructor(layer: string, wanted: readonly string[], limits: LayerLimits) {
    this.#layer = layer;
    this.#wanted = new Set(wanted);
    this.#folders = new Set(wanted.flatMap(parentsOf));
    this.#limits = limits;
  }

  async add(entry: Entry): Promise<void> {
    if (++this.#entries > this.#limits.entries) {
      throw new SluiceError('RELEASE_LAYER_TOO_LARGE', {
        params: { layer: this.#layer, unpacked: this.#entries, packed: this.#limits.entries },
      });
    }
    const path = this.#path(entry.header.name);
    const { type } = entry.header;
    if (this.#noteWhiteout(path) || !(this.#wanted.has(path) || this.#folders.has(path))) {
      entry.resume();
      return;
    }
    if (this.#folders.has(path)) {
      if (type !== 'directory') throw this.#refused(path);
      entry.resume();
      return;
    }
    if (type !== 'file' && type !== 'contiguous-file') throw this.#refused(path);
    this.files.set(path, await this.#read(entry, path));
  }

  /** OCI image specification, layer: whiteouts hide what lower layers hold, never the layer's own files. */
  #noteWhiteout(path: string): boolean {
    const slash = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
    if (!name.startsWith(whiteout)) return false;
    const target = name === opaque ? folder : joined(folder, name.slice(whiteout.length));
    for (const file of this.#wanted) {
      if (target === '' || file === target || file.startsWith(`${target}/`)) this.hidden.add(file);
    }
    return true;
  }

  async #read(entry: Entry, path: string): Promise<Buffer> {
    const limit = this.#limits.fileBytes;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) {
        throw new SluiceError('RELEASE_FILE_TOO_LARGE', {
          params: { file: path, layer: this.#layer, limit },
        });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  }

  #path(name: string): string {
    // A leading slash means the image's root, as it does for container engines.
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..') || name.includes('\0')) throw this.#refused(name);
    return parts.join('/');
  }

  #refused(name: string): SluiceError {
    return new SluiceError('RELEASE_LAYER_ENTRY_REFUSED', {
      params: { layer: this.#layer, entry: name.slice(0, 200) },
    });
  }
}

function parentsOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
