import { SluiceError } from '../contract/index.ts';
import type { LayerLimits } from './decompress.ts';
import { entryRefused, forEachTarEntry, type LayerTarEntry } from './tar-entries.ts';
import { whiteoutOf } from './whiteout.ts';

/** What one layer says about the wanted files. */
export interface LayerView {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Wanted files that this layer hides from the layers below. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * Reads the wanted files of a layer's tar into memory; nothing is ever written to a disk. A wanted file that is a
 * link refuses the layer: it would have to be looked up elsewhere. Throws LAYER_FILE_TOO_LARGE, and like
 * `forEachTarEntry`.
 */
export async function readLayerFiles(
  tar: AsyncIterable<Buffer>,
  layer: string,
  wanted: readonly string[],
  limits: LayerLimits,
): Promise<LayerView> {
  const view = new ViewBuilder(layer, wanted, limits);
  await forEachTarEntry(tar, { layer, entries: limits.entries }, (entry) => view.add(entry));
  return view;
}

class ViewBuilder implements LayerView {
  readonly files = new Map<string, Buffer>();
  readonly hidden = new Set<string>();
  readonly #layer: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #folders: ReadonlySet<string>;
  readonly #limits: LayerLimits;

  constructor(layer: string, wanted: readonly string[], limits: LayerLimits) {
    this.#layer = layer;
    this.#wanted = new Set(wanted);
    this.#folders = new Set(wanted.flatMap(parentsOf));
    this.#limits = limits;
  }

  async add(entry: LayerTarEntry): Promise<void> {
    const { path, type } = entry;
    if (this.#noteWhiteout(path) || !(this.#wanted.has(path) || this.#folders.has(path))) {
      entry.skip();
      return;
    }
    if (this.#folders.has(path)) {
      if (type !== 'directory') throw entryRefused(this.#layer, path);
      entry.skip();
      return;
    }
    if (type !== 'file' && type !== 'contiguous-file') throw entryRefused(this.#layer, path);
    this.files.set(path, await this.#read(entry));
  }

  #noteWhiteout(path: string): boolean {
    const whiteout = whiteoutOf(path);
    if (whiteout === undefined) return false;
    const { target } = whiteout;
    for (const file of this.#wanted) {
      if (target === '' || file === target || file.startsWith(`${target}/`)) this.hidden.add(file);
    }
    return true;
  }

  async #read({ path, chunks }: LayerTarEntry): Promise<Buffer> {
    const limit = this.#limits.fileBytes;
    const read: Buffer[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > limit) {
        throw new SluiceError('LAYER_FILE_TOO_LARGE', {
          params: { file: path, layer: this.#layer, limit },
        });
      }
      read.push(chunk);
    }
    return Buffer.concat(read, length);
  }
}

function parentsOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
