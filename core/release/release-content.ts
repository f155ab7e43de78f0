import { z } from 'zod';
import { duplicateKeys, parseYamlDocuments } from '../config/index.ts';
import { SluiceError } from '../contract/index.ts';
import { parseJsonStrict } from '../image/index.ts';
import { isByDigest, parseImageReference, type Digest, type ImageReference } from '../reference/index.ts';
import type { PlatformSelection } from './platform.ts';

export const imageReferencesFile = 'release-manifests/image-references';
export const bootImagesFile = 'release-manifests/0000_50_installer_coreos-bootimages.yaml';

export type PinnedReference = ImageReference & { readonly digest: Digest };

/** One image that a release consists of. */
export interface ReleaseComponent {
  readonly name: string;
  readonly image: PinnedReference;
}

const mostComponents = 10_000;
const imageStreamSchema = z.object({
  spec: z.object({
    tags: z
      .array(z.object({ name: z.string().min(1), from: z.object({ name: z.string() }) }))
      .max(mostComponents),
  }),
});

/**
 * The components that a payload's image-references lists, in its order (oc-mirror-v2.md 5.8).
 * `release` names it in errors. Throws RELEASE_CONTENT_INVALID or RELEASE_COMPONENT_INVALID.
 */
export function parseImageReferences(bytes: Uint8Array, release: string): readonly ReleaseComponent[] {
  const stream = readAs(imageStreamSchema, release, imageReferencesFile, () =>
    parseJsonStrict(decode(bytes), { what: imageReferencesFile }),
  );
  return stream.spec.tags.map(({ name, from }) => ({ name, image: pinned(from.name, name, release) }));
}

const bootImagesSchema = z.object({ data: z.object({ stream: z.string() }) });
const streamSchema = z.object({
  architectures: z.record(
    z.string(),
    z.object({
      images: z.object({ kubevirt: z.object({ 'digest-ref': z.string() }).optional() }).nullish(),
    }),
  ),
});

/** A KubeVirt boot image; `architecture` tells them apart when more than one was asked for. */
export interface KubeVirtImage {
  readonly architecture?: string;
  readonly image: PinnedReference;
}

/**
 * The KubeVirt boot images of a release for what the configuration asks (oc-mirror-v2.md 5.8).
 * Throws RELEASE_CONTENT_INVALID, RELEASE_COMPONENT_INVALID, or RELEASE_KUBEVIRT_ABSENT when there is none at all.
 */
export function parseKubeVirtImages(
  bytes: Uint8Array | undefined,
  platform: PlatformSelection,
  release: string,
): readonly KubeVirtImage[] {
  const keys = kubeVirtArchitectures(platform);
  const architectures = bytes === undefined ? {} : readStream(bytes, release).architectures;
  const images = keys.flatMap((key) => {
    const reference = architectures[key]?.images?.kubevirt?.['digest-ref'];
    if (reference === undefined || reference === '') return [];
    const image = pinned(reference, 'kube-virt-container', release);
    return [keys.length > 1 ? { architecture: key, image } : { image }];
  });
  if (images.length > 0) return images;
  throw new SluiceError('RELEASE_KUBEVIRT_ABSENT', {
    params: { release, architectures: keys.join(', ') },
    stage: 'collect',
    affected: [release],
  });
}

function readStream(bytes: Uint8Array, release: string): z.infer<typeof streamSchema> {
  const map = readAs(bootImagesSchema, release, bootImagesFile, () => readYaml(decode(bytes)));
  return readAs(streamSchema, release, bootImagesFile, () =>
    parseJsonStrict(map.data.stream, { what: bootImagesFile }),
  );
}

/** registry-client.md 4.2 rule 7. The library would compare each key with each other one. */
function readYaml(text: string): unknown {
  const options = { schema: 'core', merge: false, uniqueKeys: false, logLevel: 'error' } as const;
  const [document, ...others] = parseYamlDocuments(text, options);
  if (document === undefined || others.length > 0) throw new Error('not one document');
  const [error] = document.errors;
  if (error !== undefined) throw error;
  const [twice] = duplicateKeys(document, 1);
  if (twice !== undefined) throw new Error(`the key "${twice.key.slice(0, 100)}" stands twice in a mapping`);
  return document.toJS({ maxAliasCount: 100 });
}

function kubeVirtArchitectures(platform: PlatformSelection): readonly string[] {
  const both = ['x86_64', 's390x'];
  const toKeys = (architecture: string): readonly string[] => {
    if (architecture === 'multi') return both;
    return architecture === 'amd64' ? ['x86_64'] : architecture === 's390x' ? ['s390x'] : [];
  };
  const platforms = platform.platforms ?? [];
  const asked =
    platforms.length > 0 ? platforms.map((entry) => entry.architecture) : (platform.architectures ?? []);
  const keys = [...new Set(asked.flatMap(toKeys))];
  if (keys.length > 0) return keys;
  return platforms.length > 0 ? both : ['x86_64'];
}

function pinned(reference: string, component: string, release: string): PinnedReference {
  const invalid = (cause?: unknown): SluiceError =>
    new SluiceError('RELEASE_COMPONENT_INVALID', {
      params: { release, component, reference: reference.slice(0, 200) },
      stage: 'collect',
      affected: [release],
      cause,
    });
  let image;
  try {
    image = parseImageReference(reference);
  } catch (error) {
    throw invalid(error);
  }
  if (isByDigest(image) && image.transport === 'docker' && image.domain !== '') return image;
  throw invalid();
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function readAs<Value>(schema: z.ZodType<Value>, release: string, file: string, read: () => unknown): Value {
  try {
    return schema.parse(read());
  } catch (error) {
    throw new SluiceError('RELEASE_CONTENT_INVALID', {
      params: { release, file },
      stage: 'collect',
      affected: [release],
      ...(error instanceof Error && { detail: error.message.slice(0, 1000) }),
      cause: error,
    });
  }
}
