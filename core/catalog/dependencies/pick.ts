import type { CatalogBundle } from '../model.ts';
import { compareBundles } from './order.ts';
import { isMetBy } from './requirement.ts';
import type { Supplier, SupplierChannel } from './supply.ts';
import type { Need, Picked } from './types.ts';

interface Choice {
  readonly channel: SupplierChannel;
  readonly bundle: CatalogBundle;
}

/**
 * The least of a package that meets all the needs: the head of its default channel where that does, else the
 * highest bundle that does. Several bundles only where no single one meets everything.
 */
export function pickBundles(supplier: Supplier, needs: readonly Need[]): Picked {
  const options = inOrderOfPreference(supplier);
  const choices: Choice[] = [];
  let open = needs;
  while (open.length > 0) {
    const best = bestOf(options, open);
    if (best === undefined) break;
    choices.push(best);
    open = open.filter((need) => !isMetBy(need, best.bundle));
  }
  const byChannel = Map.groupBy(choices, ({ channel }) => channel);
  const ranges = [...byChannel].map(([channel, chosen]) => rangeOf(channel, chosen));
  const defaultKept = [...byChannel.keys()].some((channel) => channel.default);
  const [first] = choices;
  return {
    channels: ranges.map(({ range }) => range),
    bundles: [...new Set(ranges.flatMap(({ bundles }) => bundles))],
    ...(!defaultKept && first !== undefined && { defaultChannel: first.channel.name }),
  };
}

const preferences = new WeakMap<Supplier, readonly Choice[]>();

/** Each bundle in the channel that suits it best. */
function inOrderOfPreference(supplier: Supplier): readonly Choice[] {
  const known = preferences.get(supplier) ?? orderByPreference(supplier);
  preferences.set(supplier, known);
  return known;
}

function orderByPreference({ channels }: Supplier): readonly Choice[] {
  const all = channels.flatMap((channel) => channel.bundles.map((bundle) => ({ channel, bundle })));
  const ordered = all.toSorted(
    (a, b) =>
      Number(isDefaultHead(b)) - Number(isDefaultHead(a)) ||
      compareBundles(b.bundle, a.bundle) ||
      Number(b.channel.default) - Number(a.channel.default) ||
      Number(isHead(b)) - Number(isHead(a)) ||
      compareHeads(b.channel, a.channel),
  );
  const seen = new Set<string>();
  return ordered.filter(({ bundle }) => !seen.has(bundle.name) && seen.add(bundle.name));
}

function bestOf(options: readonly Choice[], needs: readonly Need[]): Choice | undefined {
  let best: { readonly choice: Choice; readonly met: number } | undefined;
  for (const choice of options) {
    const met = needs.filter((need) => isMetBy(need, choice.bundle)).length;
    if (met > (best?.met ?? 0)) best = { choice, met };
    if (met === needs.length) break;
  }
  return best?.choice;
}

/** The bounds that keep the chosen bundles, and what else lies between them. */
function rangeOf(
  channel: SupplierChannel,
  chosen: readonly Choice[],
): { readonly range: Picked['channels'][number]; readonly bundles: readonly string[] } {
  const ordered = chosen.map(({ bundle }) => bundle).toSorted(compareBundles);
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  const { name, head } = channel;
  if (lowest === undefined || highest === undefined || lowest === head) {
    return { range: { name }, bundles: ordered.map((bundle) => bundle.name) };
  }
  const between = channel.bundles.filter(
    (bundle) => compareBundles(bundle, lowest) >= 0 && compareBundles(bundle, highest) <= 0,
  );
  return {
    range: {
      name,
      ...(lowest.version !== undefined && { minVersion: lowest.version }),
      ...(highest !== head && highest.version !== undefined && { maxVersion: highest.version }),
    },
    bundles: between.map((bundle) => bundle.name),
  };
}

function isHead({ channel, bundle }: Choice): boolean {
  return channel.head === bundle;
}

function isDefaultHead(choice: Choice): boolean {
  return choice.channel.default && isHead(choice);
}

function compareHeads(a: SupplierChannel, b: SupplierChannel): number {
  if (a.head === undefined || b.head === undefined) {
    return Number(a.head !== undefined) - Number(b.head !== undefined);
  }
  return compareBundles(a.head, b.head) || (a.name < b.name ? -1 : 1);
}
