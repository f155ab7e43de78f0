import type { Platform } from '../image/index.ts';

export type ChannelType = 'ocp' | 'okd';

/** `mirror.platform.channels[]` as far as the selection of releases reads it. */
export interface ChannelSelection {
  readonly name: string;
  readonly type?: ChannelType | undefined;
  readonly minVersion?: string | undefined;
  readonly maxVersion?: string | undefined;
  readonly shortestPath?: boolean | undefined;
  readonly full?: boolean | undefined;
}

/** `mirror.platform` as far as the collection of releases reads it. */
export interface PlatformSelection {
  readonly graph?: boolean | undefined;
  readonly channels?: readonly ChannelSelection[] | undefined;
  readonly architectures?: readonly string[] | undefined;
  readonly platforms?: readonly Platform[] | undefined;
  readonly release?: string | undefined;
  readonly kubeVirtContainer?: boolean | undefined;
}

/** The architectures whose graphs are asked, one pass each (oc-mirror-v2.md 5.2). */
export function graphArchitectures(platform: PlatformSelection): readonly string[] {
  if ((platform.platforms ?? []).length > 0) return ['multi'];
  const architectures = [...new Set(platform.architectures ?? [])];
  return architectures.length > 0 ? architectures : ['amd64'];
}
