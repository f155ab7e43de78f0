import type { ContentModel, OperatorModel, PackageModel } from '../../../../../core/contract/index.ts';
import { askOfChannel, askedOf, hasEnds, type ChannelAsk } from '../../content/operators/package-choice.ts';
import type { BundleRow, HeldBundle, HeldChannel, PackageRow } from './row.ts';
import { isReadable, versionsIn } from './version-range.ts';

/** What a configuration asks of a package. */
export interface PackageAsk {
  readonly operator: OperatorModel | undefined;
  readonly asked: PackageModel | undefined;
  /** The entry of the catalogue names no package, which means all of them (oc-mirror-v2.md 6.4). */
  readonly isWholeCatalog: boolean;
  readonly isFull: boolean;
  /** More than one entry names the catalogue. */
  readonly isTwice: boolean;
}

export function askOfPackage(
  { catalog, name }: Pick<PackageRow, 'catalog' | 'name'>,
  { operators }: ContentModel,
): PackageAsk {
  const entries = operators.filter((one) => one.catalog === catalog);
  const operator = entries.find(({ packages }) => packages.some((one) => one.name === name)) ?? entries[0];
  const isWholeCatalog = operator !== undefined && operator.packages.length === 0;
  return {
    operator,
    asked: isWholeCatalog ? { name, channels: [] } : askedOf(operator, name),
    isWholeCatalog,
    isFull: operator?.full ?? false,
    isTwice: entries.length > 1,
  };
}

/** The bundles of a channel that are carried, among those that are held. */
export function chosenBundles({ asked, isFull }: PackageAsk, channel: HeldChannel): readonly HeldBundle[] {
  const ask = askOfChannel(asked, channel.name);
  if (!ask.isHeld) return [];
  if (isFull) return channel.bundles;
  if (!hasEnds(ask)) return channel.bundles.slice(0, 1);
  if (!isReadable(ask)) return [];
  const within = new Set(versionsIn(ask, versionsOf(channel)));
  return channel.bundles.filter(({ version }) => version !== undefined && within.has(version));
}

export function isChosen(ask: PackageAsk, { channel, bundle }: BundleRow): boolean {
  return chosenBundles(ask, channel).some(({ name }) => name === bundle.name);
}

/** Oldest first, each once. */
export function versionsOf({ bundles }: HeldChannel): readonly string[] {
  return [...new Set(bundles.flatMap(({ version }) => version ?? []))].toReversed();
}

/** Whether the ranges of what is asked can be compared here. */
export function isAskReadable(asked: PackageModel): boolean {
  return isReadable(asked) && asked.channels.every(isReadable);
}

export type { ChannelAsk };
