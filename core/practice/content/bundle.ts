import type { BuiltManifest, ContentBuilder } from './builder.ts';
import type { OperatorPackage } from './catalog-packages.ts';
import type { Layer } from './layer.ts';

/** The images of one operator version. */
export interface BuiltBundle {
  /** `<package>.v<version>`, as the catalogue names it. */
  readonly name: string;
  readonly version: string;
  /** Digest reference of the bundle image. */
  readonly image: string;
  readonly relatedImages: readonly { readonly name: string; readonly image: string }[];
}

export const architectures = ['amd64', 'arm64'] as const;

/** Builds the bundle image, the operator (both architectures) and the operand, which all versions of a minor share. */
export function buildBundle(
  builder: ContentBuilder,
  operator: OperatorPackage,
  version: string,
  unit: number,
): BuiltBundle {
  const bundleRepository = `${operator.repository}/${operator.name}-bundle`;
  const bundle = builder.image({
    repository: bundleRepository,
    layers: [bundleLayer(builder, operator, version)],
    labels: {
      'operators.operatorframework.io.bundle.mediatype.v1': 'registry+v1',
      'operators.operatorframework.io.bundle.manifests.v1': 'manifests/',
      'operators.operatorframework.io.bundle.metadata.v1': 'metadata/',
      'operators.operatorframework.io.bundle.package.v1': operator.name,
      'operators.operatorframework.io.bundle.channels.v1': Object.keys(operator.channels).join(','),
    },
  });
  const minor = version.split('.').slice(0, 2).join('.');
  const controller = `${operator.repository}/${operator.name}-rhel9`;
  const operand = `${operator.repository}/${operator.name}-operand-rhel9`;
  const image = `${bundleRepository}@${bundle.digest}`;
  return {
    name: `${operator.name}.v${version}`,
    version,
    image,
    relatedImages: [
      { name: '', image },
      {
        name: 'operator',
        image: `${controller}@${multiArch(builder, controller, `${operator.name}-${version}`, unit).digest}`,
      },
      {
        name: 'operand',
        image: `${operand}@${multiArch(builder, operand, `${operator.name}-operand-${minor}`, unit).digest}`,
      },
    ],
  };
}

function multiArch(builder: ContentBuilder, repository: string, name: string, unit: number): BuiltManifest {
  const children = architectures.map((architecture) => ({
    architecture,
    image: builder.image({
      repository,
      architecture,
      layers: [
        builder.layer(`ubi9-minimal-${architecture}`, 3 * unit),
        builder.layer(`${name}-${architecture}`, 0.8 * unit),
      ],
      labels: { name },
    }),
  }));
  return builder.imageIndex({ repository, children });
}

function bundleLayer(builder: ContentBuilder, operator: OperatorPackage, version: string): Layer {
  const csv = {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'ClusterServiceVersion',
    metadata: { name: `${operator.name}.v${version}` },
    spec: { version, displayName: operator.name, install: { strategy: 'deployment' } },
  };
  return builder.files([
    {
      path: `manifests/${operator.name}.clusterserviceversion.yaml`,
      content: `${JSON.stringify(csv, undefined, 2)}\n`,
    },
    {
      path: 'metadata/annotations.yaml',
      content: `annotations:
  operators.operatorframework.io.bundle.mediatype.v1: registry+v1
  operators.operatorframework.io.bundle.package.v1: ${operator.name}
`,
    },
  ]);
}
