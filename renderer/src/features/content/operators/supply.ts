import type {
  MissingNeed,
  OperatorModel,
  PackageModel,
  ResolvedCatalog,
  Supplier,
} from '../../../../../core/contract/index.ts';
import { compareVersions } from '../graph/version-order.ts';
import { hasEnds } from './package-choice.ts';
import { packageEdit, type PackageEdit } from './package-edits.ts';

/** What the configuration asks for and what it comes to: both say how a package is widened. */
export interface Asked {
  readonly operators: readonly OperatorModel[];
  readonly resolved: readonly ResolvedCatalog[];
}

/** Of each need that only one package satisfies, this package; each once. Where several could, somebody must choose. */
export function onlySuppliers(missing: readonly MissingNeed[]): readonly Supplier[] {
  const found = new Map<string, Supplier>();
  for (const { suppliers } of missing) {
    const [only] = suppliers;
    if (only === undefined || suppliers.length > 1) continue;
    found.set(`${only.catalog} ${only.package} ${only.channel} ${only.minVersion ?? ''}`, only);
  }
  return [...found.values()];
}

/**
 * Changes that bring these packages in, or widen those that are chosen. Empty for a catalogue that is carried whole:
 * naming one package there would leave all others out.
 */
export function supplyEdits(asked: Asked, suppliers: readonly Supplier[]): readonly PackageEdit[] {
  const packages = new Map<string, { readonly catalog: string; readonly model: PackageModel }>();
  for (const supplier of suppliers) {
    const { catalog, package: name } = supplier;
    const operator = asked.operators.find((one) => one.catalog === catalog);
    if (operator !== undefined && operator.packages.length === 0) continue;
    const key = `${catalog} ${name}`;
    const before = packages.get(key)?.model ?? operator?.packages.find((one) => one.name === name);
    const wanted = operator?.full === true ? { ...supplier, minVersion: undefined } : supplier;
    const carried = asked.resolved
      .find((one) => one.catalog === catalog)
      ?.packages.find((one) => one.name === name);
    const listed = (carried?.channels ?? []).map((one) => one.name);
    packages.set(key, { catalog, model: widen(before, wanted, listed) });
  }
  return [...packages.values()].map(({ catalog, model }) => packageEdit(catalog, model));
}

/** `listed`: all channels that are carried, where the entry names none. */
function widen(
  before: PackageModel | undefined,
  supplier: Pick<Supplier, 'package' | 'channel'> & { readonly minVersion?: string | undefined },
  listed: readonly string[],
): PackageModel {
  const { package: name, channel, minVersion } = supplier;
  const from = minVersion === undefined ? {} : { minVersion };
  if (before === undefined) return { name, channels: [{ name: channel, ...from }] };
  if (hasEnds(before)) return { ...before, ...lowered(before, minVersion) };
  const channels: readonly PackageModel['channels'][number][] =
    before.channels.length > 0 ? before.channels : listed.map((one) => ({ name: one }));
  const isThere = channels.some((one) => one.name === channel);
  return {
    ...before,
    channels: isThere
      ? channels.map((one) => (one.name === channel ? { ...one, ...loweredChannel(one, minVersion) } : one))
      : [...channels, { name: channel, ...from }],
  };
}

type Ends = Pick<PackageModel, 'minVersion' | 'maxVersion'>;

/** A range with its lower end at a version, unless it begins before it already. */
function lowered({ minVersion }: Ends, to: string | undefined): Ends {
  if (to === undefined || minVersion === undefined) return {};
  return compareVersions(to, minVersion) < 0 ? { minVersion: to } : {};
}

/** A channel without a range has its head only: it gets a lower end. */
function loweredChannel(channel: Ends, to: string | undefined): Ends {
  if (to === undefined || hasEnds(channel)) return lowered(channel, to);
  return { minVersion: to };
}
