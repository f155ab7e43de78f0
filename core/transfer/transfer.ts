import { SluiceError } from '../contract/index.ts';
import { canRejectBlobs, type ImageRecord } from '../image/index.ts';
import type { Digest } from '../reference/index.ts';
import { mapConcurrently, type Plan, type PlannedBlob, type PlannedImage } from '../plan/index.ts';
import { createLentMemory } from './lent-memory.ts';
import { openPlannedBlob } from './open-blob.ts';
import type { InFlight, TransferProgress } from './progress.ts';
import type { ImageOutcome, TransferResult } from './result.ts';
import type { Sink } from './sink.ts';
import { createTurns, type Turns } from './turns.ts';

/** Is told how the images fare, each as soon as it is known. Called between two pieces of work: it must be quick. */
export interface ImageWatch {
  /** The first blob that moves for the image is on its way. Not told for one that only shares what others bring. */
  begun(image: PlannedImage): void;
  ended(outcome: ImageOutcome): void;
}

/**
 * Images that offer the others (catalogues): they are stored when all others have ended, so that nothing is
 * offered that is not there.
 */
export interface LastImages {
  isLast(image: PlannedImage): boolean;
  /** What is stored for `image`, now that it is known how the others ended: itself, or another in its place. */
  settle(image: PlannedImage, outcomes: readonly ImageOutcome[]): Promise<PlannedImage>;
}

export interface TransferOptions {
  readonly plan: Plan;
  readonly sink: Sink;
  readonly progress: TransferProgress;
  readonly signal: AbortSignal;
  /** How many blobs are on their way at once, small ones included. The host gate may allow fewer. */
  readonly workers?: number;
  readonly images?: ImageWatch;
  readonly last?: LastImages;
  /** Blobs are stored one after the other, always in the same order: equal plans give equal archives. */
  readonly inOrder?: boolean;
}

/** Blobs up to this many bytes do not occupy one of the sink's streams. */
const smallBlob = 1024 * 1024;
/** Blobs on their way at once, unless the caller says otherwise. */
const defaultWorkers = 12;
/** Times a blob is opened again when verified bytes turn out wrong or short. */
const blobAttempts = 3;

/**
 * Moves a plan from its sources to a sink. Each unique blob is read once and stored once;
 * an image's manifests and tag follow when its last blob is stored. One bad image does not
 * stop the others. A sink that takes nothing any more stops everything at once, and its error is
 * thrown: what is still to come would be fetched in vain. Knows neither what the sources nor what the sink are.
 */
export async function transfer(options: TransferOptions): Promise<TransferResult> {
  return new Transfer(options).run();
}

class Transfer {
  readonly #options: TransferOptions;
  readonly #workers: number;
  readonly #outcomes = new Map<PlannedImage, ImageOutcome>();
  readonly #begun = new Set<PlannedImage>();
  readonly #waiting = new Map<Digest, PlannedImage[]>();
  readonly #missing = new Map<PlannedImage, number>();
  /** Images whose blobs are there and whose turn is at the end. */
  readonly #held: PlannedImage[] = [];
  readonly #stop = new AbortController();
  /** Aborted by the user, or because the sink failed. */
  readonly #signal: AbortSignal;
  readonly #memory = createLentMemory();
  readonly #turns: Turns | undefined;
  #bytesStored = 0;

  constructor(options: TransferOptions) {
    this.#options = options;
    this.#workers = options.workers ?? defaultWorkers;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#turns = options.inOrder === true ? createTurns() : undefined;
  }

  async run(): Promise<TransferResult> {
    const { plan, progress, signal } = this.#options;
    const counters = progress.counters;
    counters.imagesTotal = plan.images.filter(isCounted).length;
    const pending = await this.#askTarget(plan.images);
    const work = this.#await(pending);
    counters.blobsTotal = work.length;
    counters.bytesTotal = work.reduce((total, blob) => total + blob.descriptor.size, 0);
    await this.#storeImages(pending.filter((image) => this.#missing.get(image) === 0));
    await this.#moveBlobs(work);
    await this.#storeLast();
    const failure = this.#options.sink.failure?.();
    if (failure !== undefined) throw failure.with({ stage: 'transfer', side: 'sink' });
    const outcomes = plan.images.map(
      (image): ImageOutcome => this.#outcomes.get(image) ?? { image, status: 'not-attempted' },
    );
    return {
      outcomes,
      interrupted: signal.aborted,
      bytesStored: this.#bytesStored,
      bytesSkipped: counters.bytesSkipped,
    };
  }

  /** One question per image: what the target holds whole is not looked at again. */
  async #askTarget(images: readonly PlannedImage[]): Promise<PlannedImage[]> {
    const { sink } = this.#options;
    const signal = this.#signal;
    const held = await mapConcurrently(images, this.#workers * 2, async (image) => {
      if (signal.aborted) return false;
      try {
        return await sink.holdsImage(image, signal);
      } catch (error) {
        this.#fail(image, error);
        return false;
      }
    });
    const pending: PlannedImage[] = [];
    images.forEach((image, index) => {
      if (held[index] === true) {
        this.#end({ image, status: 'present' });
        if (isCounted(image)) this.#options.progress.counters.imagesDone++;
      } else if (!this.#outcomes.has(image)) pending.push(image);
    });
    return pending;
  }

  /** The blobs that the pending images wait for, largest first so that the tail is short. */
  #await(pending: readonly PlannedImage[]): PlannedBlob[] {
    const planned = new Map(this.#options.plan.blobs.map((blob) => [blob.descriptor.digest, blob]));
    for (const image of pending) {
      let missing = 0;
      for (const { digest } of image.blobs) {
        const blob = planned.get(digest);
        if (blob === undefined || (blob.expected && blob.mountFrom === undefined)) continue;
        missing++;
        const images = this.#waiting.get(digest);
        if (images === undefined) this.#waiting.set(digest, [image]);
        else images.push(image);
      }
      this.#missing.set(image, missing);
    }
    const needed = this.#options.plan.blobs.filter((blob) => this.#waiting.has(blob.descriptor.digest));
    return needed.sort((a, b) => b.descriptor.size - a.descriptor.size);
  }

  /** Large blobs take the sink's streams, small ones run beside them. */
  async #moveBlobs(work: readonly PlannedBlob[]): Promise<void> {
    const turns = this.#turns;
    if (turns !== undefined) {
      await mapConcurrently(work, this.#workers, async (blob) => {
        const turn = turns.join();
        await this.#moveBlob(blob, turn.come);
        turn.leave();
      });
      return;
    }
    const large = work.filter((blob) => blob.descriptor.size > smallBlob);
    const small = work.filter((blob) => blob.descriptor.size <= smallBlob);
    const streams = Math.max(1, Math.min(this.#options.sink.streams, this.#workers - 1));
    await Promise.all([
      mapConcurrently(large, streams, (blob) => this.#moveBlob(blob)),
      mapConcurrently(small, this.#workers - streams, (blob) => this.#moveBlob(blob)),
    ]);
  }

  async #moveBlob(blob: PlannedBlob, turn?: Promise<void>): Promise<void> {
    const { progress } = this.#options;
    const signal = this.#signal;
    const images = this.#waiting.get(blob.descriptor.digest) ?? [];
    const wanted = images.filter((image) => !this.#outcomes.has(image));
    // When every image that needs it has failed, moving it helps nobody.
    if (signal.aborted || wanted.length === 0) return;
    this.#begin(wanted);
    const flight: InFlight = {
      digest: blob.descriptor.digest,
      label: wanted[0] === undefined ? '' : labelOf(wanted[0].record),
      size: blob.descriptor.size,
      moved: 0,
    };
    progress.inFlight.add(flight);
    try {
      await this.#storeBlob(blob, flight, turn);
    } catch (error) {
      progress.counters.bytesDone -= flight.moved;
      this.#stopWithSink();
      if (!signal.aborted) for (const image of wanted) this.#fail(image, error);
      return;
    } finally {
      progress.inFlight.delete(flight);
    }
    progress.counters.blobsDone++;
    await this.#storeImages(images.filter((image) => this.#countDown(image)));
  }

  async #storeBlob(blob: PlannedBlob, flight: InFlight, turn?: Promise<void>): Promise<void> {
    const { sink, progress } = this.#options;
    const signal = this.#signal;
    const onBytes = (delta: number): void => {
      flight.moved += delta;
      progress.counters.bytesDone += delta;
    };
    const { size } = blob.descriptor;
    let opened = 0;
    let memory: readonly Buffer[] | undefined;
    const open = (offset: number): Promise<AsyncIterable<Buffer>> => {
      // Only the first opening is lent memory: a reading that was given up may still be under way.
      if (opened === 0 && sink.passing === true && size > smallBlob) memory = this.#memory.lend();
      const lent = opened === 0 && memory !== undefined && { memory };
      return openPlannedBlob(blob, offset, opened++, { signal, ...lent });
    };
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await sink.storeBlob({
          blob,
          open,
          onBytes,
          signal,
          ...(turn !== undefined && { turn }),
        });
        const readOnce = opened === 1 && flight.moved === size;
        if (memory !== undefined && readOnce) this.#memory.takeBack(memory);
        onBytes(size - flight.moved);
        if (outcome === 'stored') this.#bytesStored += size;
        else progress.counters.bytesSkipped += size;
        return;
      } catch (error) {
        onBytes(-flight.moved);
        if (isWrongContent(error)) rejectCopies(blob);
        this.#stopWithSink();
        if (signal.aborted || attempt === blobAttempts || !isWrongContent(error)) throw error;
      }
    }
  }

  #countDown(image: PlannedImage): boolean {
    const missing = (this.#missing.get(image) ?? 0) - 1;
    this.#missing.set(image, missing);
    return missing === 0 && !this.#outcomes.has(image);
  }

  async #storeImages(images: readonly PlannedImage[]): Promise<void> {
    const { last } = this.#options;
    await mapConcurrently(images, this.#workers, async (image) => {
      if (last?.isLast(image) === true) this.#held.push(image);
      else await this.#storeImage(image, () => Promise.resolve(image));
    });
  }

  /** In the plan's order, whatever order their blobs came in. */
  async #storeLast(): Promise<void> {
    const { last, plan } = this.#options;
    if (last === undefined) return;
    const held = new Set(this.#held);
    const outcomes = [...this.#outcomes.values()];
    for (const image of plan.images.filter((one) => held.has(one))) {
      await this.#storeImage(image, async () => {
        const settled = await last.settle(image, outcomes);
        if (settled !== image) await this.#storeBlobsOf(settled);
        return settled;
      });
    }
  }

  async #storeImage(image: PlannedImage, prepare: () => Promise<PlannedImage>): Promise<void> {
    const { sink, progress } = this.#options;
    const signal = this.#signal;
    if (signal.aborted) return;
    try {
      await sink.storeImage(await prepare(), signal);
      this.#end({ image, status: 'copied' });
      if (isCounted(image)) progress.counters.imagesDone++;
    } catch (error) {
      this.#stopWithSink();
      if (!signal.aborted) this.#fail(image, error);
    }
  }

  /** The blobs of an image that the plan does not know; those that it knows are there. */
  async #storeBlobsOf({ blobs, source, repository, record }: PlannedImage): Promise<void> {
    const { plan, progress } = this.#options;
    const planned = new Set(plan.blobs.map(({ descriptor }) => descriptor.digest));
    for (const descriptor of blobs.filter(({ digest }) => !planned.has(digest))) {
      const { digest, size } = descriptor;
      const flight: InFlight = { digest, label: labelOf(record), size, moved: 0 };
      const { repository: at } = record.destination;
      progress.counters.bytesTotal += size;
      await this.#storeBlob(
        { descriptor, origins: [{ source, repository }], repositories: [at], expected: false },
        flight,
      );
    }
  }

  #stopWithSink(): void {
    const failure = this.#options.sink.failure?.();
    if (failure !== undefined) this.#stop.abort(failure);
  }

  /** The first failure of an image is the one to tell: several of its blobs may fail for the same reason. */
  #fail(image: PlannedImage, cause: unknown): void {
    if (this.#outcomes.has(image)) return;
    const error =
      cause instanceof SluiceError
        ? cause.with({ stage: 'transfer', affected: [image.record.origin] })
        : new SluiceError('TRANSFER_UNEXPECTED', {
            params: {
              image: image.record.origin,
              message: cause instanceof Error ? cause.message : String(cause),
            },
            stage: 'transfer',
            affected: [image.record.origin],
            cause,
          });
    this.#end({ image, status: 'failed', error });
    if (isCounted(image)) this.#options.progress.counters.imagesFailed++;
  }

  /** A blob that many images share is told for the one that it is shown under. */
  #begin([first]: readonly PlannedImage[]): void {
    const { images } = this.#options;
    if (images === undefined || first === undefined || this.#begun.has(first)) return;
    this.#begun.add(first);
    images.begun(first);
  }

  #end(outcome: ImageOutcome): void {
    this.#outcomes.set(outcome.image, outcome);
    this.#options.images?.ended(outcome);
  }
}

/** The bytes were refused while they passed: another origin, or a second try, may give the right ones. */
function isWrongContent(error: unknown): boolean {
  return (
    error instanceof SluiceError &&
    (error.code === 'BLOB_DIGEST_MISMATCH' ||
      error.code === 'BLOB_TOO_SHORT' ||
      error.code === 'BLOB_TOO_LONG')
  );
}

/** What people know an image by: a component by its release and name, as its origin is but a digest. */
function labelOf({ origin, release }: ImageRecord): string {
  return release?.component === undefined ? origin : `${release.tag} ${release.component}`;
}

/** Places that gave wrong bytes are asked last from now on. A source is told once, however many repositories it has. */
function rejectCopies({ origins, descriptor }: PlannedBlob): void {
  for (const source of new Set(origins.map((origin) => origin.source)))
    if (canRejectBlobs(source)) source.rejectBlob(descriptor.digest);
}

/** Signatures and their like belong to their image: they are not counted beside it. */
function isCounted(image: PlannedImage): boolean {
  return image.accessoryOf === undefined;
}
