import type {
  CountedSet,
  Drive,
  EnclavePlace,
  EnclaveView,
  PathFacts,
} from '../../../../../core/contract/index.ts';

/** An enclave whose next set goes to a medium. `figures` undefined: it is not counted. */
export interface Passenger {
  readonly id: string;
  readonly name: string;
  readonly figures: Pick<CountedSet, 'writeBytes' | 'unplanned'> | undefined;
}

/** Whether what goes to a medium finds room there. */
export type Fit =
  /** `by`: bytes to spare, or too much. */
  | { readonly kind: 'enough' | 'short'; readonly by: number }
  /** Not everything is counted, and what is finds room. */
  | { readonly kind: 'open' }
  /** Its free space is not known. */
  | { readonly kind: 'unknown' }
  /** The medium is not there. */
  | { readonly kind: 'away' };

/** A medium, or a folder that lies on none, with all enclaves whose sets go there. */
export interface Medium {
  readonly key: string;
  /** Empty: a drive without a label, or one that is not there and of which nothing but its mark is known. */
  readonly name: string;
  /** Of a drive that is there. */
  readonly driveKind: Drive['kind'] | undefined;
  readonly free: number | undefined;
  readonly passengers: readonly Passenger[];
  /** What is counted; `isLeast`: something is not, so that it can only be more. */
  readonly bytes: number;
  readonly isLeast: boolean;
  readonly fit: Fit;
}

/** Where an enclave's next set goes, as far as it is known. */
export interface Destination {
  readonly driveId: string | undefined;
  readonly facts: PathFacts | undefined;
  /** How the folder was called, when it cannot be looked at now. */
  readonly lastSeen: string | undefined;
}

/** What is known of an enclave's medium, from the most certain to the least: chosen, remembered, or used by a job. */
export function destinationOf(
  { to, driveId }: Pick<EnclaveView, 'to' | 'driveId'>,
  drafted: PathFacts | undefined,
  place: EnclavePlace | undefined,
  jobDriveId: string | undefined,
): Destination | undefined {
  if (drafted !== undefined) return { driveId: drafted.driveId, facts: drafted, lastSeen: undefined };
  if (to !== undefined) {
    const lastSeen = place?.problem?.params['path'];
    return {
      driveId: place?.facts?.driveId ?? driveId,
      facts: place?.facts,
      lastSeen: lastSeen === undefined ? undefined : String(lastSeen),
    };
  }
  const drive = driveId ?? jobDriveId;
  return drive === undefined ? undefined : { driveId: drive, facts: undefined, lastSeen: undefined };
}

/** What tells media apart; folders on one disk share its space. */
export function mediumKey({ driveId, facts, lastSeen }: Destination): string {
  return driveId === undefined
    ? `volume ${facts?.volume ?? facts?.token ?? lastSeen ?? ''}`
    : `drive ${driveId}`;
}

/** The media that sets go to, with the sum of what is carried on each; in the order of the enclaves. */
export function mediaOf(
  passengers: readonly (Passenger & { readonly destination: Destination | undefined })[],
  drives: readonly Drive[],
): readonly Medium[] {
  const placed = passengers.flatMap(({ destination, ...passenger }) =>
    destination === undefined ? [] : [{ passenger, destination, key: mediumKey(destination) }],
  );
  return [...Map.groupBy(placed, ({ key }) => key)].map(([key, group]) => {
    const some = group.map(({ passenger }) => passenger);
    const bytes = some.reduce((sum, { figures }) => sum + (figures?.writeBytes ?? 0), 0);
    const isLeast = some.some(({ figures }) => figures === undefined || figures.unplanned > 0);
    const there = whatIsThere(
      group.map(({ destination }) => destination),
      drives,
    );
    const fit = there.isThere ? fitOf(there.free, bytes, isLeast) : ({ kind: 'away' } as const);
    const { name, driveKind, free } = there;
    return { key, name, driveKind, free, passengers: some, bytes, isLeast, fit };
  });
}

function whatIsThere(
  destinations: readonly Destination[],
  drives: readonly Drive[],
): {
  readonly isThere: boolean;
  readonly name: string;
  readonly driveKind: Drive['kind'] | undefined;
  readonly free: number | undefined;
} {
  const drive = drives.find(({ id }) => id === destinations[0]?.driveId);
  const facts = destinations.find((one) => one.facts !== undefined)?.facts;
  if (drive !== undefined) {
    const name = drive.label === '' ? drive.model : drive.label;
    return { isThere: drive.mounted, name, driveKind: drive.kind, free: drive.free };
  }
  const driveKind = undefined;
  if (facts !== undefined) {
    return { isThere: true, name: facts.display, driveKind, free: facts.freeBytes };
  }
  const lastSeen = destinations.find((one) => one.lastSeen !== undefined)?.lastSeen;
  return { isThere: false, name: lastSeen ?? '', driveKind, free: undefined };
}

function fitOf(free: number | undefined, bytes: number, isLeast: boolean): Fit {
  if (free === undefined) return { kind: 'unknown' };
  if (bytes > free) return { kind: 'short', by: bytes - free };
  return isLeast ? { kind: 'open' } : { kind: 'enough', by: free - bytes };
}
