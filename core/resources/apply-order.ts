import type { ResourceFile } from './file.ts';
import { mirrorSetKinds } from './mirror-sets.ts';
import { readObjects } from './read.ts';
import { signatureFileNames } from './signature-config-map.ts';

/** A file of `cluster-resources/` as somebody applies it. */
export interface OrderedResource extends ResourceFile {
  /** Of its first object; empty when the file cannot be read. */
  readonly kind: string;
  /** Applying it makes the machine config operator roll a new registries.conf out to the nodes. */
  readonly rollsNodes: boolean;
}

/**
 * Mirrors first: nothing else can be pulled before. Signatures before the update service, which may offer a release at
 * once that a cluster without them refuses (oc-mirror-v2.md 8, users.md pains 36 and 37).
 */
const kindOrder = [
  'ImageDigestMirrorSet',
  'ImageContentSourcePolicy',
  'ImageTagMirrorSet',
  'CatalogSource',
  'ClusterCatalog',
  'ConfigMap',
  'UpdateService',
];

const rollingKinds: ReadonlySet<string> = new Set([
  ...mirrorSetKinds.map(({ kind }) => kind),
  'ImageContentSourcePolicy',
]);

/** The files in the order to apply them in. Of the signatures' two forms, which say the same, the YAML one. */
export function applyOrder(files: readonly ResourceFile[]): readonly OrderedResource[] {
  const names = new Set(files.map(({ fileName }) => fileName));
  return files
    .filter(({ fileName }) => fileName !== signatureFileNames.json || !names.has(signatureFileNames.yaml))
    .map((file) => {
      const kinds = kindsOf(file);
      const rollsNodes = kinds.some((kind) => rollingKinds.has(kind));
      return { ...file, kind: kinds[0] ?? '', rollsNodes };
    })
    .sort((a, b) => rank(a.kind) - rank(b.kind) || (a.fileName < b.fileName ? -1 : 1));
}

function rank(kind: string): number {
  const place = kindOrder.indexOf(kind);
  return place === -1 ? kindOrder.length : place;
}

/** A file that somebody has spoiled is shown as it is, and last. */
function kindsOf(file: ResourceFile): readonly string[] {
  try {
    return readObjects(file).map((object) => String(object['kind'] ?? ''));
  } catch {
    return [];
  }
}
