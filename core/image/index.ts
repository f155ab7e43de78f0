export {
  canListReferrers,
  canRejectBlobs,
  canResolveAccessories,
  type AccessoryResolver,
  type BlobRejecter,
  type ReferrerLister,
} from './abilities.ts';
export type {
  BlobFetcher,
  ByteRangeOptions,
  ManifestFetcher,
  RepositoryName,
  Source,
  TagResolver,
} from './abilities.ts';
export { blobsOf, childrenOf, type ManifestBlob } from './closure.ts';
export type { Descriptor, Platform, RawManifest } from './descriptor.ts';
export {
  maximumBlobBytes,
  maximumConfigBytes,
  maximumIndexEntries,
  maximumIndexNesting,
  maximumJsonDepth,
  maximumLayers,
  maximumManifestBytes,
} from './limits.ts';
export { parseListed } from './listed-manifest.ts';
export {
  type ArtifactManifest,
  type ImageIndex,
  type ImageManifest,
  type ManifestOptions,
  type ParsedManifest,
  parseManifest,
  rawManifest,
  type ServedManifest,
} from './manifest.ts';
export {
  bareMediaType,
  isIndexMediaType,
  isNonDistributable,
  manifestAccept,
  type ManifestKind,
  manifestKind,
  mediaTypes,
} from './media-types.ts';
export { type FileOpener, openOciLayout } from './oci-layout.ts';
export { attestedDigest, formatPlatform, platformMatches, platformsOf, selectInstances } from './platform.ts';
export { imageCategory, imageTypes, type ImageCategory, type ImageRecord, type ImageType } from './record.ts';
export { parseJsonStrict, type StrictJsonOptions } from './strict-json.ts';
export { verified } from './verified.ts';
