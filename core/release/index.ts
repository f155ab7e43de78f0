export {
  collectReleases,
  type CollectReleasesInput,
  type CollectReleasesOptions,
  type ReleaseCollection,
} from './collect.ts';
export { carriedChannels, channelsUnknown, graphDataChannels, probeChannels } from './channels.ts';
export type { ReleaseFacts, WorkingFile } from './collect-release.ts';
export { fallbackReleaseInputs } from './fallback-inputs.ts';
export {
  fetchGraph,
  type GraphAnswer,
  type GraphRequest,
  graphName,
  updateServiceUrl,
} from './fetch-graph.ts';
export { getDocument, type GetRequest } from './http-get.ts';
export { fetchSignatures, signatureStoreUrl } from './fetch-signature.ts';
export {
  defaultGraphLimits,
  findNode,
  type GraphLimits,
  parseGraph,
  type ReleaseNode,
  uniteGraphs,
  type UpdateEdge,
  type UpdateGraph,
  type UpdateRisk,
} from './graph.ts';
export { buildGraphImage, type GraphImageInput, graphImageRepository } from './graph-image.ts';
export type { GraphImage, PayloadAnswer, PayloadRequest, ReleaseInputs } from './inputs.ts';
export {
  type KeyLocations,
  loadReleaseKeys,
  parseReleaseKeys,
  type ReleaseKeys,
  shippedKeys,
} from './keys.ts';
export {
  listableArchitectures,
  listReleases,
  type ListReleasesInput,
  type ReleaseListing,
  type TagLister,
} from './list.ts';
export { fetchGraphData, onlineReleaseInputs, type OnlineInputOptions } from './online-inputs.ts';
export { type PayloadFiles, type PayloadOptions, readPayload } from './payload.ts';
export type { ChannelSelection, ChannelType, PlatformSelection } from './platform.ts';
export { parseImageReferences, parseKubeVirtImages, type ReleaseComponent } from './release-content.ts';
export { type SelectedNode, type Selection, type SelectionInput, selectReleases } from './select.ts';
export type { ReleaseServices } from './services.ts';
export { setReleaseInputs, type SetFiles } from './set-inputs.ts';
export { type SignatureExpectation, type VerifiedSignature, verifyReleaseSignature } from './signature.ts';
export { findReleases, type SelectedRelease, type TargetResult } from './targets.ts';
export { bestRoute, shortestPath, type UpdateRoute } from './update-path.ts';
export {
  compareVersions,
  minorOf,
  minorsApart,
  parseChannelName,
  parseVersion,
  readVersion,
  type ReleaseVersion,
} from './version.ts';
