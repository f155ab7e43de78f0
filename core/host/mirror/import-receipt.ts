import { basename, join } from 'node:path';
import { manifestName } from '../../archive/index.ts';
import { SluiceError, type MirrorReport } from '../../contract/index.ts';
import { openMadeReceipts, receiptBytes, receiptName, stateDirectory } from '../../ledger/index.ts';
import { readBounded, writeDurably } from '../../ports/index.ts';
import { sha256Hex, type ImageOutcome } from '../../transfer/index.ts';
import { makeReceipt, signReceipt } from '../receipts/make-receipt.ts';
import { showFindings } from '../observer.ts';
import { keysOf, receiptSigner } from '../seal/index.ts';
import { targetRoot } from './collect.ts';
import type { MirrorTask } from './task.ts';

/** Bytes; no set that was opened has a longer one (archive/read). */
const largestManifest = 256 * 1024 * 1024;

/**
 * Writes the receipt of an import that came to its end, whole or not: into the state directory, beside the set where
 * that can be written, and where `--receipt` says. Undefined for archives without our manifest: there is no set to
 * acknowledge. Throws LEDGER_WRITE_FAILED, RECEIPT_FILE_NOT_WRITTEN; what was imported stays imported.
 */
export async function writeReceipt(
  task: MirrorTask,
  outcomes: readonly ImageOutcome[],
  resources: readonly string[],
): Promise<MirrorReport['receipt']> {
  const { services, request, source } = task;
  const { fs, clock, random, environment } = services;
  const { manifest, manifestSha256, directory } = source.set ?? {};
  if (manifest === undefined || manifestSha256 === undefined || directory === undefined) {
    tellWithoutSet(task);
    return undefined;
  }
  const receipt = await signReceipt(
    makeReceipt({
      id: random.uuid(),
      manifest,
      manifestSha256,
      outcomes,
      resources: await sumsOf(task, resources),
      registry: targetRoot(task),
      importedAt: clock.now(),
    }),
    task.signReceipt ?? receiptSigner(keysOf(services)),
  );
  const bytes = receiptBytes(receipt);
  const file = await openMadeReceipts({ fs, stateDirectory: stateDirectory(environment) }).keep(
    receipt,
    await readManifest(task, directory, manifestSha256),
  );
  const copies: string[] = [];
  const beside = join(directory, receiptName);
  try {
    await writeDurably(fs, beside, bytes);
    copies.push(beside);
  } catch (error) {
    const params = { folder: directory, reason: reasonOf(error), kept: file };
    showFindings(task.observer, [
      { level: 'note', code: 'RECEIPT_NOT_BESIDE_SET', params, affected: [directory] },
    ]);
  }
  if (request.receipt !== undefined) {
    const path = request.receipt;
    try {
      await writeDurably(fs, path, bytes);
    } catch (error) {
      throw new SluiceError('RECEIPT_FILE_NOT_WRITTEN', {
        params: { path, reason: reasonOf(error), kept: file },
        stage: 'resources',
        affected: [path],
        cause: error,
      });
    }
    copies.push(path);
  }
  return { setId: receipt.setId, result: receipt.result, file, copies };
}

/** The set's manifest, while it still stands as it was opened; a later comparison says without it what it can. */
async function readManifest(
  { services }: MirrorTask,
  directory: string,
  sha256: string,
): Promise<Buffer | undefined> {
  const bytes = await readBounded(services.fs, join(directory, manifestName), largestManifest).catch(
    () => undefined,
  );
  return bytes !== undefined && sha256Hex(bytes) === sha256 ? bytes : undefined;
}

/** Somebody asked for a receipt and gets none. */
function tellWithoutSet({ request, observer }: MirrorTask): void {
  const { receipt: path, from } = request;
  if (path === undefined) return;
  const params = { path, folder: from ?? '-' };
  showFindings(observer, [{ level: 'warning', code: 'RECEIPT_WITHOUT_SET', params, affected: [path] }]);
}

async function sumsOf(
  { services }: MirrorTask,
  paths: readonly string[],
): Promise<{ name: string; sha256: string }[]> {
  return Promise.all(
    paths.map(async (path) => ({
      name: basename(path),
      sha256: sha256Hex(await services.fs.readFile(path)),
    })),
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
