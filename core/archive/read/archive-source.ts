import { digestAlgorithm, referrerTagPrefix } from '../../reference/index.ts';
import { maximumManifestBytes, rawManifest, type ReferrerLister, type Source } from '../../image/index.ts';
import type { OpenedSet } from './opened-set.ts';

/**
 * An opened set as a source of images. Repositories are named as the archive names them: the path
 * below a registry's root, such as `openshift/release-images`. Blobs and manifests are found by
 * digest alone. Nothing is fetched from anywhere else.
 */
export function archiveSource(opened: OpenedSet): Source & ReferrerLister {
  const fetchManifest: Source['fetchManifest'] = async (_repository, digest, signal) => {
    signal?.throwIfAborted();
    const bytes = await opened.readBlob(digest, maximumManifestBytes);
    return rawManifest(bytes, '', digestAlgorithm(digest));
  };
  return {
    fetchManifest,
    resolveTag: async (repository, tag, signal) => {
      const digest = opened.repositories.get(repository)?.tags.get(tag);
      if (digest === undefined) return undefined;
      return (await fetchManifest(repository, digest, signal)).descriptor;
    },
    listReferrers: async (repository, subject, signal) => {
      const prefix = referrerTagPrefix(subject);
      const tags = [...(opened.repositories.get(repository)?.tags ?? [])];
      const found = tags.filter(([tag]) => tag.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
      return Promise.all(
        found.map(async ([, digest]) => (await fetchManifest(repository, digest, signal)).descriptor),
      );
    },
    openBlob: async (_repository, blob, options) => opened.openBlobBytes(blob.digest, options),
  };
}
