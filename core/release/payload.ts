import { SluiceError } from '../contract/index.ts';
import type { Descriptor, Platform, RepositoryName, Source } from '../image/index.ts';
import { readImageFiles, type LayerLimits } from '../layers/index.ts';
import type { Digest } from '../reference/index.ts';
import { bootImagesFile, imageReferencesFile } from './release-content.ts';

/** The files of a release payload that decide what the release consists of. */
export interface PayloadFiles {
  readonly imageReferences: Buffer;
  /** The boot images; always present when they were asked for and the payload has them. */
  readonly bootImages?: Buffer;
}

export interface PayloadOptions {
  /** Which instance of a multi-architecture payload to read; all list the same components. */
  readonly platform?: Platform | undefined;
  /** Look for the boot images in every layer, not only where image-references is. */
  readonly bootImages?: boolean | undefined;
  readonly limits?: LayerLimits | undefined;
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a release payload by digest (oc-mirror-v2.md 5.8). `release` names it in errors.
 * Throws RELEASE_CONTENT_ABSENT, and like `readImageFiles`.
 */
export async function readPayload(
  source: Source,
  payload: { readonly repository: RepositoryName; readonly digest: Digest; readonly release: string },
  options: PayloadOptions = {},
): Promise<PayloadFiles> {
  const { bootImages: boot = false, ...reading } = options;
  const files = await readImageFiles(source, {
    ...reading,
    repository: payload.repository,
    digest: payload.digest,
    required: boot ? [imageReferencesFile, bootImagesFile] : [imageReferencesFile],
    optional: boot ? [] : [bootImagesFile],
  });
  const imageReferences = files.get(imageReferencesFile);
  const bootImages = files.get(bootImagesFile);
  if (imageReferences === undefined) {
    throw new SluiceError('RELEASE_CONTENT_ABSENT', {
      params: { release: payload.release, file: imageReferencesFile },
      stage: 'collect',
      affected: [payload.release],
    });
  }
  return { imageReferences, ...(bootImages !== undefined && { bootImages }) };
}
