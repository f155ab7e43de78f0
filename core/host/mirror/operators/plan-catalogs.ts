import { SluiceError } from '../../../contract/index.ts';
import { resolveImages, type PlannedImage, type UnplannedImage } from '../../../plan/index.ts';
import { showFindings } from '../../observer.ts';
import type { MirrorCollection, Unmet } from '../collect.ts';
import type { MirrorTask } from '../task.ts';
import type { OperatorDraft } from './collect-operators.ts';
import { makeCatalog, type MadeCatalog } from './make-catalogs.ts';

export interface PlannedCatalogs {
  /** What was collected, with the catalogues' files, and with those that could not be made. */
  readonly collection: MirrorCollection;
  readonly images: readonly PlannedImage[];
  readonly unplanned: readonly UnplannedImage[];
}

/** Operator images that cannot be had, by the names that catalogues give them. */
export function absentOrigins(images: readonly Pick<UnplannedImage, 'record'>[]): ReadonlySet<string> {
  return new Set(
    images
      .filter(({ record }) => record.type === 'operatorBundle' || record.type === 'operatorRelatedImage')
      .map(({ record }) => record.origin),
  );
}

/**
 * Makes the filtered catalogues, now that it is known which images are to be had, and plans them like any image;
 * those that are `held` are not made.
 */
export async function planCatalogs(
  task: MirrorTask,
  collection: MirrorCollection,
  absent: ReadonlySet<string>,
  held: ReadonlyMap<OperatorDraft, SluiceError> = new Map(),
): Promise<PlannedCatalogs> {
  const made: MadeCatalog[] = [];
  const unmet: Unmet[] = [];
  for (const draft of collection.operators) {
    const heldBack = held.get(draft);
    if (heldBack !== undefined) {
      unmet.push({ category: 'operator', origin: draft.basis.operator.catalog, error: heldBack });
      continue;
    }
    try {
      const catalog = await makeCatalog(task, draft, absent);
      if (catalog !== undefined) made.push(catalog);
    } catch (error) {
      task.signal.throwIfAborted();
      if (!(error instanceof SluiceError)) throw error;
      const origin = draft.basis.operator.catalog;
      unmet.push({ category: 'operator', origin, error: error.with({ stage: 'plan', affected: [origin] }) });
    }
  }
  const findings = made.flatMap((catalog) => catalog.findings);
  showFindings(task.observer, findings);
  return {
    collection: {
      ...collection,
      unmet: [...collection.unmet, ...unmet],
      findings: [...collection.findings, ...findings],
      files: [...collection.files, ...made.flatMap(({ files }) => files)],
      catalogs: made,
    },
    ...(await planMade(task, made)),
  };
}

/** A catalogue that was made here has no signature to go with it. */
export async function planMade(
  { signal }: Pick<MirrorTask, 'signal'>,
  made: readonly Pick<MadeCatalog, 'record' | 'location'>[],
): Promise<Pick<PlannedCatalogs, 'images' | 'unplanned'>> {
  const locations = new Map(made.map(({ record, location }) => [record, location]));
  return resolveImages({
    records: made.map(({ record }) => record),
    locate: (record) => {
      const location = locations.get(record);
      if (location === undefined) throw new RangeError('a record of a catalogue that was not made');
      return Promise.resolve(location);
    },
    accessories: [],
    signal,
  });
}
