import { emitYaml, type ResourceFile } from './file.ts';
import { fieldsOf, items, strings, wordOf } from './object.ts';
import { readObjects } from './read.ts';

/**
 * The part of an install-config.yaml that makes a new cluster use the target from its first boot:
 * every source of every IDMS document. Forgetting it, or all but its first document, is the most
 * common cause of a failed disconnected installation (users.md pain 36). Not for the
 * cluster-resources folder: `oc apply` does not know it. Throws the codes of `readObjects`.
 */
export function installConfigFragment(files: readonly ResourceFile[], registry: string): string {
  const bySource = new Map<string, Set<string>>();
  for (const object of files.flatMap(readObjects)) {
    if (object['kind'] !== 'ImageDigestMirrorSet') continue;
    for (const entry of items(fieldsOf(object['spec'])['imageDigestMirrors'])) {
      const source = wordOf(entry['source']);
      const mirrors = bySource.get(source) ?? new Set<string>();
      for (const mirror of strings(entry['mirrors'])) mirrors.add(mirror);
      bySource.set(source, mirrors);
    }
  }
  const imageDigestSources = [...bySource.keys()].sort().map((source) => ({
    mirrors: [...(bySource.get(source) ?? [])],
    source,
  }));
  return `# For install-config.yaml: ${imageDigestSources.length} sources. Copy all of them.
# When the certificate of ${registry} is not signed by a public authority, add its authority too:
# additionalTrustBundle: |
#   -----BEGIN CERTIFICATE-----
#   ...
#   -----END CERTIFICATE-----
# Tag mirrors (itms-oc-mirror.yaml) have no place here: apply that file after the installation.
${emitYaml({ imageDigestSources })}`;
}
