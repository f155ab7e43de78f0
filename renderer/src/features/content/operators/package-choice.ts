import type { OperatorModel, PackageModel } from '../../../../../core/contract/index.ts';

/** How a catalogue stands in the configuration. An entry without packages means all of them (oc-mirror-v2.md 6.4). */
export type CatalogChoiceState = 'none' | 'whole' | 'some';

export function stateOfCatalog(operator: OperatorModel | undefined): CatalogChoiceState {
  if (operator === undefined) return 'none';
  return operator.packages.length === 0 ? 'whole' : 'some';
}

/** What the configuration asks of a package; undefined: it does not name it. */
export function askedOf(operator: OperatorModel | undefined, name: string): PackageModel | undefined {
  return operator?.packages.find((one) => one.name === name);
}

export interface VersionEnds {
  readonly minVersion?: string | undefined;
  readonly maxVersion?: string | undefined;
}

/** What is asked of one channel. */
export interface ChannelAsk extends VersionEnds {
  readonly isHeld: boolean;
}

export function hasEnds({ minVersion, maxVersion }: VersionEnds): boolean {
  return minVersion !== undefined || maxVersion !== undefined;
}

/** What a package's entry asks of a channel: without channels of its own, it asks for all of them. */
export function askOfChannel(asked: PackageModel | undefined, channel: string): ChannelAsk {
  if (asked === undefined) return { isHeld: false };
  const own = asked.channels.find(({ name }) => name === channel);
  const isHeld = asked.channels.length === 0 || own !== undefined;
  // A range of the package counts for each of its channels.
  const { minVersion, maxVersion } = hasEnds(asked) ? asked : (own ?? {});
  return { isHeld, minVersion, maxVersion };
}
