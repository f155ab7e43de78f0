export { describeRegistriesConf, formatEndpoint } from './describe.ts';
export type { RegistriesConfMode } from './file-order.ts';
export { loadRegistriesConf, type RegistriesConfOptions } from './load.ts';
export { mergeRegistriesConf } from './merge.ts';
export {
  authFilesHelper,
  emptyRegistriesConf,
  type Endpoint,
  type EndpointReference,
  type MirrorRule,
  type PullFromMirror,
  type RegistriesConf,
  type RegistriesConfFile,
  type RegistryRule,
} from './model.ts';
export { withOcMirrorLayout } from './oc-mirror-layout.ts';
export { parseRegistriesConf } from './parse-file.ts';
export { type MirrorRedirection, renderRegistriesConf, type RenderOptions } from './render.ts';
export {
  blockedFor,
  explainEndpoints,
  insecureFor,
  type Resolution,
  type ResolveOptions,
  resolveEndpoints,
} from './resolve.ts';
