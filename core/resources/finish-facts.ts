import type { CatalogChoices } from '../contract/index.ts';
import type { ResourceFile, YamlObject } from './file.ts';
import { fieldsOf, items, strings } from './object.ts';
import { readObjects } from './read.ts';

/** The namespace whose catalogues serve all others on OpenShift. */
export const globalNamespace = 'openshift-marketplace';

/** A CatalogSource that may be finished. */
export interface CatalogSourceFacts {
  readonly image: string;
  /** The image is named by digest: there is nothing to poll. */
  readonly pinned: boolean;
  /** What its file says. */
  readonly now: CatalogChoices;
}

/** The CatalogSources that have a file of their own, in the order of their files. */
export function catalogSources(files: readonly ResourceFile[]): readonly CatalogSourceFacts[] {
  return files.flatMap((file) => {
    const sources = objectsIn(file).filter((object) => object['kind'] === 'CatalogSource');
    const [source] = sources;
    return source === undefined || sources.length > 1 ? [] : [factsOf(file.fileName, source)];
  });
}

function factsOf(file: string, source: YamlObject): CatalogSourceFacts {
  const metadata = fieldsOf(source['metadata']);
  const spec = fieldsOf(source['spec']);
  const image = text(spec['image']);
  const security = text(fieldsOf(spec['grpcPodConfig'])['securityContextConfig']);
  return {
    image,
    pinned: image.includes('@'),
    now: {
      file,
      name: text(metadata['name']),
      namespace: text(metadata['namespace']),
      displayName: text(spec['displayName']),
      publisher: text(spec['publisher']),
      pollInterval: text(fieldsOf(fieldsOf(spec['updateStrategy'])['registryPoll'])['interval']),
      security: security === 'restricted' || security === 'legacy' ? security : '',
      priority: text(spec['priority']),
    },
  };
}

/** The host that the files send a cluster to; undefined when they name none. */
export function registryOfResources(files: readonly ResourceFile[]): string | undefined {
  const objects = files.flatMap(objectsIn);
  const of = (kind: string): readonly YamlObject[] =>
    objects.filter((object) => object['kind'] === kind).map((object) => fieldsOf(object['spec']));
  const mirrors = [...of('ImageDigestMirrorSet'), ...of('ImageTagMirrorSet')]
    .flatMap((spec) => [...items(spec['imageDigestMirrors']), ...items(spec['imageTagMirrors'])])
    .flatMap((entry) => strings(entry['mirrors']));
  const references = [
    ...of('CatalogSource').map((spec) => text(spec['image'])),
    ...of('ClusterCatalog').map((spec) => text(fieldsOf(fieldsOf(spec['source'])['image'])['ref'])),
    ...of('UpdateService').map((spec) => text(spec['releases'])),
    ...mirrors,
  ];
  return references.map((reference) => reference.split('/')[0] ?? '').find((host) => host !== '');
}

/** A file that somebody has spoiled has nothing to finish. */
function objectsIn(file: ResourceFile): readonly YamlObject[] {
  try {
    return readObjects(file);
  } catch {
    return [];
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
