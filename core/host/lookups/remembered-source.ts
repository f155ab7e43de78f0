import {
  canResolveAccessories,
  type AccessoryResolver,
  type RepositoryName,
  type Source,
} from '../../image/index.ts';
import type { LookupMemory } from './lookup-memory.ts';

/** `source`, asking for each tag and manifest once in a while. Blobs are read as ever. */
export function rememberedSource(memory: LookupMemory, place: string, source: Source): Source {
  const { tags, manifests } = memory;
  const asked = new Set<RepositoryName>();
  const fetchManifest: Source['fetchManifest'] = async (repository, digest, signal) => {
    const key = `${place} ${repository} ${digest}`;
    const known = manifests.get(key);
    if (known !== undefined) return known.value;
    const found = await source.fetchManifest(repository, digest, signal);
    asked.add(repository);
    manifests.put(key, found, found.bytes.length + 500);
    return found;
  };
  const resolveTag: Source['resolveTag'] = async (repository, tag, signal) => {
    const key = `${place} ${repository} ${tag}`;
    const known = tags.get(key);
    if (known !== undefined) return known.value;
    const found = await source.resolveTag(repository, tag, signal);
    if (found !== undefined) asked.add(repository);
    tags.put(key, found, 500);
    return found;
  };
  const remembered = { ...source, fetchManifest, resolveTag };
  if (!canResolveAccessories(source)) return remembered;
  const { resolveAccessory } = source;
  const accessories: AccessoryResolver = {
    resolveAccessory: async (repository, subject, tag, signal) => {
      const key = `${place} ${repository} ${tag} ${subject}`;
      const known = tags.get(key);
      if (known !== undefined) return known.value;
      // The source looks where the image was served; when that was remembered, it does not know where that is.
      if (!asked.has(repository)) {
        await source.fetchManifest(repository, subject, signal);
        asked.add(repository);
      }
      const found = await resolveAccessory(repository, subject, tag, signal);
      tags.put(key, found, 500);
      return found;
    },
  };
  return { ...remembered, ...accessories };
}
