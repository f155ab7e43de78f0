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
