import { must } from '../case.ts';
import type { DiskWorld } from './disk-world.ts';
import { complaintsAbout } from './judged-set.ts';
import { loadSet } from './loaded-set.ts';
import type { SetFolders, WrongChunks } from './wrong-chunks.ts';

/** Verifying names every file that is not the set's own; loading refuses the set before the first push, and names it too. */
export async function mustNameWrong(
  world: DiskWorld,
  folder: string,
  {
    wrong,
    named,
    set,
  }: { readonly wrong: WrongChunks; readonly named: readonly string[]; readonly set: SetFolders['set'] },
): Promise<string> {
  const complaints = await complaintsAbout(set);
  const level = wrong.harmless === true ? 'warning' : 'error';
  for (const file of named) {
    const found = complaints.some((one) => one.level === level && one.affected.includes(file));
    must(found, 'wrong', `${wrong.name}: ${file} is not named in ${JSON.stringify(complaints)}`);
  }
  const loaded = await loadSet(world, folder, set);
  if (wrong.harmless === true) return `${wrong.name}: ${loaded.outcome}`;
  mustRefuse(loaded, named, wrong.name);
  return 'refused';
}

/** Throws unless loading ended before the first push, with every wanted file named. */
export function mustRefuse(
  { outcome, named, pushes }: Awaited<ReturnType<typeof loadSet>>,
  wanted: readonly string[],
  when: string,
): void {
  must(pushes === 0, 'wrong', `${when}: ${pushes} pushes before ${outcome}`);
  must(outcome === 'SET_REFUSED', 'wrong', `${when}: ${outcome}`);
  const missing = wanted.filter((file) => !named.includes(file));
  must(missing.length === 0, 'wrong', `${when}: ${missing.join()} is not among ${named.join()}`);
}
