import { manifestAccept, rawManifest, type Source } from '../../core/image/index.ts';
import { parseDigest } from '../../core/reference/index.ts';

/** A registry without TLS on this machine as a source, by plain requests: what a stranger to our client would see. */
export function registrySourceOf(host: string): Source {
  const ask = async (repository: string, path: string): Promise<Response> => {
    const name = repository.startsWith(`${host}/`) ? repository.slice(host.length + 1) : repository;
    const answer = await fetch(`http://${host}/v2/${name}/${path}`, { headers: { accept: manifestAccept } });
    if (!answer.ok) throw new Error(`${answer.status} for ${name}/${path}`);
    return answer;
  };
  return {
    fetchManifest: async (repository, digest) => {
      const answer = await ask(repository, `manifests/${digest}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return rawManifest(bytes, answer.headers.get('content-type') ?? '');
    },
    resolveTag: async (repository, tag) => {
      const answer = await ask(repository, `manifests/${tag}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const { descriptor } = rawManifest(bytes, answer.headers.get('content-type') ?? '');
      return { ...descriptor, digest: parseDigest(descriptor.digest) };
    },
    openBlob: async (repository, blob, options) => {
      const answer = await ask(repository, `blobs/${blob.digest}`);
      const bytes = Buffer.from(await answer.arrayBuffer()).subarray(options?.offset ?? 0);
      return (async function* () {
        yield bytes;
      })();
    },
  };
}
