import type {
  ChannelModel,
  ConfigEdit,
  ContentModel,
  UpdatePath,
} from '../../../../../core/contract/index.ts';
import { compareVersions } from '../graph/version-order.ts';

type ChannelEdit = Extract<ConfigEdit, { readonly kind: 'channel' }>;
type Missing = UpdatePath['missing'][number];

/**
 * The changes that put the missing releases of update paths into a configuration: a new channel with just them, or
 * a wider range of a channel that is there.
 */
export function editsForGaps(model: ContentModel, paths: readonly UpdatePath[]): readonly ChannelEdit[] {
  const missing = paths.flatMap((path) => path.missing);
  return [...Map.groupBy(missing, (one) => one.channel)].flatMap(([name, ones]) => {
    const channel = model.channels.find((one) => one.name === name);
    const versions = ones.map((one: Missing) => one.version).toSorted(compareVersions);
    const [first, last] = [versions[0], versions.at(-1)];
    if (first === undefined || last === undefined || channel?.full === true) return [];
    if (channel !== undefined) return [widened(channel, first, last)];
    const shortestPath = versions.length > 1;
    return [
      { kind: 'channel' as const, name, minVersion: first, maxVersion: last, full: false, shortestPath },
    ];
  });
}

function widened(channel: ChannelModel, first: string, last: string): ChannelEdit {
  const { name, minVersion, maxVersion } = channel;
  const onlyHead = minVersion === undefined && maxVersion === undefined;
  const lower = onlyHead || (minVersion !== undefined && compareVersions(first, minVersion) < 0);
  const higher = maxVersion !== undefined && compareVersions(last, maxVersion) > 0;
  return {
    kind: 'channel',
    name,
    minVersion: lower ? first : (minVersion ?? null),
    maxVersion: higher ? last : (maxVersion ?? null),
    full: false,
    // A release inside the range that is missing is one that the shortest path leaves out.
    shortestPath: channel.shortestPath && (lower || higher),
  };
}
