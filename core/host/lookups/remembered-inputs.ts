import { formatPlatform } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';
import { graphName, type GraphImage, type ReleaseInputs } from '../../release/index.ts';
import type { LookupMemory } from './lookup-memory.ts';

/** A graph in memory takes several times the bytes of its text. */
const graphFactor = 6;

/** `inputs`, asking for each graph, signature and payload once in a while. */
export function rememberedInputs(memory: LookupMemory, place: string, inputs: ReleaseInputs): ReleaseInputs {
  return {
    graph: async (request, signal) => {
      const key = `${place} ${request.type} ${graphName(request)}`;
      const known = memory.graphs.get(key);
      if (known !== undefined) return known.value;
      const answer = await inputs.graph(request, signal);
      memory.graphs.put(key, answer, answer.bytes.length * graphFactor);
      return answer;
    },
    signatures: (digest, signal) => signatures(memory, place, inputs, digest, signal),
    payloadFiles: async (request) => {
      const { repositories, digest, tag, platform, bootImages } = request;
      const instance = platform === undefined ? '-' : formatPlatform(platform);
      const key = [place, digest, tag ?? '-', instance, String(bootImages), ...repositories].join(' ');
      const known = memory.payloads.get(key);
      if (known !== undefined) return known.value;
      const answer = await inputs.payloadFiles(request);
      const bytes = answer.imageReferences.length + (answer.bootImages?.length ?? 0);
      memory.payloads.put(key, answer, bytes + 500);
      return answer;
    },
    resolveTag: async (repository, tag, signal) => {
      const key = `${place} ${repository}:${tag}`;
      const known = memory.digests.get(key);
      if (known !== undefined) return known.value;
      const found = await inputs.resolveTag(repository, tag, signal);
      memory.digests.put(key, found, 300);
      return found;
    },
    graphImage: async (signal) => {
      const known = memory.graphImages.get(place);
      if (known !== undefined) return known.value;
      const found = await inputs.graphImage(signal);
      memory.graphImages.put(place, found, sizeOf(found));
      return found;
    },
  };
}

function sizeOf(found: GraphImage): number {
  if (found.kind === 'stored') return 500;
  return [...found.image.blobs.values()].reduce((sum, blob) => sum + blob.length, 1000);
}

/** Signatures are looked for one after the other until one is good: what was looked at is known, and no more. */
async function* signatures(
  memory: LookupMemory,
  place: string,
  inputs: ReleaseInputs,
  digest: Digest,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const key = `${place} ${digest}`;
  const known = memory.signatures.get(key)?.value ?? { found: [], all: false };
  yield* known.found;
  if (known.all) return;
  const found: Buffer[] = [];
  const keep = (all: boolean): void =>
    memory.signatures.put(
      key,
      { found: [...found], all },
      found.reduce((sum, bytes) => sum + bytes.length, 300),
    );
  for await (const signature of inputs.signatures(digest, signal)) {
    found.push(signature);
    if (found.length <= known.found.length) continue;
    keep(false);
    yield signature;
  }
  keep(true);
}
