import { mayTravel, type HoldReason, type Verdict } from '../../approval/index.ts';
import { SluiceError, type Finding } from '../../contract/index.ts';
import { stateDirectory, writeImagesFor, type ImageForEnclave } from '../../ledger/index.ts';
import type { PlannedImage, UnplannedImage } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import { askedImage, isRunnable } from '../approval/asked-images.ts';
import { openDecider, type Decider } from '../approval/decide.ts';
import { heldThen } from './again-held.ts';
import { heldFindings } from './approval-findings.ts';
import type { MirrorCollection } from './collect.ts';
import type { OperatorDraft } from './operators/collect-operators.ts';
import type { MirrorTask } from './task.ts';

/** What may go, and what stays behind. */
export interface Gated {
  readonly images: readonly PlannedImage[];
  readonly held: readonly UnplannedImage[];
  /** Catalogues that are not made here, since what they would be made from may not go. */
  readonly heldCatalogs: ReadonlyMap<OperatorDraft, SluiceError>;
  readonly findings: readonly Finding[];
}

/**
 * Takes out of what was resolved everything that is not approved for the enclave, before catalogues are made of it
 * and long before a byte moves: with an image go its signatures and their like, and a catalogue does not offer what
 * is not carried. Also writes down what the enclave was to get, which is what has to be scanned. Without
 * `approvedFor` everything goes. Throws APPROVAL_TARGET_NOT_ARCHIVE, LEDGER_TARGET_NAME_INVALID and the LEDGER_
 * codes of reading what was recorded.
 */
export async function holdBack(
  task: MirrorTask,
  collection: MirrorCollection,
  images: readonly PlannedImage[],
): Promise<Gated> {
  const { request, services } = task;
  if (request.approvedFor === undefined) {
    return { images, held: [], heldCatalogs: new Map(), findings: [] };
  }
  if (request.destination.kind !== 'archive') {
    throw new SluiceError('APPROVAL_TARGET_NOT_ARCHIVE', { stage: 'configure' });
  }
  const decider = await openDecider(services, request.approvedFor);
  const { kept, held, asked } = await decide(task, decider, images, heldThen(task.again));
  const there = new Set(kept.map(({ record }) => record));
  const heldCatalogs = new Map(
    collection.operators
      .filter(({ filtered, original }) => filtered !== undefined && !there.has(original))
      .map((draft) => [draft, catalogError(draft)]),
  );
  const at = services.clock.now().toISOString();
  const state = stateDirectory(services.environment);
  await writeImagesFor(services.fs, state, decider.enclave, { at, images: asked });
  return {
    images: kept,
    held,
    heldCatalogs,
    findings: heldFindings(decider.enclave, collection, kept, held),
  };
}

interface Decisions {
  readonly kept: readonly PlannedImage[];
  readonly held: readonly UnplannedImage[];
  readonly asked: ImageForEnclave[];
}

async function decide(
  { signal }: MirrorTask,
  decider: Decider,
  images: readonly PlannedImage[],
  /** Of a set that is made again: what it did not hold, and why. */
  then: ReadonlyMap<string, SluiceError>,
): Promise<Decisions> {
  const kept: PlannedImage[] = [];
  const held: UnplannedImage[] = [];
  const asked: ImageForEnclave[] = [];
  /** Of images that go, by repository at the target. */
  const going = new Set<string>();
  // Whatever speaks of an image comes behind it (see resolveImages).
  for (const image of images) {
    signal.throwIfAborted();
    if (image.accessoryOf !== undefined) {
      // It belongs to its image: when that stays, so does it, and nobody misses it.
      if (!going.has(nameOf(image, image.accessoryOf))) continue;
      const own = askedImage(image);
      const needsScan = isRunnable(image.manifests);
      const verdict = await decider.verdictOn(needsScan ? own : { ...own, madeHere: true });
      if (needsScan) asked.push(own);
      const before = then.get(image.record.origin);
      if (before !== undefined) held.push({ record: image.record, error: before });
      else if (!mayTravel(verdict)) held.push(heldImage(image, verdict));
      else keep(image);
      continue;
    }
    const own = askedImage(image);
    asked.push(own);
    const before = then.get(image.record.origin);
    if (before !== undefined) {
      held.push({ record: image.record, error: before });
      continue;
    }
    const verdict = await decider.verdictOn(own);
    if (mayTravel(verdict)) keep(image);
    else held.push(heldImage(image, verdict));
  }
  return { kept, held, asked };

  function keep(image: PlannedImage): void {
    kept.push(image);
    for (const { descriptor } of image.manifests) going.add(nameOf(image, descriptor.digest));
  }
}

function nameOf({ record }: PlannedImage, digest: Digest): string {
  return `${record.destination.repository}@${digest}`;
}

function heldImage({ record }: PlannedImage, { reasons }: Verdict): UnplannedImage {
  const [first, ...others] = reasons;
  const { code, params } = first ?? { code: 'APPROVAL_NOT_SCANNED', params: { instance: '-' } };
  const error = new SluiceError(code, {
    params,
    stage: 'plan',
    affected: [record.origin],
    ...(others.length > 0 && { detail: others.map(inOneLine).join('\n') }),
  });
  return { record, error };
}

function inOneLine({ code, params }: HoldReason): string {
  return `${code} ${JSON.stringify(params)}`;
}

/** A filtered catalogue is the original's layers and one of ours: what may not go must not go inside of it. */
function catalogError({ basis, original }: OperatorDraft): SluiceError {
  return new SluiceError('APPROVAL_CATALOG_BASE_HELD', {
    params: { base: original.origin },
    stage: 'plan',
    affected: [basis.operator.catalog],
  });
}
