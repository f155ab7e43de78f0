import type { Digest } from '../../reference/index.ts';
import type { SetStanding } from './set-states.ts';

/** As much of a set's manifest as tells its content. */
export interface SetContent {
  readonly images: readonly { readonly digest: Digest }[];
  /** What each manifest refers to. */
  readonly closures: Readonly<Record<string, readonly Digest[]>>;
  /** Content that the set does not hold, because the receiver has it. */
  readonly expected: readonly { readonly digest: Digest }[];
}

/** A set, what is known of it, and its content. */
export interface SetHolding {
  readonly standing: SetStanding;
  /** Undefined when its manifest is not kept: nothing can be said of its content. */
  readonly content: SetContent | undefined;
  /** Images that arrived, of a set that did so in part; undefined when its receipt names none. */
  readonly held: ReadonlySet<Digest> | undefined;
}

export interface HoldingsQuery {
  /** Oldest first. */
  readonly sets: readonly SetHolding[];
  /** What the target's registry stated, and the newest generation that it had been given by then. */
  readonly statement?: {
    readonly digests: Iterable<Digest>;
    readonly statedAt: string;
    readonly lastGeneration: number | undefined;
  };
  /** What was gone from the target's registry when it was compared, and the newest set that there was by then. */
  readonly gone?: { readonly digests: ReadonlySet<Digest>; readonly lastGeneration: number };
  /** What was carried by all sets, lost ones too: only looked at when sets in transit are trusted. */
  readonly history: ReadonlySet<Digest>;
  /** `carry`: sets without a receipt do not count. `trust`: they do, unless they are lost. */
  readonly unacknowledged: 'carry' | 'trust';
}

export interface TargetHoldings {
  readonly digests: ReadonlySet<Digest>;
  /** The sets whose content counts, oldest first. */
  readonly counted: readonly SetStanding[];
  /** The sets of which something is not held. */
  readonly lacking: readonly SetStanding[];
}

/**
 * What a target holds (users.md 2.3): what its registry stated, and of each set what its receipt
 * says. A set that arrived whole stands for its whole content: the import had asked the registry for what the set
 * expects. One in transit stands, if trusted, for what it carries itself, and only while what it expects is held:
 * otherwise it cannot be imported. What was gone from the registry when it was compared counts only from a set on that
 * was made after that.
 */
export function holdingsOf(query: HoldingsQuery): TargetHoldings {
  const { sets, statement, gone } = query;
  const lost: ReadonlySet<Digest> = gone?.digests ?? new Set();
  const digests = new Set<Digest>(statement?.digests).difference(lost);
  const counted: SetStanding[] = [];
  if (statement === undefined && query.unacknowledged === 'trust') addUnexplained(digests, lost, query);
  for (const set of sets) {
    const brought = broughtBy(set, digests, query);
    if (brought === undefined) continue;
    const isLater = gone === undefined || set.standing.set.generation > gone.lastGeneration;
    addAll(digests, isLater ? brought : brought.difference(lost));
    counted.push(set.standing);
  }
  const lacking = sets.filter(
    ({ content }) => content !== undefined && !includedIn(content).isSubsetOf(digests),
  );
  return { digests, counted, lacking: lacking.map(({ standing }) => standing) };
}

/** What a set adds to what was held before it; undefined when it does not count. */
function broughtBy(
  { standing, content, held: arrived }: SetHolding,
  before: ReadonlySet<Digest>,
  { statement, unacknowledged }: HoldingsQuery,
): ReadonlySet<Digest> | undefined {
  if (content === undefined) return undefined;
  const { state } = standing;
  const superseded = statement !== undefined && isCoveredBy(standing, statement);
  switch (state) {
    case 'acknowledged':
      return superseded ? new Set() : contentOf(content);
    case 'incomplete':
      if (arrived === undefined || arrived.size === 0) return undefined;
      return superseded ? new Set() : closureOf(content, arrived);
    case 'made': {
      const canBeImported = content.expected.every(({ digest }) => before.has(digest));
      const counts = unacknowledged === 'trust' && !superseded && canBeImported;
      return counts ? includedIn(content) : undefined;
    }
    case 'lost':
      return undefined;
  }
}

/** Its content was in the registry, or gone from it again, when the registry was asked. */
export function isCoveredBy(
  { set, receipt }: SetStanding,
  { lastGeneration, statedAt }: Omit<NonNullable<HoldingsQuery['statement']>, 'digests'>,
): boolean {
  if (lastGeneration !== undefined) return set.generation <= lastGeneration;
  return receipt !== undefined && Date.parse(receipt.importedAt) <= Date.parse(statedAt);
}

/** What the history knows beyond the sets that are kept here: content of sets that an earlier version made. */
function addUnexplained(
  held: Set<Digest>,
  lost: ReadonlySet<Digest>,
  { history, sets }: HoldingsQuery,
): void {
  // What a lost set carried cannot be told from the rest when its manifest is not kept: then nothing of this counts.
  if (sets.some(({ standing, content }) => standing.state === 'lost' && content === undefined)) return;
  const explained = new Set<Digest>();
  for (const { content } of sets) if (content !== undefined) addAll(explained, includedIn(content));
  for (const digest of history) if (!explained.has(digest) && !lost.has(digest)) held.add(digest);
}

function addAll(into: Set<Digest>, digests: Iterable<Digest>): void {
  for (const digest of digests) into.add(digest);
}

/** Everything that a set's images consist of. */
function contentOf(content: SetContent): Set<Digest> {
  return closureOf(
    content,
    content.images.map(({ digest }) => digest),
  );
}

function includedIn(content: SetContent): Set<Digest> {
  return contentOf(content).difference(new Set(content.expected.map(({ digest }) => digest)));
}

function closureOf({ closures }: SetContent, roots: Iterable<Digest>): Set<Digest> {
  const seen = new Set<Digest>(roots);
  for (const digest of seen) for (const child of closures[digest] ?? []) seen.add(child);
  return seen;
}
