import type { ResourceFile, YamlObject } from './file.ts';
import { fieldsOf, wordOf } from './object.ts';
import { readObjects } from './read.ts';
import { signatureFileNames } from './signature-config-map.ts';

/**
 * When applying a file makes the machine config operator drain nodes: `changes`, when it changes or removes what the
 * cluster has from an earlier one, and not when it is new or only adds; `always`, when it is new too.
 */
export type NodeDrains = 'never' | 'changes' | 'always';

/** A file of `cluster-resources/` as somebody applies it. */
export interface OrderedResource extends ResourceFile {
  /** Of its first object; empty when the file cannot be read. */
  readonly kind: string;
  /** When the machine config operator drains nodes for it. */
  readonly drains: NodeDrains;
  /** Applying it writes a certificate to the nodes, which go on undisturbed. */
  readonly certifiesNodes: boolean;
}

/** A ConfigMap that tells which authorities to trust, told from one with signatures by its namespace. */
const authorityMap = 'ConfigMap in openshift-config';

/**
 * Default sources go before others take their names; the authority comes before anything that is pulled from the
 * registry, and mirrors before what is pulled through them. Signatures before the update service, which may offer a release at
 * once that a cluster without them refuses (oc-mirror-v2.md 8, users.md pains 36 and 37).
 */
const kindOrder = [
  'OperatorHub',
  authorityMap,
  'Image',
  'ImageDigestMirrorSet',
  'ImageContentSourcePolicy',
  'ImageTagMirrorSet',
  'CatalogSource',
  'ClusterCatalog',
  'ConfigMap',
  'UpdateService',
];

/**
 * All of these change registries.conf on the nodes, for which CRI-O is only reloaded. Nodes are drained before, unless
 * nothing but mirrors or registries for pulls by digest is added: github.com/openshift/machine-config-operator,
 * pkg/daemon/drain.go (isSafeContainerRegistryConfChanges) and docs/MachineConfigDaemon.md ("Rebootless Updates"), the same
 * since OpenShift 4.8, and for the mirror sets since they exist (4.13). Red Hat's documentation agrees on when nodes are
 * drained, and says that they reboot as well where they are (openshift-docs pull requests 100942, 100960, and 100961 for 4.15).
 */
const digestKinds: ReadonlySet<string> = new Set(['ImageDigestMirrorSet', 'ImageContentSourcePolicy']);
const tagKind = 'ImageTagMirrorSet';

/**
 * The machine config operator writes authorities to the nodes without restarting anything (OpenShift enhancement
 * "Additional trusted certificate authorities for image registries").
 */
const certifyingKinds: ReadonlySet<string> = new Set([authorityMap, 'Image']);

/** The files in the order to apply them in. Of the signatures' two forms, which say the same, the YAML one. */
export function applyOrder(files: readonly ResourceFile[]): readonly OrderedResource[] {
  const names = new Set(files.map(({ fileName }) => fileName));
  return files
    .filter(({ fileName }) => fileName !== signatureFileNames.json || !names.has(signatureFileNames.yaml))
    .map((file) => {
      const objects = objectsOf(file);
      const places = objects.map(placeOf);
      return {
        ...file,
        kind: wordOf(objects[0]?.['kind']),
        drains: drainsOf(places),
        certifiesNodes: places.some((place) => certifyingKinds.has(place)),
        rank: rank(places[0] ?? ''),
      };
    })
    .sort((a, b) => a.rank - b.rank || (a.fileName < b.fileName ? -1 : 1))
    .map(({ rank: _rank, ...file }) => file);
}

function drainsOf(places: readonly string[]): NodeDrains {
  if (places.includes(tagKind)) return 'always';
  return places.some((place) => digestKinds.has(place)) ? 'changes' : 'never';
}

function placeOf(object: YamlObject): string {
  const kind = wordOf(object['kind']);
  const { namespace } = fieldsOf(object['metadata']);
  return kind === 'ConfigMap' && namespace === 'openshift-config' ? authorityMap : kind;
}

function rank(kind: string): number {
  const place = kindOrder.indexOf(kind);
  return place === -1 ? kindOrder.length : place;
}

/** A file that somebody has spoiled is shown as it is, and last. */
function objectsOf(file: ResourceFile): readonly YamlObject[] {
  try {
    return readObjects(file);
  } catch {
    return [];
  }
}
