export { editConfiguration, type LocalChartEdit, type TextEdit } from './edit/index.ts';
export { compileGoPattern, type GoPattern } from './go-pattern.ts';
export { nearName } from './near-name.ts';
export { type BlockCandidate, matchesBlocked } from './blocked-images.ts';
export { duplicateKeys } from './duplicate-keys.ts';
export { uniqueCatalogName } from './catalog-name.ts';
export { maximumConfigurationBytes } from './load-document.ts';
export {
  parseDeleteImageSetConfiguration,
  parseImageSetConfiguration,
  type ParseOptions,
  type ParseResult,
} from './parse.ts';
export { type ConfigProblem, formatProblem } from './problem.ts';
export { parseYamlDocuments } from './yaml-documents.ts';
export { compareVersions, parseLenientVersion, parseStrictVersion, type Version } from './version.ts';
export type {
  AdditionalImage,
  BlockedImage,
  DeleteImageSetConfiguration,
  HelmChart,
  HelmConfig,
  HelmRepository,
  ImageSetConfiguration,
  MirrorConfig,
  MirrorContent,
  OperatorChannel,
  OperatorConfig,
  OperatorPackage,
  PlatformConfig,
  PlatformFilter,
  ReleaseChannel,
  ReleaseChannelType,
} from './types.ts';
export { currentApiVersion, defaultArchiveSize } from './types.ts';
