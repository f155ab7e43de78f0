import type { ChannelModel, ConfigEdit, ContentModel } from '../../../../../core/contract/index.ts';
import { changed, locked, type Cell, type Offer, type Toggle } from './cell.ts';
import { isAll, type ChannelChoice } from './release-choice.ts';
import type { NewestRow, ReleaseRow } from './row.ts';
import { isReadable, rangeWith, rangeWithout, type NewRange } from './version-range.ts';

/** What a configuration without architectures asks for. */
const usualArchitectures: readonly string[] = ['amd64'];

/** What an enclave asks of a release. */
export function releaseCell(row: ReleaseRow, model: ContentModel, choices: readonly ChannelChoice[]): Cell {
  if (model.release !== undefined || !choices.some(({ chosen }) => chosen.has(row.version))) {
    return { state: 'none' };
  }
  if (row.held === 'unknown') return { state: 'all' };
  const wanted = architecturesOf(model);
  const there = wanted.filter((one) => row.architectures.includes(one));
  if (there.length === 0) return { state: 'missing' };
  return { state: there.length === wanted.length ? 'all' : 'part' };
}

/** Ticks or unticks a release: the range of its channel grows until it holds it, or shrinks from one of its ends. */
export function toggleRelease(
  row: ReleaseRow,
  model: ContentModel,
  choices: readonly ChannelChoice[],
): Toggle {
  if (model.release !== undefined) return locked('payload');
  const covering = choices.filter(({ chosen }) => chosen.has(row.version));
  return covering.length > 0 ? untick(row, covering) : tick(row, model, choices);
}

function tick(row: ReleaseRow, model: ContentModel, choices: readonly ChannelChoice[]): Toggle {
  if (row.held !== 'yes') return locked('notHeld');
  if (!architecturesOf(model).every((one) => row.architectures.includes(one))) return locked('architecture');
  const own = choices.find(({ channel }) => channel.name === row.channel);
  const why = own === undefined ? undefined : lockOf(own.channel);
  if (why !== undefined) return locked(why);
  const range = rangeWith(own?.channel, own?.versions ?? [], row.version);
  return changed('on', [channelEdit(row.channel, own?.channel, range)], range.also);
}

function untick({ version }: ReleaseRow, covering: readonly ChannelChoice[]): Toggle {
  const edits: ConfigEdit[] = [];
  const also: string[] = [];
  for (const { channel, versions } of covering) {
    const why = lockOf(channel);
    if (why !== undefined) return locked(why);
    const change = rangeWithout(channel, versions, version);
    if (change.kind === 'middle') {
      // With two channels that hold it, shrinking one of them is not enough.
      const offer = (kind: Offer['kind']): Offer => ({
        kind,
        edits: [channelEdit(channel.name, channel, change[kind])],
        also: change[kind].also,
      });
      return locked('middle', covering.length === 1 ? [offer('below'), offer('above')] : []);
    }
    if (change.kind === 'remove') edits.push({ kind: 'removeChannel', name: channel.name });
    else edits.push(channelEdit(channel.name, channel, change));
    if (change.kind === 'range') also.push(...change.also);
  }
  return changed('off', edits, also);
}

/** The newest release of a channel of which nothing is held. */
export function newestCell({ channel, held }: NewestRow, { channels, release }: ContentModel): Cell {
  const isAsked = release === undefined && channels.some((one) => one.name === channel && isOpen(one));
  if (!isAsked) return { state: 'none' };
  return { state: held === 'no' ? 'missing' : 'all' };
}

export function toggleNewest(row: NewestRow, model: ContentModel): Toggle {
  if (model.release !== undefined) return locked('payload');
  if (newestCell(row, model).state === 'none') return locked('notHeld');
  return changed('off', [{ kind: 'removeChannel', name: row.channel }]);
}

function isOpen({ minVersion, maxVersion }: ChannelModel): boolean {
  return minVersion === undefined && maxVersion === undefined;
}

function lockOf(channel: ChannelModel): 'fullChannel' | 'shortestPath' | 'bounds' | undefined {
  if (isAll(channel)) return 'fullChannel';
  if (channel.shortestPath) return 'shortestPath';
  return isReadable(channel) ? undefined : 'bounds';
}

function channelEdit(name: string, channel: ChannelModel | undefined, range: NewRange): ConfigEdit {
  const { minVersion, maxVersion } = range;
  const { full = false, shortestPath = false } = channel ?? {};
  return { kind: 'channel', name, minVersion, maxVersion, full, shortestPath };
}

export function architecturesOf({ architectures }: ContentModel): readonly string[] {
  return architectures.length === 0 ? usualArchitectures : architectures;
}
