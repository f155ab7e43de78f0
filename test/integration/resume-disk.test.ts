import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/ledger/index.ts';
import type { Digest } from '../../core/reference/index.ts';
import { attempt, contentOfSet, folderState, verifiedSet, type Attempt } from '../support/resume-kills.ts';
import {
  additionalOnly,
  exportJournal,
  since,
  startResumeUpstream,
  trafficOf,
  workFolder,
  type ResumeUpstream,
} from '../support/resume-world.ts';
import { sluice } from '../support/sluice.ts';

const run = promisify(execFile);
const mebibyte = 2 ** 20;

/** A small file system in memory can be mounted: only root may. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && (await canMount());

async function canMount(): Promise<boolean> {
  const probe = await workFolder('mount-probe');
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe.path]);
    await run('umount', [probe.path]);
    return true;
  } catch {
    return false;
  } finally {
    await probe.remove();
  }
}

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
const mounted: string[] = [];
/** Read by each start to find out what the releases consist of. */
let planned: ReadonlySet<Digest>;

beforeAll(async () => {
  work = await workFolder('disk');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'small');
  const options = { cwd: work.path, variables: upstream.variables };
  await sluice(['plan', '-c', upstream.configuration, `file://${join(work.path, 'none')}`], options);
  planned = new Set(trafficOf(upstream.registry, 'fetches').keys());
});
afterEach(async () => {
  for (const path of mounted.splice(0)) await run('umount', [path]);
});
afterAll(async () => {
  await upstream.stop();
  await work.remove();
});

/** A medium of so many bytes with the command that exports onto it. */
async function medium(name: string, bytes: number) {
  const path = join(work.path, name);
  await mkdir(path);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path]);
  mounted.push(path);
  const directory = join(path, 'content');
  const state = join(work.path, `${name}-state`);
  const options = { cwd: work.path, variables: { ...upstream.variables, SLUICE_STATE_DIR: state } };
  const args = (config = upstream.configuration): string[] => ['mirror', '-c', config, `file://${directory}`];
  return {
    path,
    directory,
    state,
    options,
    args,
    run: (config?: string) => attempt(args(config), options),
    runs: async (): Promise<RunRecord[]> =>
      JSON.parse((await sluice(['runs', '--json'], options)).output) as RunRecord[],
  };
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Somebody else fills the medium up to `left` bytes. */
async function fill(path: string, left: number): Promise<void> {
  const bytes = Buffer.alloc(Math.max(0, (await freeBytes(path)) - left), 1);
  await writeFile(join(path, 'holiday.mp4'), bytes).catch((error: NodeJS.ErrnoException) => {
    // The export has written meanwhile: full is full.
    if (error.code !== 'ENOSPC') throw error;
  });
}

/** Somebody else fills the medium when so many blobs were asked for. Says how many were asked for after it was full. */
function fillAfter(blobs: number, path: string, left: number): () => number {
  let asked = 0;
  let afterwards = 0;
  let filling: Promise<void> | undefined;
  upstream.before = async ({ route, method }) => {
    if (route.kind !== 'blob' || method !== 'GET') return undefined;
    if (filling === undefined && ++asked === blobs) filling = fill(path, left);
    else if (filling !== undefined) afterwards += 1;
    await filling;
    return undefined;
  };
  return () => afterwards;
}

const histories = (directory: string): Promise<string[]> =>
  readdir(join(directory, 'working-dir', '.history')).catch(() => []);

const slowly = (): void => void Object.assign(upstream.pace, { latency: 30, perMebibyte: 60 });
const quickly = (): void => void Object.assign(upstream.pace, { latency: 0, perMebibyte: 0 });

describe.skipIf(!mayMount)('when the medium is too small (needs root, to mount a small one)', () => {
  it('is refused in words before the first byte, and nothing is left on it', async () => {
    quickly();
    const { directory, options, args, runs } = await medium('small', 48 * mebibyte);
    const before = trafficOf(upstream.registry, 'fetches');
    const refused = await sluice(args(), options);
    expect(refused.code).toBe(1);
    expect(refused.output + refused.errors).toContain('SPACE_TOO_SMALL');
    expect(refused.output + refused.errors).toMatch(/has [\d.]+ MiB free; [\d.]+ MiB are needed/);
    const fetched = since(before, trafficOf(upstream.registry, 'fetches'));
    expect([...fetched.keys()].filter((digest) => !planned.has(digest))).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
    expect(await runs()).toEqual([]);
  });
});

describe.skipIf(!mayMount)('when the medium fills up during an export (needs root, to mount one)', () => {
  let payload: number;
  let reference: Awaited<ReturnType<typeof verifiedSet>>;

  beforeAll(async () => {
    quickly();
    const directory = join(work.path, 'reference');
    const options = {
      cwd: work.path,
      variables: { ...upstream.variables, SLUICE_STATE_DIR: join(work.path, 'reference-state') },
    };
    const made = await attempt(['mirror', '-c', upstream.configuration, `file://${directory}`], options);
    payload = made.report?.bytesStored ?? 0;
    reference = await verifiedSet(directory);
  });

  /** Just enough for the content and the reserve that is asked for: a resumed run must count what is there. */
  const enough = (): number => Math.ceil(payload * 1.01 + 2 * mebibyte) + 64 * mebibyte;

  it('stops with a code, keeps history and names as they were, and goes on when there is room', async () => {
    slowly();
    const { path, directory, state, options, args, run: export_, runs } = await medium('full', enough());
    fillAfter(40, path, 3 * mebibyte);
    const filled = await export_();
    upstream.before = () => undefined;
    expect(filled.code).toBe(1);
    expect(filled.errors).toContain('ARCHIVE_DISK_FULL');
    expect(filled.errors).toContain('Free space on the medium');
    expect((await folderState(directory)).kind).toBe('none');
    expect(await histories(directory)).toEqual([]);
    expect(await runs()).toMatchObject([{ state: 'failed', summary: { error: 'ARCHIVE_DISK_FULL' } }]);
    expect((await sluice(['runs'], options)).output).toContain('failed (ARCHIVE_DISK_FULL)');

    // Without room it is refused again, before anything is fetched, and loses nothing.
    const { resume } = await exportJournal(state);
    const held = new Set(resume.entries.flatMap(({ digest }) => digest ?? []));
    expect(held.size).toBeGreaterThan(5);
    const before = trafficOf(upstream.registry, 'fetches');
    const refused = await sluice(args(), options);
    expect(refused.code).toBe(1);
    expect(refused.output + refused.errors).toMatch(/SPACE_TOO_SMALL|ARCHIVE_DISK_FULL/);
    expect((await exportJournal(state)).resume.entries).toHaveLength(resume.entries.length);

    await rm(join(path, 'holiday.mp4'));
    const total = (await freeBytes(path)) + (await partialBytes(directory));
    expect(await freeBytes(path)).toBeLessThan(payload * 1.01 + 64 * mebibyte);
    expect(total).toBeGreaterThan(payload);
    quickly();
    const ended: Attempt = await export_();
    expect(ended.errors).toBe('');
    expect(ended.report).toMatchObject({ status: 'complete', resumed: true });
    const fetched = since(before, trafficOf(upstream.registry, 'fetches'));
    const twice = [...fetched].filter(([digest]) => held.has(digest) && !planned.has(digest));
    expect(twice).toEqual([]);
    expect(contentOfSet(await verifiedSet(directory))).toEqual(contentOfSet(reference));
    expect(await histories(directory)).toHaveLength(1);
    expect(await runs()).toEqual([]);
    const kept = resume.entries.reduce((sum, { size }) => sum + size, 0);
    console.log(
      `disk full: 1 stop, 2 re-runs, ${held.size} journalled blobs (${((100 * kept) / payload).toFixed(0)} % of the ` +
        `payload) not fetched again; bytes fetched by the last start ${ended.report?.bytesRead}`,
    );
    expect((ended.report?.bytesRead ?? 0) + kept).toBe(payload);
  });

  it('stops at once: what cannot be written any more is not fetched', async () => {
    slowly();
    const { path, run: export_ } = await medium('at-once', enough());
    const askedAfterwards = fillAfter(30, path, 0);
    await export_();
    upstream.before = () => undefined;
    const blobs = reference.blobs.length - reference.manifest.images.length;
    // Those that were on their way to a request when the disk was full; 60 were still to come.
    expect(askedAfterwards()).toBeLessThan(blobs * 0.25);
  });

  it('gives the room back of what is no longer selected', async () => {
    slowly();
    const { path, directory, run: export_ } = await medium('less', enough());
    fillAfter(40, path, 2 * mebibyte);
    await export_();
    upstream.before = () => undefined;
    expect(await partialBytes(directory)).toBeGreaterThan(mebibyte);
    const config = join(work.path, 'isc-less.yaml');
    await writeFile(config, additionalOnly(upstream.content.additionalImages.slice(0, 1)));
    await rm(join(path, 'holiday.mp4'));
    quickly();
    const ended = await export_(config);
    expect(ended.report).toMatchObject({ status: 'complete' });
    const { manifest } = await verifiedSet(directory);
    expect(manifest.images.map(({ origin }) => origin)).toEqual(
      upstream.content.additionalImages.slice(0, 1),
    );
  });
});

async function partialBytes(directory: string): Promise<number> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('.partial-'));
  const { stdout } = await run('du', ['-cb', ...names.map((name) => join(directory, name))]);
  return Number(/(\d+)\s+total/.exec(stdout)?.[1] ?? 0);
}
