import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { SluiceError } from '../../../contract/index.ts';
import { parseDigest } from '../../../reference/index.ts';
import { readFiles } from '../blobs/read-files.ts';
import { ContentFile } from '../content/content-file.ts';
import { takeLayer, type TakenFiles } from '../content/take-layer.ts';
import { LayerStack } from '../image/layer-stack.ts';
import { encodeIndex, type IndexBody } from '../store/index-format.ts';
import { contentName, indexName } from '../store/kept-catalogs.ts';
import type { ThreadFailure, ThreadMessage, ThreadRequest, ThreadTask } from './messages.ts';

// Reads one catalogue in a thread of its own, and is ended by whoever asked. It is its own edge: functions cannot
// be handed into a thread, so the real file system is used.
const { workFolder, folder, limits } = workerData as ThreadTask;
const content = new ContentFile(join(workFolder, contentName));
const taken: TakenFiles = {
  folder,
  stack: new LayerStack(folder),
  content,
  unpacked: { total: 0 },
  files: new Map(),
  links: new Set(),
};

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

let lastSaid = 0;
function sayProgress(done: number, total: number): void {
  const now = performance.now();
  if (now - lastSaid < 100) return;
  lastSaid = now;
  say({ kind: 'progress', done, total });
}

function finish({ digest, repository, label }: Extract<ThreadRequest, { kind: 'finish' }>): void {
  const total = [...taken.files.values()].reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  const { blobs, checksums } = readFiles(taken, limits, (count) => sayProgress((done += count), total));
  if (blobs.unkeptFindings > 0) blobs.findings.push(unkept(blobs.unkeptFindings));
  const packages = blobs.packages();
  const head = {
    digest: parseDigest(digest),
    repository,
    label,
    packages: packages.length,
    bundles: packages.reduce((sum, { bundles }) => sum + bundles.length, 0),
    contentBytes: content.length,
  };
  content.close();
  writeIndex(encodeIndex(head, { packages, others: blobs.others, findings: blobs.findings, checksums }));
  say({ kind: 'finished', files: taken.files.size });
}

function unkept(count: number): IndexBody['findings'][number] {
  return { level: 'warning', code: 'CATALOG_FINDINGS_UNKEPT', params: { count }, affected: [] };
}

function writeIndex(bytes: Buffer): void {
  const file = openSync(join(workFolder, indexName), 'wx', 0o600);
  writeFileSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

async function answer(request: ThreadRequest): Promise<void> {
  if (request.kind === 'finish') {
    finish(request);
    return;
  }
  await takeLayer(taken, request, limits, () => sayProgress(0, 0));
  say({ kind: 'layer', covered: taken.stack.covered });
}

function failureOf(error: unknown): ThreadFailure {
  if (error instanceof SluiceError) return { code: error.code, params: error.params, detail: error.detail };
  const system = (error as NodeJS.ErrnoException).code;
  // A fault of this program: it ends the thread, and its owner is told.
  if (system === undefined) throw error;
  return { system, detail: String(error) };
}

parentPort?.on('message', (request: ThreadRequest) => {
  answer(request).catch((error: unknown) => say({ kind: 'failed', failure: failureOf(error) }));
});
