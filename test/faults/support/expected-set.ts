import { join } from 'node:path';
import { readHistory } from '../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { folderState } from '../../support/resume-kills.ts';
import { Damage, must } from '../case.ts';
import { contentIn } from './disk-world.ts';
import { filesIn, temporaryFiles } from './folder-listing.ts';

/** A set as `contentIn` tells it, and how many digests the newest history beside it has. */
export interface SetAndHistory {
  /** `none` where no set stands. */
  readonly content: string;
  readonly history: number;
}

/** What a folder holds before a run, and after it. */
export interface ExpectedSet {
  readonly before: SetAndHistory;
  readonly after: SetAndHistory;
}

export async function setAndHistory(disk: string): Promise<SetAndHistory> {
  const { kind } = await folderState(disk);
  return { content: kind === 'set' ? await contentIn(disk) : kind, history: await historyIn(disk) };
}

/** How many digests the newest history of a folder has. */
async function historyIn(disk: string): Promise<number> {
  const folder = join(disk, 'working-dir', '.history');
  return (await readHistory(systemFileSystem, folder, { now: new Date() })).digests.size;
}

/**
 * True at every instant, before anybody repairs anything: what stands under final names is the earlier set or the new
 * one, whole, and the history tells of nothing that does not stand.
 */
export async function mustBeWhole(disk: string, { before, after }: ExpectedSet, when: string): Promise<void> {
  const found = await setAndHistory(disk).catch((error: unknown) => {
    throw new Damage('corrupt', `${when}: ${String(error)}`);
  });
  const allowed = [before.content, after.content, 'committing'];
  must(allowed.includes(found.content), 'lost', `${when}: ${found.content}, not ${allowed.join(' or ')}`);
  const histories = [before.history, after.history];
  must(histories.includes(found.history), 'corrupt', `${when}: a history of ${found.history} digests`);
  const isAhead = found.history === after.history && before.history !== after.history;
  must(!isAhead || found.content === after.content, 'lost', `${when}: the history is ahead of the set`);
}

/** True when the run has come to its end: the new set and its history, and nothing half done beside them. */
export async function mustBeDone(disk: string, { after }: ExpectedSet, when: string): Promise<void> {
  const found = await setAndHistory(disk).catch((error: unknown) => {
    throw new Damage('corrupt', `${when}: ${String(error)}`);
  });
  must(found.content === after.content, 'lost', `${when}: ${found.content}, not ${after.content}`);
  must(found.history === after.history, 'lost', `${when}: a history of ${found.history} digests`);
  await mustLeaveNothing(disk, when);
}

/** No temporary file of a run that is over. */
export async function mustLeaveNothing(folder: string, when: string): Promise<void> {
  const left = temporaryFiles(await filesIn(folder));
  must(left.length === 0, 'wrong', `${when}: left behind: ${left.join()}`);
}
