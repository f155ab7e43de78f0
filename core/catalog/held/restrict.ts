import type { CatalogBundle, CatalogChannel, CatalogModel, CatalogPackage, ChannelEntry } from '../model.ts';
import { versionsOf } from '../filter/index.ts';

/**
 * A package as far as a place holds its bundles: of each channel, the newest bundle that is there, and what can
 * be reached from it by replaces and skips without a bundle that is not there. Entries stay as they are written.
 * Undefined when nothing is left.
 */
export function restrictPackage(
  source: CatalogPackage,
  isHeld: (bundle: CatalogBundle) => boolean,
): CatalogPackage | undefined {
  const held = new Set(source.bundles.filter(isHeld).map(({ name }) => name));
  const channels = source.channels.flatMap((channel) => restrictChannel(source, channel, held) ?? []);
  if (channels.length === 0) return undefined;
  const named = new Set(channels.flatMap(({ entries }) => entries.map(({ name }) => name)));
  return { ...source, channels, bundles: source.bundles.filter(({ name }) => named.has(name)) };
}

/** The catalogue with some of its packages replaced, or taken out where there is nothing in their place. */
export function replacePackages(
  model: CatalogModel,
  replacements: ReadonlyMap<string, CatalogPackage | undefined>,
): CatalogModel {
  const packages = [...model.packages].flatMap(([name, source]): [string, CatalogPackage][] => {
    if (!replacements.has(name)) return [[name, source]];
    const replacement = replacements.get(name);
    return replacement === undefined ? [] : [[name, replacement]];
  });
  return { ...model, packages: new Map(packages) };
}

function restrictChannel(
  source: CatalogPackage,
  channel: CatalogChannel,
  held: ReadonlySet<string>,
): CatalogChannel | undefined {
  const entries = new Map(channel.entries.map((entry) => [entry.name, entry]));
  const newest = versionsOf(source, channel).findLast(({ bundle }) => held.has(bundle));
  if (newest === undefined) return undefined;
  const reached = new Set<string>();
  const open = [newest.bundle];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const entry = entries.get(name);
    if (entry === undefined || reached.has(name) || !held.has(name)) continue;
    reached.add(name);
    open.push(...targetsOf(entry));
  }
  return { ...channel, entries: channel.entries.filter(({ name }) => reached.has(name)) };
}

function targetsOf({ replaces, skips }: ChannelEntry): readonly string[] {
  return replaces === undefined ? skips : [replaces, ...skips];
}
