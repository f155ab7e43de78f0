import type { Digest } from '../../reference/index.ts';
import { contentDate, type BuiltManifest, type ContentBuilder } from './builder.ts';
import type { Layer } from './layer.ts';
import { bootImages, imageReferences, releaseMetadata } from './payload.ts';
import type { ScaleFigures } from './scale.ts';

export const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';
export const componentRepository = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';

/** A component of the sample releases, by name, with the digest reference that the payload lists. */
export interface ReleaseComponent {
  readonly name: string;
  readonly reference: string;
}

export interface PracticeRelease {
  readonly version: string;
  /** Of the payload image. */
  readonly digest: Digest;
  readonly tag: string;
  readonly components: readonly ReleaseComponent[];
  /** Named by the boot image list, not by the payload's image-references. */
  readonly kubevirt: string;
}

/** Name and weight of its own layers; the first six are all there is at scale tiny. */
const components: readonly (readonly [string, number])[] = [
  ['cluster-version-operator', 1],
  ['cli', 1.5],
  ['etcd', 1],
  ['hyperkube', 2],
  ['machine-config-operator', 1.5],
  ['rhel-coreos', 6],
  ['oauth-server', 0.5],
  ['console', 1],
  ['installer', 4],
  ['pod', 0.2],
  ['kube-rbac-proxy', 0.5],
  ['coredns', 0.7],
  ['haproxy-router', 1],
  ['ovn-kubernetes', 3],
  ['prometheus', 1],
  ['docker-registry', 1],
  ['cluster-ingress-operator', 0.7],
  ['machine-api-operator', 1],
  ['operator-lifecycle-manager', 1],
  ['tests', 4],
];

/** Versions from the oldest; 4.14.20 is the older minor that the graph also holds. */
export const releaseVersions = ['4.14.20', '4.15.0', '4.15.1', '4.15.2', '4.15.3'] as const;

/** Builds all releases. Awaits a turn of the event loop between them: hashing a large one takes a second. */
export async function buildReleases(
  builder: ContentBuilder,
  figures: ScaleFigures,
): Promise<readonly PracticeRelease[]> {
  const { unit } = figures;
  const bases = {
    rhel9: [builder.layer('rhel9-base', 8 * unit), builder.layer('openshift-base-rhel9', 4 * unit)],
    rhel8: [builder.layer('rhel8-base', 6 * unit)],
  };
  const kubevirt = builder.image({
    repository: componentRepository,
    layers: [builder.layer('kubevirt-disk', 4 * unit)],
    labels: { name: 'rhcos-kubevirt' },
  });
  const releases: PracticeRelease[] = [];
  for (const version of releaseVersions) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const images = components.slice(0, figures.components).map(([name, weight], position) => {
      const since = changedIn(version, position);
      // Every fifth component still builds on the older base, as in real releases.
      const base = position % 5 === 4 ? bases.rhel8 : bases.rhel9;
      const layers = [
        ...base,
        builder.layer(`${name}-common`, weight * unit),
        builder.layer(`${name}-${since}`, weight * 2 * unit),
      ];
      const labels = { name: `openshift/ose-${name}`, version: `v${since}`, 'io.k8s.display-name': name };
      return { name, layers, image: builder.image({ repository: componentRepository, layers, labels }) };
    });
    releases.push(buildPayload(builder, version, images, kubevirt));
  }
  return releases;
}

interface ComponentImage {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly image: BuiltManifest;
}

function buildPayload(
  builder: ContentBuilder,
  version: string,
  images: readonly ComponentImage[],
  kubevirt: BuiltManifest,
): PracticeRelease {
  const named = images.map(({ name, image }) => ({
    name,
    reference: `${componentRepository}@${image.digest}`,
  }));
  const kubevirtReference = `${componentRepository}@${kubevirt.digest}`;
  const manifests = builder.files([
    { path: 'release-manifests/image-references', content: imageReferences(version, named) },
    { path: 'release-manifests/release-metadata', content: releaseMetadata(version, previousOf(version)) },
    {
      path: 'release-manifests/0000_50_installer_coreos-bootimages.yaml',
      content: bootImages(version, kubevirtReference),
    },
  ]);
  const tag = `${version}-x86_64`;
  const operator = images[0];
  const payload = builder.image({
    repository: releaseRepository,
    layers: [...(operator?.layers ?? []), manifests],
    tag,
    labels: {
      'io.openshift.release': version,
      'io.openshift.release.base-image-digest': operator?.image.digest ?? '',
    },
    config: { Entrypoint: ['/usr/bin/cluster-version-operator'] },
  });
  return {
    version,
    digest: payload.digest,
    tag,
    components: named,
    kubevirt: kubevirtReference,
  };
}

/**
 * The version in which a component last changed. At each z-stream two components in three
 * change, so that neighbouring versions share digests; a new minor changes all.
 */
function changedIn(version: string, position: number): string {
  const [major = '', minor = '', patch = ''] = version.split('.');
  if (minor === '14') return version;
  let since = Number(patch);
  while (since > 0 && (position + since) % 3 === 0) since -= 1;
  return `${major}.${minor}.${since}`;
}

function previousOf(version: string): readonly string[] {
  const at = releaseVersions.findIndex((known) => known === version);
  return releaseVersions.slice(0, at);
}

/** The day of a release: sample content is dated, one week apart. */
export function releaseDate(version: string): Date {
  const at = releaseVersions.findIndex((known) => known === version);
  return new Date(Date.parse(contentDate) + at * 7 * 86_400_000);
}
