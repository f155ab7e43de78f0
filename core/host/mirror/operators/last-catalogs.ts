import type { ImageRecord } from '../../../image/index.ts';
import type { PlannedImage } from '../../../plan/index.ts';
import type { ImageOutcome, LastImages } from '../../../transfer/index.ts';
import { showFindings } from '../../observer.ts';
import type { MirrorCollection } from '../collect.ts';
import type { MirrorTask } from '../task.ts';
import { makeCatalog } from './make-catalogs.ts';
import { absentOrigins, planMade } from './plan-catalogs.ts';

/**
 * Catalogues that were made here are stored when their images have been: what did not arrive is not offered. A
 * catalogue that is carried as its publisher made it waits as well, but stays as it is.
 */
export function lastCatalogs(task: MirrorTask, { catalogs }: Pick<MirrorCollection, 'catalogs'>): LastImages {
  const made = new Map(catalogs.map((catalog) => [nameOf(catalog.record), catalog]));
  return {
    isLast: ({ record, accessoryOf }) =>
      record.type === 'operatorCatalog' && record.original !== true && accessoryOf === undefined,
    settle: async (image, outcomes) => {
      const catalog = made.get(nameOf(image.record));
      const absent = absentOrigins(failedIn(outcomes));
      if (catalog === undefined || absent.size === 0) return image;
      const again = await makeCatalog(task, catalog.draft, absent);
      if (again === undefined) return image;
      showFindings(task.observer, again.findings);
      const { images } = await planMade(task, [again]);
      const [planned] = images;
      return planned === undefined ? image : { ...planned, record: image.record };
    },
  };
}

function nameOf({ origin, destination }: ImageRecord): string {
  return `${origin} ${destination.tag}`;
}

function failedIn(outcomes: readonly ImageOutcome[]): readonly PlannedImage[] {
  return outcomes.filter(({ status }) => status === 'failed').map(({ image }) => image);
}
