import { formatBytes, type PathFacts } from '../../../../core/contract/index.ts';
import type { Level } from '../../components/level-text.tsx';

/** What speaks for or against a folder: words are made by the reader. */
export interface FitNote {
  readonly level: Level;
  readonly key: 'fits' | 'short' | 'needUnknown' | 'inParts' | 'notWritable';
  readonly params: FitParams;
}

type FitParams = Readonly<Record<'need' | 'free' | 'missing' | 'largest' | 'limit', string>>;

const noParams: FitParams = { need: '', free: '', missing: '', largest: '', limit: '' };

/** Whether a folder takes what is to be written: `need` bytes in all, `largestFile` bytes in one file. */
export function fitOf(
  facts: PathFacts,
  { need, largestFile }: { readonly need: number | undefined; readonly largestFile: number | undefined },
): readonly FitNote[] {
  const notes: FitNote[] = [];
  const writes = facts.purpose === 'archive-out' || facts.purpose === 'output-folder';
  if (writes && !facts.writable) notes.push({ level: 'error', key: 'notWritable', params: noParams });
  if (need !== undefined) notes.push(spaceNote(need, facts.freeBytes));
  if (largestFile !== undefined && facts.fileLimit !== undefined && largestFile > facts.fileLimit) {
    const params = {
      ...noParams,
      largest: formatBytes(largestFile),
      limit: formatBytes(facts.fileLimit),
    };
    notes.push({ level: 'warning', key: 'inParts', params });
  }
  return notes;
}

function spaceNote(need: number, free: number | undefined): FitNote {
  const params = { ...noParams, need: formatBytes(need) };
  if (free === undefined) return { level: 'note', key: 'needUnknown', params };
  const both = { ...params, free: formatBytes(free) };
  if (need <= free) return { level: 'success', key: 'fits', params: both };
  return { level: 'error', key: 'short', params: { ...both, missing: formatBytes(need - free) } };
}
