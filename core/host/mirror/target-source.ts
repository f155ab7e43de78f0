import { SluiceError } from '../../contract/index.ts';
import type { Source } from '../../image/index.ts';
import { limitNesting } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import type { MirrorTask, SourceEnd } from './task.ts';

type Client = Pick<RegistryClient, 'headManifest' | 'getManifest' | 'openBlob'>;

/** The whole path at the target of a repository below its root: `--max-nested-paths` counts the namespace too. */
export function pathAtTarget({ request }: Pick<MirrorTask, 'request'>, repository: string): string {
  const { maxNestedPaths = 0, destination } = request;
  const namespace = destination.kind === 'registry' ? destination.namespace : '';
  return limitNesting(namespace === '' ? repository : `${namespace}/${repository}`, maxNestedPaths);
}

/** The target as a source: repositories are paths at its host. */
export function targetSource(client: Client): Source {
  return {
    resolveTag: (repository, tag, signal) => client.headManifest(repository, tag, signal),
    fetchManifest: async (repository, digest, signal) => {
      const manifest = await client.getManifest(repository, digest, signal);
      if (manifest !== undefined) return manifest;
      throw new SluiceError('IMAGE_NOT_FOUND', { params: { image: digest, repository, tag: digest } });
    },
    openBlob: (repository, blob, options) =>
      client.openBlob(repository, blob, options?.offset ?? 0, options?.signal),
  };
}

/**
 * The source of an import that has to look into images, not only to move them: what the set expects at the target is
 * read there, from the repository that it belongs to. A catalogue that an earlier set brought is filtered again from
 * it. The source of every other run as it is.
 */
export function withExpected(task: MirrorTask): SourceEnd {
  const { source, network, request } = task;
  const { set } = source;
  if (set === undefined || request.destination.kind !== 'registry') return source;
  const { host } = request.destination;
  const expected = new Set(set.manifest?.expected.map(({ digest }) => digest));
  const beside = (archive: Source): Source => ({
    ...archive,
    openBlob: async (repository, blob, options) => {
      if (set.blobs.has(blob.digest) || !expected.has(blob.digest)) {
        return archive.openBlob(repository, blob, options);
      }
      const client = network.target(host);
      const path = pathAtTarget(task, repository);
      // Without the earlier set nothing is there: what to do is said by the archive's own error.
      if (!(await client.hasBlob(path, blob, options?.signal))) {
        return archive.openBlob(repository, blob, options);
      }
      return targetSource(client).openBlob(path, blob, options);
    },
  });
  return {
    ...source,
    locate: async (record) => {
      const location = await source.locate(record);
      return { ...location, source: beside(location.source) };
    },
  };
}
