export {
  type Digest,
  type DigestAlgorithm,
  digestAlgorithm,
  digestHex,
  digestOf,
  isDigest,
  parseDigest,
  referrerTag,
  referrerTagPrefix,
} from './digest.ts';
export {
  isRegistryHost,
  isRepositoryPath,
  isTag,
  looksLikeHost,
  maximumNameLength,
  requireRegistryHost,
  requireRepositoryPath,
  requireTag,
} from './grammar.ts';
export {
  componentName,
  formatImageReference,
  type ImageReference,
  isByDigest,
  isByDigestOnly,
  isByTagAndDigest,
  parseImageReference,
  type Transport,
  withDigest,
  withTag,
} from './image-reference.ts';
export {
  type DockerReference,
  formatDockerReference,
  networkHost,
  parseDockerReference,
  requireTagOrDigest,
  splitRepositoryName,
} from './docker-reference.ts';
export {
  catalogDestination,
  type Destination,
  type DestinationOverrides,
  digestTag,
  graphDestination,
  imageDestination,
  kubeVirtDestination,
  type Layout,
  operatorImageDestination,
  releaseComponentDestination,
  releasePayloadDestination,
} from './destination.ts';
export { layoutAlternatives } from './layout-alternatives.ts';
export { limitNesting } from './nesting.ts';
export { withoutEndSlashes, withoutOuterSlashes } from './slashes.ts';
