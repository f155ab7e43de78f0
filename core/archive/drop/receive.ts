import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { makeFolders, syncDirectory, type Clock, type FileSystem } from '../../ports/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { chunkHeldBy, temporaryName } from '../layout/paths.ts';
import { manifestName } from '../manifest/schema.ts';
import { readSetManifest } from '../read/open-set.ts';
import { errno } from '../storage-fault.ts';
import { dropFault } from './faults.ts';
import { findDroppedSet, type DroppedSet } from './find-set.ts';
import { partPrefix, type DropMarker } from './marker.ts';
import { receiveFiles, type MissingFile, type ReceiveWork } from './receive-files.ts';
import type { DropProgress } from './send.ts';

export interface ReceiveOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The set to take, where several lie in the drop folder. */
  readonly setId?: string;
  /** Milliseconds to wait for what is missing; absent: what is there now is taken. */
  readonly waitFor?: number;
  /** Called for every piece; sample it. */
  readonly onProgress?: (progress: DropProgress) => void;
  /** What is waited for; `undefined` is the marker. Called when it changes. */
  readonly onWaiting?: (missing: readonly MissingFile[] | undefined) => void;
}

export interface ReceivedDrop {
  readonly setId: string;
  readonly generation: number;
  readonly files: number;
  readonly bytes: number;
}

/** Milliseconds between two looks at a drop folder. */
const lookEvery = 5000;

/**
 * Takes a set out of a drop folder. Every file is verified while it is copied, under a temporary name; only when all are
 * there do they get their names, the manifest last: a set folder with a manifest holds a whole set. Parts that are there
 * are gone on with, so that it may be stopped anywhere and called again. Throws DROP_EMPTY and DROP_NOT_WHOLE when
 * something is missing (and nobody waits any longer), DROP_SEVERAL, DROP_MARKER_INVALID, DROP_FOREIGN,
 * DROP_TARGET_OTHER, DROP_TARGET_OCCUPIED, DROP_TARGET_FULL, DROP_NOT_WRITABLE, DROP_UNREACHABLE, DROP_FILE_KIND,
 * and the signal's reason.
 */
export async function receiveFromDrop(
  fs: FileSystem,
  dropFolder: string,
  setFolder: string,
  options: ReceiveOptions,
): Promise<ReceivedDrop> {
  const { clock, signal, waitFor } = options;
  const end = clock.monotonic() + (waitFor ?? 0);
  const attempt = createAttempt(fs, dropFolder, setFolder, options);
  let told = '';
  for (;;) {
    const answer = await attempt().catch((error: unknown) => {
      signal.throwIfAborted();
      const fault = dropFault(error, dropFolder, setFolder);
      // A mount that went away, or a marker that is being copied: somebody who waits looks again.
      if (!isPassing(fault) || clock.monotonic() >= end) throw fault;
      return { fault };
    });
    if ('received' in answer) return answer.received;
    const { fault } = answer;
    if (clock.monotonic() >= end) throw fault;
    const now = JSON.stringify([fault.code, 'missing' in answer ? answer.missing : '']);
    if (now !== told) options.onWaiting?.('missing' in answer ? answer.missing : undefined);
    told = now;
    await clock.sleep(Math.min(lookEvery, Math.max(1, end - clock.monotonic())), signal);
  }
}

function isPassing({ code }: SluiceError): boolean {
  return code === 'DROP_UNREACHABLE' || code === 'DROP_MARKER_INVALID';
}

type Answer =
  | { readonly received: ReceivedDrop }
  | { readonly fault: SluiceError; readonly missing?: readonly MissingFile[] };

function createAttempt(
  fs: FileSystem,
  dropFolder: string,
  setFolder: string,
  options: ReceiveOptions,
): () => Promise<Answer> {
  const whole = new Set<string>();
  const damaged = new Map<string, string>();
  let taken: string | undefined;
  let bytes = 0;
  return async () => {
    const dropped = await findDroppedSet(fs, dropFolder, options.setId);
    if (dropped === undefined) {
      const params = { folder: dropFolder };
      return { fault: new SluiceError('DROP_EMPTY', { params, affected: [dropFolder], retryable: true }) };
    }
    const { marker } = dropped;
    if (taken !== marker.checksum) {
      // The sender changed what it sends: everything is looked at again.
      whole.clear();
      taken = marker.checksum;
      bytes = 0;
    }
    await refuseOtherTarget(fs, setFolder, marker);
    const total = marker.files.reduce((sum, { size }) => sum + size, 0);
    const work: ReceiveWork = {
      fs,
      refusal: 'DROP_FILE_KIND',
      setFolder,
      signal: options.signal,
      onBytes: (file, more) => options.onProgress?.({ file, bytes: (bytes += more), total }),
      whole,
      damaged,
    };
    const missing = await receiveFiles(work, dropped);
    if (missing.length > 0) return { fault: notWhole(dropped, missing), missing };
    await giveNames(fs, setFolder, marker);
    const { setId, generation, files } = marker;
    return { received: { setId, generation, files: files.length, bytes: total } };
  };
}

function notWhole({ marker }: DroppedSet, missing: readonly MissingFile[]): SluiceError {
  return new SluiceError('DROP_NOT_WHOLE', {
    params: {
      set: marker.setId,
      count: missing.length,
      files: marker.files.length,
      damaged: missing.filter(({ state }) => state === 'damaged').length,
    },
    affected: missing.map(({ name }) => name),
    retryable: true,
  });
}

/** Throws DROP_TARGET_OTHER when another set stands in `setFolder`, or chunks whose set nobody knows. */
async function refuseOtherTarget(fs: FileSystem, setFolder: string, marker: DropMarker): Promise<void> {
  await makeFolders(fs, setFolder);
  await refusePendingCommit(fs, setFolder);
  const manifest = await readSetManifest(fs, setFolder);
  const offered = new Set(marker.files.map(({ name }) => name));
  const strange = (await fs.readdir(setFolder)).find(
    (name) => chunkHeldBy(name) !== undefined && !offered.has(name),
  );
  if ((manifest === undefined || manifest.setId === marker.setId) && strange === undefined) return;
  throw new SluiceError('DROP_TARGET_OTHER', {
    params: { folder: setFolder, found: manifest?.setId ?? strange ?? '', set: marker.setId },
    affected: [setFolder],
  });
}

/** The marker's order has the manifest last. A file that has its name already was compared. */
async function giveNames(fs: FileSystem, setFolder: string, marker: DropMarker): Promise<void> {
  for (const { name } of marker.files) {
    if (name === manifestName) await syncDirectory(fs, setFolder);
    await fs
      .rename(join(setFolder, temporaryName(partPrefix, name)), join(setFolder, name))
      .catch((error: unknown) => {
        if (errno(error) !== 'ENOENT') throw error;
      });
  }
  await syncDirectory(fs, setFolder);
}
