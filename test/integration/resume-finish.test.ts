import { cp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SluiceError } from '../../core/contract/index.ts';
import { readHistory } from '../../core/ledger/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { faultyFileSystem, type Fault } from '../support/faulty-file-system.ts';
import { buryLocks, mirrorHere, runsHere, type HostWorld } from '../support/host-world.ts';
import { folderState, verifiedSet } from '../support/resume-kills.ts';
import {
  additionalOnly,
  exportJournal,
  startResumeUpstream,
  trafficOf,
  since,
  workFolder,
  type ResumeUpstream,
} from '../support/resume-world.ts';
import { seededRandom } from '../support/seeded-random.ts';

// Every second call, the odd or the even ones by chance; RESUME_ALL=1 strikes each.
const { seed, fraction } = seededRandom(process.env['RESUME_SEED']);
const step = process.env['RESUME_ALL'] === undefined ? 2 : 1;
const firstCall = step === 1 || fraction() < 0.5 ? 1 : 2;

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
/** Two images; the earlier set has the first of them. */
let config: string;
let earlierId: string;

const worldOf = (name: string): HostWorld => ({
  variables: upstream.variables,
  state: join(work.path, name, 'state'),
  home: work.path,
});

beforeAll(async () => {
  work = await workFolder('finish');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'tiny');
  config = join(work.path, 'isc-two.yaml');
  await writeFile(config, additionalOnly(upstream.content.additionalImages.slice(0, 2)));
  const { report } = await mirrorHere(worldOf('earlier'), {
    config: upstream.smallConfiguration,
    destination: `file://${join(work.path, 'earlier', 'disk')}`,
  });
  earlierId = report.set?.id ?? '';
});
afterAll(async () => {
  await upstream.stop();
  await work.remove();
});

interface Struck {
  readonly world: HostWorld;
  readonly directory: string;
  readonly error: unknown;
  readonly struck: boolean;
  /** Changing calls from the beginning of the last phase on. */
  readonly calls: readonly string[];
}

/** Exports onto a copy of the earlier set, with a fault in the file system while the set is finished. */
async function strike(
  name: string,
  fault?: Omit<Fault, 'armed'>,
  more: Record<string, unknown> = {},
): Promise<Struck> {
  const directory = join(work.path, name, 'disk');
  await cp(join(work.path, 'earlier', 'disk'), directory, { recursive: true });
  const world = worldOf(name);
  let finishing = 0;
  let armed = false;
  const faulty = faultyFileSystem({ at: 0, kind: 'fail', ...fault, armed: () => armed });
  const error: unknown = await mirrorHere(world, {
    config,
    destination: `file://${directory}`,
    fs: faulty.fs,
    more,
    onEvent: (event) => {
      if (event.type !== 'phase' || event.phase !== 'finish' || event.state !== 'start') return;
      armed = true;
      finishing = faulty.calls.length;
    },
  }).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  await buryLocks(world, directory);
  return { world, directory, error, struck: faulty.struck, calls: faulty.calls.slice(finishing) };
}

const newestHistory = async (directory: string): Promise<number> => {
  const folder = join(directory, 'working-dir', '.history');
  return (await readHistory(systemFileSystem, folder, { now: new Date() })).digests.size;
};

/** The same command again, by a process that nothing is wrong with. Answers how many blobs were fetched. */
async function again({ world, directory }: Struck, more: Record<string, unknown> = {}) {
  const before = trafficOf(upstream.registry, 'fetches');
  const { report } = await mirrorHere(world, { config, destination: `file://${directory}`, more });
  return { report, fetched: since(before, trafficOf(upstream.registry, 'fetches')) };
}

describe('when a run is killed while its set is sealed, put in place and recorded', () => {
  it('leaves the earlier set or the new one, and the next start ends it without fetching anything', async () => {
    const { calls } = await strike('measured');
    const whole = { digests: await newestHistory(join(work.path, 'measured', 'disk')) };
    const outcomes = new Map<string, number>();
    for (let at = firstCall; at <= calls.length; at += step) {
      const label = `killed at ${at}: ${calls[at - 1]}`;
      const struck = await strike(`kill-${at}`, { at, kind: 'kill', torn: true });
      expect(struck.struck, label).toBe(true);
      // The record of the run is the last word: behind it the same command begins a new one.
      if ((await runsHere(struck.world))[0]?.record.state === 'complete') break;
      const found = await folderState(struck.directory);
      outcomes.set(found.kind, (outcomes.get(found.kind) ?? 0) + 1);
      if (found.kind === 'set' && found.manifest.setId === earlierId) {
        expect((await readableSet(struck.directory)).setId, label).toBe(earlierId);
      }
      const { report, fetched } = await again(struck);
      expect(report, label).toMatchObject({ status: 'complete', exitCode: 0 });
      expect([...fetched.keys()], label).toEqual([]);
      const set = await verifiedSet(struck.directory);
      expect(set.manifest, label).toMatchObject({
        setId: report.set?.id,
        generation: 2,
        parent: { setId: earlierId, generation: 1 },
        complete: 'complete',
      });
      const kept = await verifiedSet(join(struck.directory, 'generation-000001'));
      expect(kept.manifest.setId, label).toBe(earlierId);
      expect(await newestHistory(struck.directory), label).toBe(whole.digests);
      expect((await readdir(struck.directory)).filter((name) => /partial|staged|commit/.test(name))).toEqual(
        [],
      );
      const runs = await runsHere(struck.world);
      expect(
        runs.map(({ record }) => record.state),
        label,
      ).toEqual(['complete']);
    }
    console.log(
      `finish, seed ${seed}: killed at each ${step}. of ${calls.length} calls: ${JSON.stringify([...outcomes])}; 0 bytes fetched twice`,
    );
    expect(outcomes.get('committing')).toBeGreaterThan(0);
  });

  it('counts the set once for its named target', async () => {
    const target = { target: 'enclave-b' };
    const { calls } = await strike('measured-target', undefined, target);
    const recorded = calls.findIndex((call) => call.startsWith('rename .target.json'));
    const history = calls.findLastIndex(
      (call) => call.startsWith('rename .history') || /rename \.\.history/.test(call),
    );
    for (const at of [recorded, recorded + 1, recorded + 2, history + 1, history + 2]) {
      const struck = await strike(`target-${at}`, { at: at + 1, kind: 'kill' }, target);
      const { report } = await again(struck, target);
      expect(report.status).toBe('complete');
      const file = join(struck.world.state, 'targets', 'enclave-b', 'target.json');
      const { exports } = JSON.parse(await readFile(file, 'utf8')) as { exports: { setId: string }[] };
      expect(
        exports.map(({ setId }) => setId),
        calls[at],
      ).toEqual([report.set?.id]);
    }
  });
});

/** The earlier set beside the beginning of the next one: a warning says so, nothing else is wrong. */
async function readableSet(directory: string): Promise<{ readonly setId: string }> {
  const found = await folderState(directory);
  if (found.kind !== 'set') throw new Error(`no set in ${directory}`);
  return found.manifest;
}

describe('when the medium is full while a set is sealed and put in place', () => {
  it('says so with a code, leaves the earlier set, and ends the run when there is room', async () => {
    const { calls } = await strike('measured-full');
    const codes = new Map<string, number>();
    for (let at = firstCall; at <= calls.length; at += step) {
      const call = calls[at - 1] ?? '';
      if (!/^(?:write|open|mkdir|rename)/.test(call) || calls.indexOf(call) !== at - 1) continue;
      const struck = await strike(`full-${at}`, { at, kind: 'fail', code: 'ENOSPC', torn: true });
      const label = `full at ${at}: ${call}`;
      const code = struck.error instanceof SluiceError ? struck.error.code : String(struck.error);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      expect(['ARCHIVE_DISK_FULL', 'LEDGER_WRITE_FAILED', 'undefined'], label).toContain(code);
      const found = await folderState(struck.directory);
      if (code === 'ARCHIVE_DISK_FULL') {
        if (found.kind === 'set') expect(found.manifest.setId, label).toBe(earlierId);
        else expect(found.kind, label).toBe('committing');
        const [listed] = await runsHere(struck.world);
        expect(listed?.record, label).toMatchObject({ state: 'failed', summary: { error: code } });
      }
      const { report, fetched } = await again(struck);
      expect(report.status, label).toBe('complete');
      expect([...fetched.keys()], label).toEqual([]);
      await verifiedSet(struck.directory);
    }
    console.log(
      `finish, seed ${seed}: medium full at each ${step}. write: ${JSON.stringify([...codes])}; 0 bytes fetched twice`,
    );
  });
});

describe('when a medium lost the end of what was written, as after a power cut', () => {
  /** Exports until so many blobs were asked for, then stops. */
  async function stopAfter(world: HostWorld, directory: string, blobs: number): Promise<void> {
    const stop = new AbortController();
    let asked = 0;
    upstream.before = ({ route, method }) => {
      if (route.kind === 'blob' && method === 'GET' && ++asked === blobs) stop.abort(new Error('stop'));
      return undefined;
    };
    const { report } = await mirrorHere(world, {
      config: upstream.configuration,
      destination: `file://${directory}`,
      signal: stop.signal,
    });
    upstream.before = () => undefined;
    expect(report.status).toBe('interrupted');
  }

  it('fetches what was lost once more, and what later starts wrote in its place never', async () => {
    const world = worldOf('lost');
    const directory = join(work.path, 'lost', 'disk');
    await stopAfter(world, directory, 30);
    const partial = join(directory, '.partial-000001');
    await truncate(partial, Math.floor((await stat(partial)).size / 2));
    await stopAfter(world, directory, 20);
    const journalled = async (): Promise<Set<string>> =>
      new Set((await exportJournal(world.state)).resume.entries.flatMap(({ digest }) => digest ?? []));
    const held = await journalled();
    const before = trafficOf(upstream.registry, 'fetches');
    await stopAfter(world, directory, 10);
    const ended = await mirrorHere(world, {
      config: upstream.configuration,
      destination: `file://${directory}`,
    });
    expect(ended.report).toMatchObject({ status: 'complete', resumed: true });
    const fetched = since(before, trafficOf(upstream.registry, 'fetches'));
    // Two starts read the layers that say what a release consists of, and nothing else that was journalled.
    const releases = upstream.content.releases.length;
    expect([...fetched.keys()].filter((digest) => held.has(digest)).length).toBeLessThanOrEqual(releases);
    await verifiedSet(directory);
  });

  it('gives another set its own id when everything of the run is gone', async () => {
    const world = worldOf('gone');
    const directory = join(work.path, 'gone', 'disk');
    await stopAfter(world, directory, 30);
    const { setId } = await exportJournal(world.state);
    await truncate(join(directory, '.partial-000001'), 0);
    const { report } = await mirrorHere(world, {
      config: upstream.configuration,
      destination: `file://${directory}`,
    });
    expect(report.status).toBe('complete');
    expect(report.set?.id).not.toBe(setId);
    await verifiedSet(directory);
  });
});
