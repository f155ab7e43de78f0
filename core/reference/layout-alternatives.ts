/** Where releases are published, and where the current oc-mirror stores them. */
const pairs: readonly (readonly [published: string, stored: string])[] = [
  ['openshift-release-dev/ocp-release', 'openshift/release-images'],
  ['openshift-release-dev/ocp-v4.0-art-dev', 'openshift/release'],
];

/**
 * Other paths at the same mirror host under which the same content may stand, because one
 * oc-mirror keeps the published path and another renames it (DESIGN section 6). A namespace in
 * front stays. Content is addressed by digest there: the tags of the two layouts differ.
 */
export function layoutAlternatives(repositoryPath: string): readonly string[] {
  return pairs.flatMap(([published, stored]) => [
    ...replaceEnd(repositoryPath, published, stored),
    ...replaceEnd(repositoryPath, stored, published),
  ]);
}

function replaceEnd(path: string, end: string, replacement: string): readonly string[] {
  if (path === end) return [replacement];
  return path.endsWith(`/${end}`) ? [path.slice(0, -end.length) + replacement] : [];
}
