import type { PlatformConfig } from '../../config/index.ts';
import { parseChannelName, readVersion } from '../../release/index.ts';

/** Beyond any real span: a range from 4.1 to 4.99 is a slip of the hand. */
const mostMinors = 50;

/**
 * The minor releases that a configuration's channels choose, ascending, as far as the file itself tells: nobody is
 * asked which releases a channel has. Releases between two channels are carried too, and so counted.
 */
export function chosenMinors(platform: Pick<PlatformConfig, 'channels' | 'release'> | undefined): string[] {
  if (platform === undefined) return [];
  const named =
    platform.release === undefined ? platform.channels.flatMap(minorsOf) : inTag(platform.release);
  const [first] = named;
  if (first === undefined || named.some(({ major }) => major !== first.major)) {
    return [...new Set(named.map(({ major, minor }) => `${major}.${minor}`))];
  }
  const numbers = named.map(({ minor }) => minor);
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  const count = Math.min(highest - lowest + 1, mostMinors);
  return Array.from({ length: count }, (_, index) => `${first.major}.${highest - count + 1 + index}`);
}

interface Minor {
  readonly major: number;
  readonly minor: number;
}

/** From the lower bound's to the upper bound's; the channel's own stands for a bound that is not given. */
function minorsOf({
  name,
  type,
  minVersion,
  maxVersion,
}: PlatformConfig['channels'][number]): readonly Minor[] {
  const own = type === 'ocp' ? parseChannelName(name) : undefined;
  if (own === undefined) return [];
  const bound = (text: string | undefined): Minor => (text === undefined ? own : (readVersion(text) ?? own));
  return maxVersion !== undefined && minVersion === undefined
    ? [bound(maxVersion)]
    : [bound(minVersion), bound(maxVersion)];
}

/** `quay.io/openshift-release-dev/ocp-release:4.15.2-x86_64`. */
function inTag(release: string): readonly Minor[] {
  const match = /:(\d{1,5})\.(\d{1,5})\.\d[^/:@]*(?:@|$)/.exec(release);
  return match === null ? [] : [{ major: Number(match[1]), minor: Number(match[2]) }];
}
