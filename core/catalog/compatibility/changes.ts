import type { PackageRef } from '../dependencies/index.ts';
import { readChannelGraph } from '../filter/channel-graph.ts';
import type { FilteredCatalog } from '../filter/filtered.ts';
import { compareBundles } from '../dependencies/order.ts';

/** What a selection held of one package: small enough to be kept with every transfer. */
export interface PackageSnapshot extends PackageRef {
  readonly bundles: readonly string[];
  readonly heads: readonly { readonly channel: string; readonly bundle: string }[];
}

export interface HeadMove {
  readonly channel: string;
  /** Absent for a channel that was not there before. */
  readonly from?: string;
  /** Absent for a channel that is not there any more. */
  readonly to?: string;
}

/** What changed in one package between two selections. */
export interface PackageChange extends PackageRef {
  readonly kind: 'new' | 'changed' | 'gone';
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly heads: readonly HeadMove[];
}

/** What a filtered catalogue holds, to be compared later. Of several heads of a channel the highest counts. */
export function snapshotOf(catalog: string, filtered: FilteredCatalog): readonly PackageSnapshot[] {
  return filtered.packages.map(({ name, bundles, channels }) => {
    const known = new Map(bundles.map((bundle) => [bundle.name, bundle]));
    return {
      catalog,
      package: name,
      bundles: bundles.map((bundle) => bundle.name),
      heads: channels.flatMap(({ name: channel, entries }) => {
        const heads = readChannelGraph(entries).heads.map(
          (head) => known.get(head.name) ?? { name: head.name },
        );
        const [head] = heads.toSorted((a, b) => compareBundles(b, a));
        return head === undefined ? [] : [{ channel, bundle: head.name }];
      }),
    };
  });
}

/** The packages that are not as they were, in the order of the current selection and then of the previous. */
export function changesSince(
  previous: readonly PackageSnapshot[],
  current: readonly PackageSnapshot[],
): readonly PackageChange[] {
  const before = new Map(previous.map((one) => [key(one), one]));
  const now = new Map(current.map((one) => [key(one), one]));
  const all = new Map([...now, ...before]);
  return [...all.keys()].flatMap((id) => {
    const [was, is] = [before.get(id), now.get(id)];
    const reference = is ?? was;
    if (reference === undefined) return [];
    const change = {
      catalog: reference.catalog,
      package: reference.package,
      kind: was === undefined ? 'new' : is === undefined ? 'gone' : 'changed',
      added: without(is?.bundles, was?.bundles),
      removed: without(was?.bundles, is?.bundles),
      heads: headMoves(was?.heads ?? [], is?.heads ?? []),
    } as const;
    const same = change.added.length + change.removed.length + change.heads.length === 0;
    return was !== undefined && is !== undefined && same ? [] : [change];
  });
}

function key({ catalog, package: name }: PackageRef): string {
  return `${catalog}\0${name}`;
}

function without(all: readonly string[] = [], known: readonly string[] = []): readonly string[] {
  const except = new Set(known);
  return all.filter((name) => !except.has(name));
}

function headMoves(was: PackageSnapshot['heads'], is: PackageSnapshot['heads']): readonly HeadMove[] {
  const before = new Map(was.map(({ channel, bundle }) => [channel, bundle]));
  const now = new Map(is.map(({ channel, bundle }) => [channel, bundle]));
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((channel) => {
    const [from, to] = [before.get(channel), now.get(channel)];
    if (from === to) return [];
    return [{ channel, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}
