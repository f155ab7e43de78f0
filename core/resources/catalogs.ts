import type { Finding } from '../contract/index.ts';
import type { ImageRecord } from '../image/index.ts';
import { catalogNames } from './catalog-name.ts';
import { emitYaml, type ResourceFile, type YamlObject } from './file.ts';
import { fieldsOf } from './object.ts';
import { readObjects } from './read.ts';
import { type ResourceTarget, targetRepository } from './target.ts';

export interface CatalogOptions {
  readonly maxNestedPaths: number;
  readonly annotations: YamlObject;
  /** Text of the `targetCatalogSourceTemplate` file by the catalogue's name in the configuration. */
  readonly templates: ReadonlyMap<string, string>;
  /** ClusterCatalog came with OpenShift 4.18: applying one to an older cluster fails. */
  readonly clusterCatalogs: boolean;
}

export interface CatalogFiles {
  readonly files: readonly ResourceFile[];
  /** RESOURCES_TEMPLATE_REFUSED for each template that is no CatalogSource. */
  readonly findings: readonly Finding[];
}

/** `cs-*.yaml` and `cc-*.yaml` for each copied catalogue (oc-mirror-v2.md 8.2, 8.3). */
export function catalogFiles(
  records: readonly ImageRecord[],
  target: ResourceTarget,
  options: CatalogOptions,
): CatalogFiles {
  const catalogs = distinct(
    records.map(({ destination: { repository, tag }, origin }) => {
      const image = `${targetRepository(target, repository, options.maxNestedPaths)}:${tag}`;
      return { repository, tag, image, origin };
    }),
  );
  const names = catalogNames(catalogs);
  const files: ResourceFile[] = [];
  const findings: Finding[] = [];
  catalogs.forEach(({ image, origin }, index) => {
    const name = names[index] ?? '';
    const template = options.templates.get(origin) ?? options.templates.get(`docker://${origin}`);
    const made = catalogSource({ name: `cs-${name}`, image, origin, template }, options.annotations);
    files.push({ fileName: `cs-${name}.yaml`, text: emitYaml(made.object) });
    findings.push(...made.findings);
    if (options.clusterCatalogs) {
      const object = clusterCatalog(`cc-${name}`, image, options.annotations);
      files.push({ fileName: `cc-${name}.yaml`, text: emitYaml(object) });
    }
  });
  return { files, findings };
}

function distinct<T extends { readonly image: string }>(catalogs: readonly T[]): readonly T[] {
  const byImage = new Map(catalogs.map((catalog) => [catalog.image, catalog]));
  return [...byImage.values()].sort((a, b) => (a.image < b.image ? -1 : 1));
}

interface CatalogSourceInput {
  readonly name: string;
  readonly image: string;
  readonly origin: string;
  readonly template: string | undefined;
}

function catalogSource(
  { name, image, origin, template }: CatalogSourceInput,
  annotations: YamlObject,
): { readonly object: YamlObject; readonly findings: readonly Finding[] } {
  const read = template === undefined ? { fields: {} } : readTemplate(template);
  const fields = 'fields' in read ? read.fields : {};
  const metadata = fieldsOf(fields['metadata']);
  const findings: Finding[] =
    'refused' in read
      ? [
          {
            level: 'warning',
            code: 'RESOURCES_TEMPLATE_REFUSED',
            params: { catalog: origin, reason: read.refused },
            affected: [origin],
          },
        ]
      : [];
  const object = {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'CatalogSource',
    metadata: {
      ...metadata,
      annotations: { ...fieldsOf(metadata['annotations']), ...annotations },
      name,
      namespace: 'openshift-marketplace',
    },
    spec: { ...fieldsOf(fields['spec']), image, sourceType: 'grpc' },
  };
  return { object, findings };
}

/** oc-mirror-v2.md 8.2: what a template must be for its fields to be kept. */
function readTemplate(text: string): { readonly fields: YamlObject } | { readonly refused: string } {
  let objects: readonly YamlObject[];
  try {
    objects = readObjects({ fileName: 'targetCatalogSourceTemplate', text });
  } catch {
    return { refused: 'YAML' };
  }
  const [fields] = objects;
  if (fields === undefined || objects.length !== 1) return { refused: `${objects.length} × CatalogSource` };
  if (fields['apiVersion'] !== 'operators.coreos.com/v1alpha1') return { refused: 'apiVersion' };
  if (fields['kind'] !== 'CatalogSource') return { refused: 'kind' };
  const spec = fieldsOf(fields['spec']);
  const sourceType = spec['sourceType'] ?? '';
  if (sourceType !== '' && sourceType !== 'grpc') return { refused: 'spec.sourceType' };
  if ((spec['configMap'] ?? '') !== '') return { refused: 'spec.configMap' };
  const { status: _status, ...kept } = fields;
  return { fields: kept };
}

function clusterCatalog(name: string, image: string, annotations: YamlObject): YamlObject {
  return {
    apiVersion: 'olm.operatorframework.io/v1',
    kind: 'ClusterCatalog',
    metadata: { annotations, name },
    spec: { priority: 0, source: { image: { ref: image }, type: 'Image' } },
  };
}
