import { mayTravel, readReport } from '../../approval/index.ts';
import { archiveSource, openSet } from '../../archive/index.ts';
import { SluiceError, type ImportedScan, type Message } from '../../contract/index.ts';
import { acquireLock, makeStateFolder, stateDirectory } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import { join } from 'node:path';
import { toMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { openDecider } from './decide.ts';
import { hashedReport } from './hashed-report.ts';
import { recordTaken } from './import-report.ts';
import { imagesOfSet } from './known-images.ts';
import { runScanner } from './run-scanner.ts';
import { scannerCommand } from './scanner-command.ts';
import { clearScratch, withScratchImage } from './scratch-image.ts';

export interface ScanQuery {
  /** Folder of the set. */
  readonly from: string;
  /** Such as `trivy image --format json --input {image}`. */
  readonly command: string;
  /** Only what is not approved for this enclave; absent: everything. */
  readonly enclave?: string | undefined;
  /** Seconds that a scanner may take for one image. */
  readonly timeout: number;
  /** What the scanner's reports do not say; RFC 3339. */
  readonly databaseDate?: string | undefined;
  readonly signal: AbortSignal;
  readonly onScanned?: (done: ScannedImage, count: number, total: number) => void;
}

/** One image and what came of scanning it. */
export interface ScannedImage {
  readonly origin: string;
  readonly digest: string;
  readonly scan?: ImportedScan;
  readonly error?: Message;
}

/**
 * Runs the operator's own scanner on each image of a set, one after the other, without a registry, and takes in its
 * reports. An image that cannot be scanned is told and stays "not scanned"; the others go on. Throws
 * APPROVAL_SCANNER_COMMAND_INVALID, APPROVAL_SCANNER_MISSING, LEDGER_LOCKED while another scan is at work, and what
 * opening the set throws.
 */
export async function scanSet(services: HostServices, query: ScanQuery): Promise<readonly ScannedImage[]> {
  const { from, signal, onScanned } = query;
  scannerCommand(query.command);
  const approvals = join(stateDirectory(services.environment), 'approvals');
  await makeStateFolder(services.fs, approvals);
  const lock = await acquireLock({
    ...services,
    path: join(approvals, 'scan-lock'),
    command: 'sluice approve scan',
  });
  try {
    await clearScratch(services);
    const wanted = await imagesToScan(services, query);
    const results: ScannedImage[] = [];
    for (const [digest, origin] of wanted) {
      signal.throwIfAborted();
      const result = await scanOne(services, query, digest, origin);
      results.push(result);
      onScanned?.(result, results.length, wanted.size);
    }
    return results;
  } finally {
    await clearScratch(services);
    await lock.release();
  }

  /** Opened for each image: a scan takes minutes, and the medium may be away in between. */
  async function scanOne(
    host: HostServices,
    { command, timeout, databaseDate }: ScanQuery,
    digest: Digest,
    origin: string,
  ): Promise<ScannedImage> {
    const set = await openSet(host.fs, from, { signal });
    try {
      const source = archiveSource(set);
      const manifest = await source.fetchManifest('', digest, signal);
      const name = `${digest}.json`;
      const { read, sha256 } = await withScratchImage(host, source, manifest, signal, (folder) =>
        runScanner(
          {
            command: scannerCommand(command),
            folder,
            image: origin,
            environment: host.environment,
            clock: host.clock,
            timeout: timeout * 1000,
            signal,
          },
          async (output) => {
            const { chunks, sha256: sum } = hashedReport(output);
            const scan = await readReport(chunks, {
              name,
              digest,
              scannedAt: host.clock.now().toISOString(),
              ...(databaseDate !== undefined && { databaseDate }),
            });
            return { read: scan, sha256: sum() };
          },
        ),
      );
      return { origin, digest, scan: await recordTaken(host, read, { name, sha256 }) };
    } catch (error) {
      signal.throwIfAborted();
      // Without a scanner every image would say the same.
      if (!(error instanceof SluiceError) || error.code === 'APPROVAL_SCANNER_MISSING') throw error;
      return { origin, digest, error: toMessage(error.with({ affected: [origin] })) };
    } finally {
      await set.close();
    }
  }
}

/** Each instance once, with a name of the image that it belongs to. What Sluice made needs no scan. */
async function imagesToScan(
  services: HostServices,
  { from, enclave, signal }: ScanQuery,
): Promise<ReadonlyMap<Digest, string>> {
  const decider = enclave === undefined ? undefined : await openDecider(services, enclave);
  const wanted = new Map<Digest, string>();
  for (const image of await imagesOfSet(services, from, signal)) {
    if (image.madeHere === true) continue;
    if (decider !== undefined && mayTravel(await decider.verdictOn(image))) continue;
    for (const { digest } of image.subjects.subjects) {
      if (!wanted.has(digest)) wanted.set(digest, image.origin);
    }
  }
  return wanted;
}
