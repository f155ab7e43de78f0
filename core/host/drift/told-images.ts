import { parseManifest, type SetManifest } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import {
  isCoveredBy,
  openMadeReceipts,
  stateDirectory,
  type HoldingsStatement,
  type Receipt,
  type SetStanding,
} from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import {
  readCountingReceipt,
  readKeptManifest,
  readLastStatement,
  readTarget,
} from '../receipts/target-sets.ts';
import type { HostServices } from '../services.ts';

type Services = Pick<HostServices, 'fs' | 'environment'>;

/** An image that an enclave holds by its receipts, under a name below the registry's root. */
export interface ToldImage {
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest: Digest;
  /** The set that brought it there last. */
  readonly generation: number;
  /** A later set moved its tag on: nothing names it by that any more. */
  readonly superseded: boolean;
}

/** A set of the enclave and what it is made of. */
export interface ToldSet {
  readonly setId: string;
  readonly generation: number;
  readonly manifest: SetManifest;
}

/** Everything that receipts say about an enclave's registry. */
export interface ToldContent {
  readonly images: readonly ToldImage[];
  /** What each manifest consists of; nothing for those of sets whose manifest is not kept. */
  readonly closures: ReadonlyMap<string, readonly Digest[]>;
  /** What sets without a receipt would put under a name, `repository:tag`. */
  readonly ahead: ReadonlyMap<string, ReadonlySet<Digest>>;
  /** Each name that any set uses. */
  readonly names: ReadonlySet<string>;
  /** Oldest first. */
  readonly sets: readonly ToldSet[];
  /** The registries that the receipts name. */
  readonly registries: readonly string[];
  /** The newest set that is known of; 0: none. */
  readonly lastGeneration: number;
}

/** A set as it arrived, from whichever side it is known. */
interface ArrivedSet {
  readonly setId: string;
  readonly generation: number;
  readonly images: readonly Pick<ToldImage, 'repository' | 'tag' | 'digest'>[];
  readonly manifest: SetManifest | undefined;
  readonly registry: string | undefined;
}

/**
 * What an enclave's registry holds by its receipts: those that were read where its sets are made, and those that
 * imports on this machine wrote for `registry`. Throws DRIFT_NOTHING_TOLD, LEDGER_TARGET_NAME_INVALID, LEDGER_READ_FAILED,
 * LEDGER_STATE_DAMAGED, LEDGER_JOURNAL_DAMAGED.
 */
export async function readToldContent(
  services: Services,
  target: string,
  registry: string,
): Promise<ToldContent> {
  const made = await madeHere(services, target);
  const known = new Set(made.arrived.map(({ setId }) => setId));
  const imported = (await importedHere(services, target, registry)).filter(({ setId }) => !known.has(setId));
  const arrived = [...made.arrived, ...imported].sort((a, b) => a.generation - b.generation);
  if (arrived.length === 0) {
    throw new SluiceError('DRIFT_NOTHING_TOLD', { params: { target, registry }, affected: [target] });
  }
  const pending = made.pending.filter(({ setId }) => !imported.some((set) => set.setId === setId));
  const sets = [...arrived, ...pending].flatMap(({ setId, generation, manifest }) =>
    manifest === undefined ? [] : [{ setId, generation, manifest }],
  );
  const names = [
    ...arrived.flatMap(({ images }) => images),
    ...sets.flatMap(({ manifest }) => manifest.images),
  ];
  return {
    images: imagesOf(arrived),
    closures: closuresOf(sets),
    ahead: aheadOf(pending),
    names: new Set(names.map(nameOf)),
    sets: sets.sort((a, b) => a.generation - b.generation),
    registries: [...new Set(arrived.flatMap((set) => (set.registry === undefined ? [] : [set.registry])))],
    lastGeneration: Math.max(0, made.lastGeneration, ...arrived.map(({ generation }) => generation)),
  };
}

export function nameOf({ repository, tag }: Pick<ToldImage, 'repository' | 'tag'>): string {
  return `${repository}:${tag ?? ''}`;
}

interface MadeHere {
  readonly arrived: readonly ArrivedSet[];
  /** Without a receipt: they may be there all the same. */
  readonly pending: readonly ArrivedSet[];
  readonly lastGeneration: number;
}

async function madeHere(services: Services, target: string): Promise<MadeHere> {
  const known = await readTarget(services, target);
  const statement = await readLastStatement(services, known);
  const arrived: ArrivedSet[] = [];
  const pending: ArrivedSet[] = [];
  for (const standing of known.standings) {
    const kept = await readKeptManifest(services, target, standing);
    const receipt = await readCountingReceipt(services, target, standing);
    const manifest = kept?.manifest;
    const { setId, generation } = standing.set;
    const set = { setId, generation, manifest, registry: receipt?.registry };
    const { state } = standing;
    if (state === 'made' || state === 'lost') pending.push({ ...set, images: [] });
    else {
      const whole = state === 'acknowledged' ? manifest?.images : undefined;
      arrived.push({ ...set, images: stated(whole ?? receipt?.images ?? [], standing, statement) });
    }
  }
  return { arrived, pending, lastGeneration: known.target.generation };
}

/** A registry that stated its holdings has of older sets what it stated. */
function stated(
  images: ArrivedSet['images'],
  standing: SetStanding,
  statement: HoldingsStatement | undefined,
): ArrivedSet['images'] {
  if (statement === undefined) return images;
  const { statedAt, lastSet } = statement;
  if (!isCoveredBy(standing, { statedAt, lastGeneration: lastSet?.generation })) return images;
  const held = new Set(statement.digests);
  return images.filter(({ digest }) => held.has(digest));
}

async function importedHere(
  { fs, environment }: Services,
  target: string,
  registry: string,
): Promise<ArrivedSet[]> {
  const receipts = openMadeReceipts({ fs, stateDirectory: stateDirectory(environment) });
  const own = (await receipts.list()).filter((one) => one.target === target && one.registry === registry);
  return Promise.all(
    own.map(async ({ setId, generation, images }: Receipt) => {
      const bytes = await receipts.readManifest(setId);
      const manifest = bytes === undefined ? undefined : parseManifest(bytes);
      return { setId, generation, images, manifest, registry };
    }),
  );
}

/** Each image once under each name, with the set that brought it last. */
function imagesOf(arrived: readonly ArrivedSet[]): ToldImage[] {
  const last = new Map<string, Digest>();
  const images = new Map<string, Omit<ToldImage, 'superseded'>>();
  for (const { generation, images: brought } of arrived) {
    for (const { repository, tag, digest } of brought) {
      const name = nameOf({ repository, tag });
      last.set(name, digest);
      images.set(`${name}@${digest}`, { repository, tag, digest, generation });
    }
  }
  return [...images.values()].map((image) => ({
    ...image,
    superseded: image.tag !== undefined && last.get(nameOf(image)) !== image.digest,
  }));
}

function closuresOf(sets: readonly ToldSet[]): Map<string, Digest[]> {
  const closures = new Map<string, Digest[]>();
  for (const { manifest } of sets) {
    for (const [digest, children] of Object.entries(manifest.closures)) {
      closures.set(digest, [...new Set([...(closures.get(digest) ?? []), ...children])]);
    }
  }
  return closures;
}

function aheadOf(pending: readonly ArrivedSet[]): Map<string, Set<Digest>> {
  const ahead = new Map<string, Set<Digest>>();
  for (const image of pending.flatMap(({ manifest }) => manifest?.images ?? [])) {
    const name = nameOf(image);
    ahead.set(name, new Set([...(ahead.get(name) ?? []), image.digest]));
  }
  return ahead;
}
