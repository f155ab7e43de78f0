import { SluiceError } from '../contract/index.ts';
import type { Descriptor, RawManifest } from './descriptor.ts';
import { parseManifest, type ParsedManifest } from './manifest.ts';

/**
 * Reads a manifest as `index` lists it (registry-client.md M4, M6): the size must be that of the bytes, and the media
 * type that of the document, by which the document is read here and not by what a registry called it.
 * Throws MANIFEST_SIZE_MISMATCH, MANIFEST_TYPE_MISMATCH and what `parseManifest` throws.
 */
export function parseListed({ bytes }: RawManifest, listed: Descriptor, index: string): ParsedManifest {
  if (bytes.length !== listed.size) {
    throw new SluiceError('MANIFEST_SIZE_MISMATCH', {
      params: { index, manifest: listed.digest, listed: listed.size, size: bytes.length },
    });
  }
  return parseManifest({ descriptor: listed, bytes });
}
