import type { ConfigEdit, PackageModel, PackageView } from '../../../../../core/contract/index.ts';
import { compareVersions } from '../graph/version-order.ts';
import { hasEnds, type VersionEnds } from './package-choice.ts';

export type PackageEdit = Extract<ConfigEdit, { readonly kind: 'package' }>;
type ChannelEntry = PackageModel['channels'][number];

/** What of a package decides which default channel it can have. */
export type PackageShape = Pick<PackageView, 'bundles' | 'name'> & {
  readonly channels: readonly Pick<PackageView['channels'][number], 'name' | 'isDefault' | 'head'>[];
};

/** The whole package: the head of every channel. */
export function wholePackage(name: string): PackageModel {
  return { name, channels: [] };
}

/** The change that makes a package's entry say this. */
export function packageEdit(catalog: string, asked: PackageModel): PackageEdit {
  const { name, channels, defaultChannel = null, minVersion = null, maxVersion = null } = asked;
  return {
    kind: 'package',
    catalog,
    name,
    channels: channels.map((one) => ({
      name: one.name,
      minVersion: one.minVersion ?? null,
      maxVersion: one.maxVersion ?? null,
    })),
    defaultChannel,
    minVersion,
    maxVersion,
  };
}

/** These channels and no others, in the package's order; those that stay keep their ranges. */
export function withChannels(
  asked: PackageModel | undefined,
  shape: PackageShape,
  names: readonly string[],
): PackageModel {
  const before = asked?.channels ?? [];
  const listed = shape.channels.map(({ name }) => name).filter((name) => names.includes(name));
  // A channel of the file that the catalogue does not have any more stays until somebody takes it out.
  const unknown = names.filter((name) => !listed.includes(name));
  const channels = [...listed, ...unknown].map(
    (name): ChannelEntry => before.find((one) => one.name === name) ?? { name },
  );
  return settleDefault({ ...kept(asked, shape.name), channels }, shape);
}

/**
 * A range for one channel. A range of the package itself goes to its other channels: the file must not have both
 * (oc-mirror-v2.md 1.3). From a package with all its channels, only this one is left.
 */
export function withRange(
  asked: PackageModel | undefined,
  shape: PackageShape,
  channel: string,
  ends: VersionEnds,
): PackageModel {
  const ofPackage = asked === undefined ? {} : endsOf(asked);
  const before = (asked?.channels ?? []).map((one): ChannelEntry => ({ ...ofPackage, ...one }));
  const entry: ChannelEntry = { name: channel, ...endsOf(ends) };
  const channels = before.some(({ name }) => name === channel)
    ? before.map((one) => (one.name === channel ? entry : one))
    : [...before, entry];
  const { minVersion: _min, maxVersion: _max, ...rest } = kept(asked, shape.name);
  return settleDefault({ ...rest, channels }, shape);
}

/** The channel that a cluster takes unless it is told otherwise; undefined: as the catalogue has it. */
export function withDefault(
  asked: PackageModel,
  shape: PackageShape,
  defaultChannel: string | undefined,
): PackageModel {
  const { defaultChannel: _former, ...rest } = asked;
  return settleDefault({ ...rest, ...(defaultChannel !== undefined && { defaultChannel }) }, shape);
}

/** Whether the catalogue's own default channel is left out, so that another must take its place. */
export function needsDefault(asked: PackageModel, shape: PackageShape): boolean {
  const own = shape.channels.find(({ isDefault }) => isDefault)?.name;
  return asked.channels.length > 0 && !asked.channels.some(({ name }) => name === own);
}

/**
 * Puts a default channel in where the catalogue's own is left out (oc-mirror refuses the catalogue otherwise): of
 * the chosen ones the one with the newest head. One that is not chosen any more is taken out.
 */
function settleDefault(asked: PackageModel, shape: PackageShape): PackageModel {
  const { defaultChannel, ...rest } = asked;
  const names = asked.channels.map(({ name }) => name);
  const isThere = defaultChannel !== undefined && (names.length === 0 || names.includes(defaultChannel));
  if (isThere) return asked;
  if (!needsDefault(asked, shape)) return rest;
  const newest = names.toSorted((a, b) => compareVersions(headVersion(shape, b), headVersion(shape, a)))[0];
  return newest === undefined ? rest : { ...rest, defaultChannel: newest };
}

function headVersion(shape: PackageShape, channel: string): string {
  const head = shape.channels.find(({ name }) => name === channel)?.head;
  return shape.bundles.find(({ name }) => name === head)?.version ?? '0.0.0';
}

function kept(asked: PackageModel | undefined, name: string): PackageModel {
  return asked ?? { name, channels: [] };
}

function endsOf(ends: VersionEnds): { readonly minVersion?: string; readonly maxVersion?: string } {
  if (!hasEnds(ends)) return {};
  return {
    ...(ends.minVersion !== undefined && { minVersion: ends.minVersion }),
    ...(ends.maxVersion !== undefined && { maxVersion: ends.maxVersion }),
  };
}
