import type { ContentModel } from '../../../../../core/contract/index.ts';
import { askOfChannel } from '../../content/operators/package-choice.ts';
import { packageEdit, wholePackage } from '../../content/operators/package-edits.ts';
import { changed, locked, type Cell, type CellReason, type Offer, type Toggle } from './cell.ts';
import {
  askOfPackage,
  chosenBundles,
  isAskReadable,
  isChosen,
  versionsOf,
  type PackageAsk,
} from './operator-choice.ts';
import { namedChannels, withChannels, withRange } from './operator-edits.ts';
import type { BundleRow, ChannelRow, HeldChannel, PackageRow } from './row.ts';
import { rangeWith, rangeWithout } from './version-range.ts';

/** What an enclave asks of a package, measured by the bundles that are held. */
export function packageCell(row: PackageRow, model: ContentModel): Cell {
  const ask = askOfPackage(row, model);
  if (row.held !== 'yes') {
    if (ask.asked === undefined || ask.isWholeCatalog) return { state: 'none' };
    return { state: row.held === 'no' ? 'missing' : 'all' };
  }
  return cellOfBundles(ask, row.channels, ask.asked !== undefined);
}

export function channelCell({ pack, channel }: ChannelRow, model: ContentModel): Cell {
  const ask = askOfPackage(pack, model);
  return cellOfBundles(ask, [channel], askOfChannel(ask.asked, channel.name).isHeld);
}

export function bundleCell(row: BundleRow, model: ContentModel): Cell {
  return { state: isChosen(askOfPackage(row.pack, model), row) ? 'all' : 'none' };
}

function cellOfBundles(ask: PackageAsk, channels: readonly HeldChannel[], isAsked: boolean): Cell {
  const of = new Set(channels.flatMap(({ bundles }) => bundles.map(({ name }) => name))).size;
  if (!isAsked) return { state: 'none', parts: { chosen: 0, of } };
  const chosen = new Set(channels.flatMap((channel) => chosenBundles(ask, channel).map(({ name }) => name)))
    .size;
  const state = chosen === 0 ? 'missing' : chosen === of ? 'all' : 'part';
  return { state, parts: { chosen, of } };
}

/** Why nothing of a package can be changed here. */
function lockOf({ isWholeCatalog, isTwice }: PackageAsk): CellReason | undefined {
  if (isTwice) return 'twice';
  return isWholeCatalog ? 'wholeCatalog' : undefined;
}

/** Ticks a package whole, which is the head of each of its channels, or takes it out. */
export function togglePackage(row: PackageRow, model: ContentModel): Toggle {
  const ask = askOfPackage(row, model);
  const why = lockOf(ask);
  if (why !== undefined) return locked(why);
  const { catalog, name } = row;
  if (ask.asked !== undefined) return changed('off', [{ kind: 'removePackages', catalog, names: [name] }]);
  if (row.held !== 'yes') return locked('notHeld');
  return changed('on', [packageEdit(catalog, wholePackage(name))]);
}

/** Ticks a channel, which is its head, or takes it out; the other channels stay as they are. */
export function toggleChannel({ pack, channel }: ChannelRow, model: ContentModel): Toggle {
  const ask = askOfPackage(pack, model);
  const why = lockOf(ask);
  if (why !== undefined) return locked(why);
  const named = namedChannels(ask.asked, pack);
  const others = named.filter(({ name }) => name !== channel.name);
  const isOn = askOfChannel(ask.asked, channel.name).isHeld;
  return changed(
    isOn ? 'off' : 'on',
    withChannels(pack, ask.asked, isOn ? others : [...others, { name: channel.name }]),
  );
}

/** Ticks or unticks one version of a channel: its range grows until it holds it, or shrinks from an end. */
export function toggleBundle(row: BundleRow, model: ContentModel): Toggle {
  const { pack, channel, bundle } = row;
  const ask = askOfPackage(pack, model);
  const why = lockOf(ask);
  if (why !== undefined) return locked(why);
  const { asked, isFull } = ask;
  if (isFull) return locked('fullCatalog');
  if (bundle.version === undefined) return locked('noVersion');
  if (asked !== undefined && !isAskReadable(asked)) return locked('bounds');
  const versions = versionsOf(channel);
  const bounds = askOfChannel(asked, channel.name);
  if (!isChosen(ask, row)) {
    const range = rangeWith(bounds.isHeld ? bounds : undefined, versions, bundle.version);
    return changed('on', withRange(pack, asked, channel.name, range), range.also);
  }
  const change = rangeWithout(bounds, versions, bundle.version);
  switch (change.kind) {
    case 'remove': {
      const others = namedChannels(asked, pack).filter(({ name }) => name !== channel.name);
      return changed('off', withChannels(pack, asked, others));
    }
    case 'range':
      return changed('off', withRange(pack, asked, channel.name, change), change.also);
    case 'middle': {
      const offer = (kind: Offer['kind']): Offer => ({
        kind,
        edits: withRange(pack, asked, channel.name, change[kind]),
        also: change[kind].also,
      });
      return locked('middle', [offer('below'), offer('above')]);
    }
  }
}
