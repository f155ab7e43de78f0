import type { Descriptor, Source } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';

/** Bytes of layers kept in memory for a run. */
const budget = 64 * 1024 * 1024;

/** Layers that had to be read to find out what a release consists of, kept so that they are not fetched twice. */
export interface KnownLayers {
  remember(layer: Descriptor, bytes: Buffer): void;
  /** `source`, but with the known layers from memory. */
  before(source: Source): Source;
}

export function createKnownLayers(): KnownLayers {
  const layers = new Map<Digest, Buffer>();
  const wrapped = new Map<Source, Source>();
  let held = 0;
  return {
    remember: (layer, bytes) => {
      if (layers.has(layer.digest) || held + bytes.length > budget) return;
      layers.set(layer.digest, bytes);
      held += bytes.length;
    },
    before: (source) => {
      const known = wrapped.get(source) ?? withLayers(source, layers);
      wrapped.set(source, known);
      return known;
    },
  };
}

function withLayers(source: Source, layers: ReadonlyMap<Digest, Buffer>): Source {
  return {
    // The optional powers of the source stay: the wrapper only answers what it knows better.
    ...source,
    openBlob: async (repository, blob, options = {}) => {
      const bytes = layers.get(blob.digest);
      return bytes === undefined
        ? source.openBlob(repository, blob, options)
        : once(bytes.subarray(options.offset ?? 0));
    },
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes;
}
