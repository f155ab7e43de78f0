import {
  checkPlatforms,
  checkRange,
  checkReference,
  eachDuplicate,
  hasRange,
  requireText,
} from './check-common.ts';
import { nearName } from './near-name.ts';
import type { ReadContext } from './read-context.ts';
import type { PlatformConfig, ReleaseChannel } from './types.ts';
import { parseStrictVersion } from './version.ts';

const architectures = ['amd64', 'arm64', 'ppc64le', 's390x', 'multi'];

/** The rules for `platform` of oc-mirror-v2.md 1.3. `exclusive` is set where platforms and architectures rule each other out. */
export function checkPlatform(
  context: ReadContext,
  platform: PlatformConfig,
  path: string,
  exclusive: boolean,
): void {
  checkPlatforms(context, platform.platforms, path);
  if (exclusive && platform.platforms.length > 0 && platform.architectures.length > 0) {
    context.error('CONFIG_PLATFORMS_AND_ARCHITECTURES', {}, context.offsetOf(platform, 'architectures'));
  }
  checkArchitectures(context, platform);
  if (platform.release !== undefined) {
    checkReference(context, platform, 'release', platform.release);
    if (platform.channels.length > 0) {
      context.report('warning', 'CONFIG_RELEASE_HIDES_CHANNELS', {}, context.offsetOf(platform, 'channels'));
    }
  }
  platform.channels.forEach((channel, index) => {
    checkChannel(context, channel, `${path}.channels[${index}]`);
  });
  eachDuplicate(
    platform.channels,
    (channel) => channel.name,
    (channel, name) => {
      context.error('CONFIG_DUPLICATE_RELEASE_CHANNEL', { channel: name }, context.offsetOf(channel, 'name'));
    },
  );
}

function checkArchitectures(context: ReadContext, platform: PlatformConfig): void {
  if (platform.architectures.length === 0) return;
  // oc-mirror warns on every run that the key is deprecated. We do not: it does what it says, and "platforms" is no other
  // spelling of it (it takes the multi-architecture payload), so that nobody could follow the advice for the same content.
  const at = context.offsetOf(platform, 'architectures');
  for (const architecture of platform.architectures) {
    if (architectures.includes(architecture)) continue;
    // The update service knows no other, and answers with an empty graph instead of an error.
    const suggestion = nearName(architecture, architectures) ?? architectures.join(', ');
    context.report('warning', 'CONFIG_ARCHITECTURE_UNKNOWN', { architecture, suggestion }, at);
  }
}

function checkChannel(context: ReadContext, channel: ReleaseChannel, path: string): void {
  requireText(context, channel, path, 'name', channel.name);
  checkRange(context, channel, channel.name, parseStrictVersion, 'CONFIG_RELEASE_VERSION');
  if (channel.full && hasRange(channel)) {
    context.error('CONFIG_FULL_WITH_RANGE', { name: channel.name }, context.offsetOf(channel, 'full'));
  }
}
