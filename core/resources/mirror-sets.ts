import { emitDocuments, type ResourceFile, type YamlObject } from './file.ts';
import type { MirrorEntry } from './mirror-entries.ts';

/** How the two kinds of mirror set differ. */
export const mirrorSetKinds = [
  {
    kind: 'ImageDigestMirrorSet',
    list: 'imageDigestMirrors',
    fileName: 'idms-oc-mirror.yaml',
    prefix: 'idms',
    wants: 'digest',
  },
  {
    kind: 'ImageTagMirrorSet',
    list: 'imageTagMirrors',
    fileName: 'itms-oc-mirror.yaml',
    prefix: 'itms',
    wants: 'tag',
  },
] as const;

/** `idms-oc-mirror.yaml` and `itms-oc-mirror.yaml`, one document per category; a file without entries is left out (oc-mirror-v2.md 8.1). */
export function mirrorSetFiles(
  entries: readonly MirrorEntry[],
  annotations: YamlObject,
): readonly ResourceFile[] {
  return mirrorSetKinds.flatMap(({ kind, list, fileName, prefix, wants }) => {
    const wanted = entries.filter((entry) => entry[wants]);
    if (wanted.length === 0) return [];
    const categories = [...new Set(wanted.map((entry) => entry.category))].sort();
    const documents = categories.map((category) => ({
      apiVersion: 'config.openshift.io/v1',
      kind,
      metadata: { annotations, name: `${prefix}-${category}-0` },
      spec: { [list]: mirrorList(wanted.filter((entry) => entry.category === category)) },
    }));
    return [{ fileName, text: emitDocuments(documents) }];
  });
}

/** Each source once with its distinct mirrors, both sorted. */
function mirrorList(entries: readonly MirrorEntry[]): readonly YamlObject[] {
  const sources = Map.groupBy(entries, (entry) => entry.source);
  return [...sources.keys()].sort().map((source) => ({
    mirrors: [...new Set((sources.get(source) ?? []).map((entry) => entry.mirror))].sort(),
    source,
  }));
}
