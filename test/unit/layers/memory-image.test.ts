import { expect, it } from 'vitest';
import { canResolveAccessories, mediaTypes } from '../../../core/image/index.ts';
import { memoryImageSource, type MemoryImage } from '../../../core/layers/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { memorySource } from '../../support/memory-source.ts';

it('an image that was made here has no signature, whatever tag is asked for', async () => {
  const digest = digestOf('manifest');
  const root = { mediaType: mediaTypes.ociManifest, digest, size: 8 };
  const image = { root, manifests: [], blobs: new Map() } as unknown as MemoryImage;
  const source = memoryImageSource(image, memorySource());
  expect(canResolveAccessories(source)).toBe(true);
  expect(await source.resolveAccessory('lab/graph' as never, digest, 'sha256-0.sig')).toBeUndefined();
});
