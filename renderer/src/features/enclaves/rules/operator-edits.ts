import type { ConfigEdit, PackageModel } from '../../../../../core/contract/index.ts';
import { compareVersions } from '../../content/graph/version-order.ts';
import { hasEnds } from '../../content/operators/package-choice.ts';
import { packageEdit } from '../../content/operators/package-edits.ts';
import type { PackageRow } from './row.ts';
import type { NewRange } from './version-range.ts';

/** The channels of a package that are asked for by name: without names, all that are held. */
export function namedChannels(asked: PackageModel | undefined, pack: PackageRow): PackageModel['channels'] {
  if (asked === undefined) return [];
  return asked.channels.length > 0 ? asked.channels : pack.channels.map(({ name }) => ({ name }));
}

/** The change to these channels and no others; none of them: the package goes. */
export function withChannels(
  pack: PackageRow,
  asked: PackageModel | undefined,
  channels: PackageModel['channels'],
): readonly ConfigEdit[] {
  const { catalog, name } = pack;
  if (channels.length === 0) return [{ kind: 'removePackages', catalog, names: [name] }];
  return [packageEdit(catalog, settled({ ...(asked ?? { name }), channels }, pack))];
}

/**
 * The change to another range of one channel. A range of the package itself goes to its channels: the file must not
 * have both (oc-mirror-v2.md 1.3).
 */
export function withRange(
  pack: PackageRow,
  asked: PackageModel | undefined,
  channel: string,
  { minVersion, maxVersion }: Pick<NewRange, 'minVersion' | 'maxVersion'>,
): readonly ConfigEdit[] {
  const { minVersion: min, maxVersion: max, ...rest } = asked ?? { name: pack.name, channels: [] };
  const ofPackage = hasEnds({ minVersion: min, maxVersion: max })
    ? { ...(min !== undefined && { minVersion: min }), ...(max !== undefined && { maxVersion: max }) }
    : {};
  const entry = {
    name: channel,
    ...(minVersion !== null && { minVersion }),
    ...(maxVersion !== null && { maxVersion }),
  };
  const before = namedChannels(asked, pack).map((one) => ({ ...ofPackage, ...one }));
  const channels = before.some(({ name }) => name === channel)
    ? before.map((one) => (one.name === channel ? entry : one))
    : [...before, entry];
  return withChannels(pack, { ...rest, channels }, channels);
}

/**
 * Names a default channel where the catalogue's own is left out (oc-mirror refuses the catalogue otherwise): of the
 * chosen ones the one with the newest head. One that is not chosen any more goes.
 */
function settled(asked: PackageModel, pack: PackageRow): PackageModel {
  const { defaultChannel, ...rest } = asked;
  const names = asked.channels.map(({ name }) => name);
  if (defaultChannel !== undefined && names.includes(defaultChannel)) return asked;
  if (pack.defaultChannel === undefined || names.includes(pack.defaultChannel)) return rest;
  const head = (name: string): string =>
    pack.channels.find((one) => one.name === name)?.bundles[0]?.version ?? '0.0.0';
  const newest = names.toSorted((a, b) => compareVersions(head(b), head(a)))[0];
  return newest === undefined ? rest : { ...rest, defaultChannel: newest };
}
