import { contentDate } from './builder.ts';
import { seededHex } from './seeded.ts';
import type { ReleaseComponent } from './releases.ts';

/** `release-manifests/image-references`: an ImageStream (oc-mirror-v2.md 5.8). */
export function imageReferences(version: string, components: readonly ReleaseComponent[]): string {
  const stream = {
    kind: 'ImageStream',
    apiVersion: 'image.openshift.io/v1',
    metadata: {
      name: version,
      creationTimestamp: contentDate,
      annotations: {
        'release.openshift.io/from-release': `registry.ci.openshift.org/ocp/release:${version}`,
      },
    },
    spec: {
      lookupPolicy: { local: false },
      tags: components.map(({ name, reference }) => ({
        name,
        annotations: {
          'io.openshift.build.commit.id': seededHex(`commit/${name}/${version}`, 40),
          'io.openshift.build.source-location': `https://github.com/openshift/${name}`,
        },
        from: { kind: 'DockerImage', name: reference },
        generation: 2,
        importPolicy: {},
        referencePolicy: { type: 'Source' },
      })),
    },
    status: { dockerImageRepository: '' },
  };
  return `${JSON.stringify(stream, undefined, 2)}\n`;
}

/** `release-manifests/release-metadata`. */
export function releaseMetadata(version: string, previous: readonly string[]): string {
  const value = {
    kind: 'cincinnati-metadata-v0',
    version,
    previous,
    metadata: { url: errataUrl(version) },
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The ConfigMap from which `kubeVirtContainer: true` takes its image (oc-mirror-v2.md 5.8). */
export function bootImages(version: string, kubevirt: string): string {
  const stream = {
    stream: 'rhcos-4.15',
    metadata: { 'last-modified': contentDate },
    architectures: {
      x86_64: {
        images: {
          kubevirt: {
            release: `415.92.${version.replaceAll('.', '')}`,
            image: kubevirt.replace(/@.*$/, ':rhcos-kubevirt'),
            'digest-ref': kubevirt,
          },
        },
      },
    },
  };
  const indented = JSON.stringify(stream, undefined, 2).replaceAll('\n', '\n    ');
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: coreos-bootimages
  namespace: openshift-machine-config-operator
  annotations:
    include.release.openshift.io/self-managed-high-availability: "true"
data:
  releaseVersion: ${version}
  stream: |
    ${indented}
`;
}

/** Where a real release names its advisory. */
export function errataUrl(version: string): string {
  return `https://errata.example.invalid/practice/${version}`;
}
