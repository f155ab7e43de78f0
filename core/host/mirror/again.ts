import { join } from 'node:path';
import { manifestName, parseManifest, type SetManifest } from '../../archive/index.ts';
import { SluiceError, type MirrorRequest } from '../../contract/index.ts';
import { openKeptSets, stateDirectory, type KeptSets } from '../../ledger/index.ts';
import { buildPlan, type PlannedImage } from '../../plan/index.ts';
import { isDigest, type Digest } from '../../reference/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import { whileRecording } from '../receipts/record-acknowledgement.ts';
import type { HostServices } from '../services.ts';
import { exceptionsAgain, lacksOnlyHeld, requireStillApproved } from './again-held.ts';
import type { Baseline } from './baseline.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import { pinnedConfigurationName } from './set-files.ts';
import type { MirrorTask } from './task.ts';

/** A set that was made for a target and is to be made once more, because its medium was lost. */
export interface SetAgain {
  readonly manifest: SetManifest;
  /** Path of the configuration that it was made from, everything pinned. */
  readonly config: string;
}

const keptSets = ({ services }: Pick<MirrorTask, 'services'>): KeptSets =>
  openKeptSets({ fs: services.fs, stateDirectory: stateDirectory(services.environment) });

/** What `request.again` names. Throws SET_AGAIN_UNKNOWN, SET_AGAIN_UNFIT. */
export async function readSetAgain(
  services: HostServices,
  { again, target, destination, from }: MirrorRequest,
): Promise<SetAgain | undefined> {
  if (again === undefined) return undefined;
  if (target === undefined || destination.kind !== 'archive' || from !== undefined)
    throw new SluiceError('SET_AGAIN_UNFIT', { params: { generation: again }, stage: 'configure' });
  const kept = await keptSets({ services }).read(target, again);
  const manifest = kept === undefined ? undefined : parseManifest(kept.manifest);
  // What an incomplete set lacks is asked for by a new export.
  if (kept === undefined || manifest === undefined || !lacksOnlyHeld(manifest)) {
    throw new SluiceError('SET_AGAIN_UNKNOWN', {
      params: { generation: again, target },
      stage: 'configure',
      affected: [target],
    });
  }
  return { manifest, config: kept.file };
}

/** Keeps what a set in `directory` needs to be made again, and what its receipt is compared with. */
export async function keepSet(
  task: MirrorTask,
  directory: string,
  target: string,
  { generation }: SetManifest,
): Promise<void> {
  const { fs } = task.services;
  const manifest = await fs.readFile(join(directory, manifestName));
  const configuration = await fs.readFile(join(directory, pinnedConfigurationName));
  await keptSets(task).keep(target, generation, { manifest, configuration });
}

/** Records that a set stands on another medium: it is on its way once more, and its receipt names this manifest. */
export async function recordAgain(task: MirrorTask, directory: string, target: string): Promise<void> {
  const { fs, clock } = task.services;
  const bytes = await fs.readFile(join(directory, manifestName));
  const { setId, generation } = parseManifest(bytes);
  const time = clock.now().toISOString();
  await whileRecording(task.services, target, (add) =>
    add({ type: 'made-again', time, setId, generation, manifestSha256: sha256Hex(bytes) }),
  );
}

/** The receiver is taken to hold what the set expected then, whatever was carried since. */
export function baselineAgain({ manifest }: SetAgain): Baseline {
  const { generation, parent, expected, restores } = manifest;
  return {
    carried: new Set(expected.map(({ digest }) => digest)),
    base: new Set(),
    gone: new Set(restores),
    generation,
    ...(parent !== undefined && { parent }),
    findings: [],
    recorded: { target: undefined, history: undefined },
  };
}

/**
 * The part of a plan that the set held, with the exceptions that it had. What the configuration chooses besides by now is
 * left out; what is not to be had any more as it was throws SET_AGAIN_DIFFERS, what is not approved any more SET_AGAIN_HELD.
 */
export function onlyAgain(prepared: PreparedPlan, again: SetAgain): PreparedPlan {
  const { plan, collection } = prepared;
  const { manifest } = again;
  const wanted = new Map(manifest.images.map((image) => [nameOf(image), image]));
  const images = plan.images.filter((image) => wanted.has(plannedName(image)));
  const planned = new Set(images.map(plannedName));
  const lost = [...wanted].filter(([name]) => !planned.has(name)).map(([, image]) => image);
  requireStillApproved(prepared, lost, again);
  const [first] = lost;
  if (first !== undefined) {
    throw new SluiceError('SET_AGAIN_DIFFERS', {
      params: { generation: manifest.generation, count: lost.length, first: first.origin },
      stage: 'plan',
      affected: lost.map(({ origin }) => origin),
    });
  }
  const releases = new Set(manifest.releases.map(({ digest }) => digest));
  const carried = new Set<Digest>(manifest.expected.map(({ digest }) => digest));
  const foreign = collection.releases.filter(({ digest }) => !releases.has(digest));
  const isForeign = (name: string): boolean =>
    foreign.some(({ digest }) => name.includes(digest.slice(digest.indexOf(':') + 1)));
  const { unplanned, unmet } = exceptionsAgain(prepared, again);
  return {
    plan: buildPlan({ images, unplanned, findings: plan.findings, carried }),
    collection: {
      ...collection,
      unmet,
      releases: collection.releases.filter(({ digest }) => releases.has(digest)),
      facts: collection.facts.filter(({ digest }) => isDigest(digest) && releases.has(digest)),
      files: collection.files.filter(({ name }) => !isForeign(name)),
    },
  };
}

type Named = Pick<SetManifest['images'][number], 'repository' | 'tag' | 'digest'>;

const nameOf = ({ repository, tag, digest }: Named): string => `${repository}:${tag ?? ''}@${digest}`;

function plannedName({ record, root }: PlannedImage): string {
  return nameOf({ ...record.destination, digest: root.digest });
}
