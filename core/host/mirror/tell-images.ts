import type { RunEvent } from '../../contract/index.ts';
import { imageCategory } from '../../image/index.ts';
import type { PlannedImage } from '../../plan/index.ts';
import type { ImageOutcome, ImageWatch } from '../../transfer/index.ts';
import { toMessage } from '../observer.ts';
import { targetRoot } from './collect.ts';
import { isHeldBack } from './outcome.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import type { MirrorTask } from './task.ts';

type ToldImage = Extract<RunEvent, { type: 'planned' }>['images'][number];

/** Images of one `planned` event: a line of a log stays one that can be read. */
const batch = 250;

/** Tells of the images of a run while it goes. */
export interface ImageTeller extends ImageWatch {
  /** Those that nothing was told of yet, such as the ones whose turn never came. */
  rest(outcomes: readonly ImageOutcome[]): void;
}

/**
 * Tells once what the run is about: what the plan holds, then what was asked for and cannot be had, with the
 * reason at once. From then on each image is told when its fate is known.
 */
export function tellImages(task: MirrorTask, { plan, collection }: PreparedPlan): ImageTeller {
  const { observer } = task;
  const root = targetRoot(task);
  const nameOf = ({ repository, tag }: PlannedImage['record']['destination']): string =>
    `${root}/${repository}:${tag}`;
  const planned = plan.images.map(({ record, blobs, accessoryOf }) => ({
    category: imageCategory(record.type),
    origin: record.origin,
    destination: nameOf(record.destination),
    bytes: blobs.reduce((sum, blob) => sum + blob.size, 0),
    accessory: accessoryOf !== undefined,
  }));
  const absent = [
    ...plan.unplanned.map(({ record, error }) => ({
      category: imageCategory(record.type),
      origin: record.origin,
      destination: nameOf(record.destination),
      error,
    })),
    ...collection.unmet.map(({ category, origin, error }) => ({ category, origin, destination: '', error })),
    // What is held back is told once, as a finding and in the report: it is no part of what moves.
  ].filter(({ error }) => !isHeldBack(error));
  const all: ToldImage[] = [
    ...planned,
    ...absent.map(({ category, origin, destination }) => ({
      category,
      origin,
      destination,
      bytes: 0,
      accessory: false,
    })),
  ];
  for (let first = 0; first < all.length; first += batch) {
    observer({ type: 'planned', first, total: all.length, images: all.slice(first, first + batch) });
  }
  absent.forEach(({ origin, destination, error }, place) => {
    const index = planned.length + place;
    observer({ type: 'image', index, origin, destination, status: 'failed', error: toMessage(error) });
  });

  const places = new Map(plan.images.map((image, index) => [image, index]));
  const told = new Set<PlannedImage>();
  const ended = (outcome: ImageOutcome): void => {
    const { image, status } = outcome;
    told.add(image);
    const index = places.get(image);
    observer({
      type: 'image',
      ...(index !== undefined && { index }),
      origin: image.record.origin,
      destination: nameOf(image.record.destination),
      status,
      ...(status === 'failed' && { error: toMessage(outcome.error) }),
    });
  };
  return {
    begun: (image) => {
      const index = places.get(image);
      if (index !== undefined) observer({ type: 'image-begun', index });
    },
    ended,
    rest: (outcomes) => {
      for (const outcome of outcomes) if (!told.has(outcome.image)) ended(outcome);
    },
  };
}
