import type { ImageRecord, Platform, RepositoryName } from '../image/index.ts';
import {
  kubeVirtDestination,
  parseImageReference,
  releaseComponentDestination,
  releasePayloadDestination,
  type Destination,
  type Digest,
  type Layout,
} from '../reference/index.ts';
import type { KubeVirtImage, PinnedReference, ReleaseComponent } from './release-content.ts';

export interface ReleaseRecordsInput {
  readonly version: string;
  /** The repository and tag that name the release; no tag when its signature was not looked at. */
  readonly name: { readonly repository: RepositoryName; readonly tag?: string | undefined };
  readonly digest: Digest;
  /** Where the payload is read. */
  readonly repository: RepositoryName;
  readonly components: readonly ReleaseComponent[];
  readonly kubeVirt: readonly KubeVirtImage[];
  readonly platforms: readonly Platform[];
  readonly layout: Layout;
}

/** The images of one release with their names at the target (oc-mirror-v2.md 7.1): components, boot images, payload. */
export function releaseRecords(input: ReleaseRecordsInput): readonly ImageRecord[] {
  const { name, digest, layout } = input;
  const origin = name.tag === undefined ? `${name.repository}@${digest}` : `${name.repository}:${name.tag}`;
  const destination = releasePayloadDestination(parseImageReference(origin), layout);
  // Without a signed tag the digest takes its place in every name.
  const tag = name.tag ?? destination.tag;
  const shared = input.platforms.length > 0 ? { platforms: input.platforms } : {};
  const part = (component: string, image: PinnedReference, at: Destination): ImageRecord => ({
    type: 'ocpReleaseContent',
    origin: image.text,
    source: { repository: image.name, digest: image.digest },
    destination: at,
    ...shared,
    release: { version: input.version, tag, component },
  });
  const records: ImageRecord[] = input.components.map((component) =>
    part(
      component.name,
      component.image,
      releaseComponentDestination(component.image, { tag, component: component.name }, layout),
    ),
  );
  for (const { architecture, image } of input.kubeVirt) {
    const component =
      architecture === undefined ? 'kube-virt-container' : `kube-virt-container-${architecture}`;
    records.push(part(component, image, kubeVirtDestination(image, { tag, architecture }, layout)));
  }
  records.push({
    type: 'ocpRelease',
    origin,
    source: {
      repository: input.repository,
      digest,
      ...(name.tag !== undefined && { tag: name.tag }),
    },
    destination,
    ...shared,
    release: { version: input.version, tag },
  });
  return records;
}

/** Each name at the target once: with 4.17's names, components that share an image share its name too. */
export function withoutRepeats(records: readonly ImageRecord[]): readonly ImageRecord[] {
  const seen = new Map<string, ImageRecord>();
  for (const record of records) {
    const digest = 'digest' in record.source ? record.source.digest : undefined;
    const key = `${record.destination.repository}:${record.destination.tag}@${digest ?? ''}`;
    if (!seen.has(key)) seen.set(key, record);
  }
  return [...seen.values()];
}
