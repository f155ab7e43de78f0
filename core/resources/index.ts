export { applyOrder, type OrderedResource } from './apply-order.ts';
export { buildResources, type ClusterResources, type CopiedImage, type ResourceOptions } from './build.ts';
export { resourceChanges, type ResourceChanges, type ResourceItem } from './changes.ts';
export type { ResourceFile } from './file.ts';
export { installConfigFragment } from './install-config.ts';
export { type MergedResources, mergeResources } from './merge.ts';
export { type MirrorRule, type PullFromMirror, rulesFromResources } from './rules.ts';
export type { ReleaseSignature } from './signature-config-map.ts';
export type { ResourceTarget } from './target.ts';
