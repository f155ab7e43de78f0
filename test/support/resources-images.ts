import type { ImageRecord, ImageType } from '../../core/image/index.ts';
import {
  catalogDestination,
  digestOf,
  imageDestination,
  type Layout,
  parseImageReference,
} from '../../core/reference/index.ts';
import type { CopiedImage, ResourceOptions } from '../../core/resources/index.ts';

export const someDigest = digestOf('some content');

export const resourceOptions: ResourceOptions = {
  layout: 'oc-mirror',
  graph: false,
  createdAt: new Date('2026-11-22T17:18:38.123Z'),
  toolVersion: '0.1.0',
};

/** An image that was copied to where its destination rules say, or to `repository:tag`. */
export function copied(
  type: ImageType,
  origin: string,
  destination?: ImageRecord['destination'],
  layout: Layout = 'oc-mirror',
): CopiedImage {
  const reference = parseImageReference(origin);
  const byRule =
    type === 'operatorCatalog'
      ? catalogDestination(reference, {}, reference.digest, layout)
      : imageDestination(reference, {}, layout);
  const record: ImageRecord = {
    type,
    origin,
    source: { repository: reference.name, digest: someDigest },
    destination: destination ?? byRule,
  };
  return { record, digest: reference.digest ?? someDigest };
}

const releaseTag = '4.18.1-x86_64';

/** A release, its graph, a catalogue with a bundle, and additional images: one of everything. */
export const oneOfEverything: readonly CopiedImage[] = [
  copied('ocpRelease', `quay.io/openshift-release-dev/ocp-release:${releaseTag}`, {
    repository: 'openshift/release-images',
    tag: releaseTag,
  }),
  copied('ocpReleaseContent', `quay.io/openshift-release-dev/ocp-v4.0-art-dev@${someDigest}`, {
    repository: 'openshift/release',
    tag: `${releaseTag}-cli`,
  }),
  copied('cincinnatiGraph', 'localhost/graph:latest', { repository: 'openshift/graph-image', tag: 'latest' }),
  copied('operatorCatalog', 'registry.redhat.io/redhat/redhat-operator-index:v4.18'),
  copied('operatorBundle', `registry.redhat.io/albo/bundle@${someDigest}`),
  copied('operatorRelatedImage', 'registry.redhat.io/lab/tool:1.2'),
  copied('generic', `registry.redhat.io/ubi8-minimal@${someDigest}`),
  copied('helmImage', 'quay.io/cockroachdb/x:6'),
];
