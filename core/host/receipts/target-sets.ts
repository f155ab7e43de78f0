import { parseManifest, type SetManifest } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import {
  lastCarryAgain,
  isTargetName,
  lastStatement,
  openAcknowledgements,
  openKeptSets,
  openTargets,
  parseGone,
  parseReceipt,
  parseStatement,
  setStates,
  stateDirectory,
  type Acknowledgement,
  type Acknowledgements,
  type HoldingsStatement,
  type Receipt,
  type SetHolding,
  type SetStanding,
  type Target,
} from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import type { HostServices } from '../services.ts';

type Services = Pick<HostServices, 'fs' | 'environment'>;

/** A target, what came back from it, and what became of its sets. */
export interface KnownTarget {
  readonly target: Target;
  readonly records: readonly Acknowledgement[];
  /** Oldest first. */
  readonly standings: readonly SetStanding[];
}

export function acknowledgementsOf({ fs, environment }: Services): Acknowledgements {
  return openAcknowledgements({ fs, stateDirectory: stateDirectory(environment) });
}

/** Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED, LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED. */
export async function readTarget(services: Services, name: string): Promise<KnownTarget> {
  const { fs, environment } = services;
  const target = await openTargets({ fs, stateDirectory: stateDirectory(environment) }).read(name);
  const records = await acknowledgementsOf(services).read(name);
  return { target, records, standings: setStates(target, records) };
}

/** The manifest that is kept of a set, and the sums by which it goes: its own and those of its repetitions. */
export async function readKeptManifest(
  { fs, environment }: Services,
  target: string,
  { set, madeAgain }: SetStanding,
): Promise<{ readonly manifest: SetManifest; readonly sha256s: readonly string[] } | undefined> {
  const sets = openKeptSets({ fs, stateDirectory: stateDirectory(environment) });
  const kept = await sets.read(target, set.generation);
  if (kept === undefined) return undefined;
  const manifest = parseManifest(kept.manifest);
  // The counter was set back once: what is kept is another set of the same number.
  if (manifest.setId !== set.setId) return undefined;
  return { manifest, sha256s: [sha256Hex(kept.manifest), ...madeAgain] };
}

/** The receipt that counts for a set, when it came as a file. */
export async function readCountingReceipt(
  services: Services,
  target: string,
  { receipt }: SetStanding,
): Promise<Receipt | undefined> {
  if (receipt?.fileSha256 === undefined) return undefined;
  const bytes = await acknowledgementsOf(services).readFile(target, receipt.fileSha256);
  return bytes === undefined ? undefined : parseReceipt(bytes, receipt.fileSha256);
}

/** Images that arrived according to the receipt that counts; undefined when it does not name them. */
export async function readHeld(
  services: Services,
  target: string,
  standing: SetStanding,
): Promise<ReadonlySet<Digest> | undefined> {
  const receipt = await readCountingReceipt(services, target, standing);
  return receipt === undefined ? undefined : new Set(receipt.images.map(({ digest }) => digest));
}

/** The receipt that came back for a set and counts, where it was read as a file; undefined without one. */
export async function acknowledgedReceipt(
  services: Services,
  target: string,
  setId: string,
): Promise<Receipt | undefined> {
  if (!isTargetName(target)) return undefined;
  const { standings } = await readTarget(services, target);
  const standing = standings.find(({ set }) => set.setId === setId);
  return standing === undefined ? undefined : readCountingReceipt(services, target, standing);
}

/** The sets of a target with their content, for `holdingsOf`. */
export async function readSetHoldings(
  services: Services,
  { target, standings }: Pick<KnownTarget, 'target' | 'standings'>,
): Promise<readonly SetHolding[]> {
  const sets: SetHolding[] = [];
  for (const standing of standings) {
    const kept = await readKeptManifest(services, target.name, standing);
    const inPart = standing.state === 'incomplete';
    sets.push({
      standing,
      content: kept?.manifest,
      held: inPart ? await readHeld(services, target.name, standing) : undefined,
    });
  }
  return sets;
}

/** The last statement of the target's registry, while its file is there. */
export async function readLastStatement(
  services: Services,
  { target, records }: Pick<KnownTarget, 'target' | 'records'>,
): Promise<HoldingsStatement | undefined> {
  const record = lastStatement(records);
  if (record === undefined) return undefined;
  const bytes = await acknowledgementsOf(services).readFile(target.name, record.fileSha256);
  return bytes === undefined ? undefined : parseStatement(bytes, record.fileSha256);
}

/** What is to be carried again, for `holdingsOf`. Throws LEDGER_READ_FAILED when its list is not there any more. */
export async function readGone(
  services: Services,
  { target, records }: Pick<KnownTarget, 'target' | 'records'>,
): Promise<{ readonly digests: ReadonlySet<Digest>; readonly lastGeneration: number } | undefined> {
  const record = lastCarryAgain(records);
  if (record === undefined) return undefined;
  const { fileSha256, lastGeneration } = record;
  const bytes = await acknowledgementsOf(services).readFile(target.name, fileSha256);
  if (bytes === undefined) {
    // To take for held what is known to be gone would make a set that cannot be imported.
    const params = { path: fileSha256, reason: 'ENOENT' };
    throw new SluiceError('LEDGER_READ_FAILED', { params, affected: [target.name] });
  }
  return { digests: new Set(parseGone(bytes, fileSha256).digests), lastGeneration };
}
