import type { PathFacts, SluiceClient } from '../../../../core/contract/index.ts';
import { ensureFolder } from './ensure-folder.ts';

/** The folder of the practice medium that the first set goes to, as the documentation calls it. */
export const practiceSetFolder = 'enterprise-content';

/** A folder on the practice medium, made when it is not there. */
export async function findPracticeFolder(client: SluiceClient, name: string): Promise<PathFacts | undefined> {
  const { drives } = await client.invoke('drives.list', { purpose: 'archive-out' });
  const root = drives.find(({ kind }) => kind === 'practice')?.root;
  return root === undefined ? undefined : ensureFolder(client, root, name);
}

/**
 * The set to load when there is only one on all media. In practice both sets lie on one medium: the first one has
 * the documentation's name, the others are for enclaves, and the newest of them is meant.
 */
export async function findSet(
  client: SluiceClient,
  practice: boolean,
  flow: 'enterprise-import' | 'enclave-import',
): Promise<PathFacts | undefined> {
  const { drives } = await client.invoke('drives.list', { purpose: 'archive-in' });
  const sets = drives
    .filter(({ kind }) => (kind === 'practice') === practice)
    .flatMap((drive) => drive.sets)
    .filter(({ brief }) => brief.problems.length === 0);
  const isFirst = ({ display }: { readonly display: string }): boolean =>
    display.replaceAll('\\', '/').split('/').at(-1) === practiceSetFolder;
  const fitting = practice ? sets.filter((set) => isFirst(set) === (flow === 'enterprise-import')) : sets;
  const newest = fitting.toSorted((a, b) => (b.brief.createdAt ?? '').localeCompare(a.brief.createdAt ?? ''));
  const [only] = practice || fitting.length === 1 ? newest : [];
  return only === undefined ? undefined : client.invoke('paths.describe', { token: only.folder });
}
