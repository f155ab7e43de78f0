import { hasFileSystem, subjectsOf } from '../../approval/index.ts';
import { parseManifest, type ImageRecord, type RawManifest } from '../../image/index.ts';
import type { ImageForEnclave } from '../../ledger/index.ts';
import type { PlannedImage } from '../../plan/index.ts';

/** A planned image as it is asked about. */
export function askedImage({ record, root, manifests }: PlannedImage): ImageForEnclave {
  const subjects = subjectsOf(root.digest, manifests);
  return {
    type: record.type,
    origin: record.origin,
    repositories: repositoriesOf(record),
    subjects: {
      root: subjects.root,
      indexes: [...subjects.indexes],
      subjects: [...subjects.subjects],
    },
    ...(isMadeHere(record) && { madeHere: true }),
  };
}

/** Graphs are put into an image by Sluice, here or at the stage before. */
function isMadeHere({ type }: ImageRecord): boolean {
  return type === 'cincinnatiGraph';
}

function repositoriesOf({ source, destination }: ImageRecord): string[] {
  const names = 'ociLayout' in source ? [] : [source.repository];
  return [...new Set([...names, destination.repository])];
}

/** Whether something that came as a signature or its like could be run: then it is an image like any other. */
export function isRunnable(manifests: readonly RawManifest[]): boolean {
  return manifests.some((raw) => hasFileSystem(parseManifest(raw)));
}
