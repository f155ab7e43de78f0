export type { RealmMemory, RealmPolicy } from './auth/realm.ts';
export type { Access } from './client/access.ts';
export type { PutManifestResult } from './client/manifests.ts';
export { referrersTag } from './client/referrers.ts';
export {
  createRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
} from './client/registry-client.ts';
export * from './credentials/index.ts';
export type { ConnectedPeer } from './http/connected-peer.ts';
export { createHttpDoor, type HttpDoorOptions } from './http/door.ts';
export { defaultGateLimits, type GateLimits, type HostState } from './http/host-gate.ts';
export { discardBody, readBody, type BodyLimit } from './http/read-body.ts';
export { follow, type Followed, type FollowOptions } from './http/redirect.ts';
export { isTransientStatus } from './http/request-form.ts';
export {
  defaultRetryPolicy,
  withRetry,
  type RetryEvent,
  type RetryOptions,
  type RetryPolicy,
  type RetryTools,
} from './http/retry.ts';
export {
  defaultDoorLimits,
  safeUrl,
  type DoorLimits,
  type ProxyFor,
  type TrustFor,
} from './http/settings.ts';
export type { RegistryWarning } from './http/warnings.ts';
export * from './proxy/index.ts';
export * from './registries-conf/index.ts';
export {
  createRegistrySource,
  type RegistrySource,
  type RegistrySourceOptions,
  type SourceEvent,
} from './source/registry-source.ts';
export { signatureTag } from './source/signature-tag.ts';
export * from './trust/index.ts';
export type { OpenBytes } from './upload/blob-feed.ts';
export type { UploadOptions, UploadOutcome } from './upload/upload-blob.ts';
