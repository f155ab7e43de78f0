export type {
  BlobFetcher,
  ByteRangeOptions,
  ManifestFetcher,
  RepositoryName,
  Source,
  TagResolver,
} from './abilities.ts';
export type { Descriptor, Platform, RawManifest } from './descriptor.ts';
export { verified } from './verified.ts';
export { imageCategory, imageTypes, type ImageCategory, type ImageRecord, type ImageType } from './record.ts';
