import { SluiceError } from '../contract/index.ts';
import { digestAlgorithm, digestHex, type Digest } from './digest.ts';
import { isRepositoryPath, isTag, shown } from './grammar.ts';
import { componentName, type ImageReference } from './image-reference.ts';
import { withoutOuterSlashes } from './slashes.ts';

/** Which oc-mirror's names are used at the target: the current one's, or those of release 4.17 and before. */
export type Layout = 'oc-mirror' | 'oc-mirror-4.17';

/** A name below the target's root (its host and optional namespace). */
export interface Destination {
  readonly repository: string;
  readonly tag: string;
}

export interface DestinationOverrides {
  /** Replaces the whole path. */
  readonly targetRepo?: string | undefined;
  readonly targetTag?: string | undefined;
}

const maximumTagLength = 128;

/**
 * The tag under which an image without a tag is kept: `sha256-<hex>`, in 4.17 plain `<hex>`
 * (peer-lab.md section 3). A sha512 tag would be too long; oc-mirror cuts it to 127 characters.
 */
export function digestTag(digest: Digest, layout: Layout = 'oc-mirror'): string {
  return layout === 'oc-mirror-4.17' ? fitTag(digestHex(digest)) : algorithmTag(digest);
}

function algorithmTag(digest: Digest): string {
  return fitTag(`${digestAlgorithm(digest)}-${digestHex(digest)}`);
}

function fitTag(tag: string): string {
  return tag.length <= maximumTagLength ? tag : tag.slice(0, maximumTagLength - 1);
}

/** A release payload (oc-mirror-v2.md 7.1). `payload` is its reference, by tag or by digest. */
export function releasePayloadDestination(
  payload: ImageReference,
  layout: Layout = 'oc-mirror',
): Destination {
  const tag = payload.tag ?? (payload.digest === undefined ? 'latest' : fitTag(digestHex(payload.digest)));
  return { repository: layout === 'oc-mirror' ? 'openshift/release-images' : payload.path, tag };
}

/** One image of a release: `component` is its name in the payload's image-references (oc-mirror-v2.md 7.1). */
export function releaseComponentDestination(
  image: ImageReference & { readonly digest: Digest },
  release: { readonly tag: string; readonly component: string },
  layout: Layout = 'oc-mirror',
): Destination {
  return layout === 'oc-mirror'
    ? { repository: 'openshift/release', tag: checkedTag(`${release.tag}-${release.component}`) }
    : { repository: image.path, tag: algorithmTag(image.digest) };
}

/**
 * The KubeVirt boot image of a release (oc-mirror-v2.md 7.1). `architecture` (`x86_64`, `s390x`)
 * is given when a multi-architecture release names one image for each.
 */
export function kubeVirtDestination(
  image: ImageReference & { readonly digest: Digest },
  release: { readonly tag: string; readonly architecture?: string | undefined },
  layout: Layout = 'oc-mirror',
): Destination {
  const suffix = release.architecture === undefined ? '' : `-${release.architecture}`;
  return releaseComponentDestination(
    image,
    { tag: release.tag, component: `kube-virt-container${suffix}` },
    layout,
  );
}

/** The image that holds the update graph. */
export function graphDestination(): Destination {
  return { repository: 'openshift/graph-image', tag: 'latest' };
}

/** An operator bundle or an image it names: the source's path, its tag if it has one (oc-mirror-v2.md 7.2). */
export function operatorImageDestination(
  reference: ImageReference,
  layout: Layout = 'oc-mirror',
): Destination {
  return imageDestination(reference, {}, layout);
}

/**
 * An additional or a chart's image (oc-mirror-v2.md 7.2), in every form: by tag, by digest, by
 * both, `oci://`, with another repository or tag. Throws TARGET_REPOSITORY_INVALID or TARGET_TAG_INVALID.
 */
export function imageDestination(
  reference: ImageReference,
  overrides: DestinationOverrides = {},
  layout: Layout = 'oc-mirror',
): Destination {
  const own = reference.transport === 'oci' ? withoutOuterSlashes(reference.path) : reference.path;
  return {
    repository: checkedRepository(overrides.targetRepo ?? own),
    tag: checkedTag(overrides.targetTag ?? ownTag(reference, reference.digest, layout)),
  };
}

/**
 * An operator catalogue (oc-mirror-v2.md 7.3). `content` is the digest that a catalogue named only
 * by digest is tagged with: the rebuilt image's when it was filtered, else the original's.
 * Throws TARGET_REPOSITORY_INVALID or TARGET_TAG_INVALID.
 */
export function catalogDestination(
  reference: ImageReference,
  overrides: { readonly targetCatalog?: string | undefined; readonly targetTag?: string | undefined } = {},
  content: Digest | undefined = reference.digest,
  layout: Layout = 'oc-mirror',
): Destination {
  const own = reference.transport === 'oci' ? componentName(reference) : reference.path;
  return {
    repository: checkedRepository(overrides.targetCatalog ?? own),
    tag: checkedTag(overrides.targetTag ?? ownTag(reference, content, layout)),
  };
}

function ownTag(reference: ImageReference, digest: Digest | undefined, layout: Layout): string {
  if (reference.tag !== undefined) return reference.tag;
  if (reference.transport === 'oci' || digest === undefined) return 'latest';
  return digestTag(digest, layout);
}

function checkedRepository(repository: string): string {
  if (isRepositoryPath(repository)) return repository;
  throw new SluiceError('TARGET_REPOSITORY_INVALID', { params: { repository: shown(repository) } });
}

function checkedTag(tag: string): string {
  if (isTag(tag)) return tag;
  throw new SluiceError('TARGET_TAG_INVALID', { params: { tag: shown(tag) } });
}
