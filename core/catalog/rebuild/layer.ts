import { makeLayer, type LayerEntry, type MadeLayer } from '../../layers/index.ts';
import type { CatalogFile } from './catalog-files.ts';

/** A layer of these files in their order, each folder before what is in it. Throws what the files throw. */
export function layerOf(files: readonly CatalogFile[]): Promise<MadeLayer> {
  return makeLayer(entriesOf(files));
}

function* entriesOf(files: readonly CatalogFile[]): Generator<LayerEntry, void, undefined> {
  const folders = new Set<string>();
  for (const { path, size, open } of files) {
    for (const folder of foldersOf(path)) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      yield { kind: 'directory', path: folder };
    }
    yield { kind: 'file', path, size, chunks: open() };
  }
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
