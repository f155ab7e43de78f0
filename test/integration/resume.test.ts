import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../core/contract/index.ts';
import type { Digest } from '../../core/reference/index.ts';
import {
  attempt,
  contentOfSet,
  folderState,
  verifiedSet,
  type Attempt,
  type Moment,
} from '../support/resume-kills.ts';
import {
  exportJournal,
  importJournal,
  since,
  startResumeTarget,
  startResumeUpstream,
  trafficOf,
  workFolder,
  type Pace,
  type ResumeTarget,
  type ResumeUpstream,
} from '../support/resume-world.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { sluice } from '../support/sluice.ts';

/** Blobs on their way at once: see core/transfer/transfer.ts. */
const workers = 12;
const wantedKills = 20;
/** How many kills follow each other before a run may end. */
const inARow = [2, 4, 1, 6, 3, 5];

const { seed, fraction } = seededRandom(process.env['RESUME_SEED']);
let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
let target: ResumeTarget;

beforeAll(async () => {
  work = await workFolder('resume');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'small');
  target = await startResumeTarget(join(work.path, 'target'));
});
afterAll(async () => {
  await target.stop();
  await upstream.stop();
  await work.remove();
});

interface Place {
  readonly directory: string;
  readonly state: string;
  readonly run: (moment?: Moment) => Promise<Attempt>;
}

const variables = (state: string): Record<string, string> => ({
  ...upstream.variables,
  SLUICE_STATE_DIR: state,
});

/** An export into a folder that holds an earlier, smaller set. */
async function exportPlace(name: string): Promise<Place> {
  const directory = await work.copy('earlier', join(name, 'disk'));
  const state = join(work.path, name, 'state');
  const args = ['mirror', '-c', upstream.configuration, `file://${directory}`];
  const options = { cwd: work.path, variables: variables(state) };
  return { directory, state, run: (moment) => attempt(args, options, moment) };
}

function importPlace(name: string, from: string): Place {
  const state = join(work.path, name, 'state');
  const workspace = join(work.path, name, 'workspace');
  const args = ['mirror', '-c', upstream.configuration, '--from', `file://${from}`];
  const options = {
    cwd: work.path,
    variables: { ...variables(state), CONTAINERS_REGISTRIES_CONF: target.conf },
  };
  const whole = [...args, '--workspace', `file://${workspace}`, `docker://${target.host}`];
  return { directory: workspace, state, run: (moment) => attempt(whole, options, moment) };
}

/** A random moment: anywhere in the process, or in the part of it that moves content. */
function randomMoment(whole: Attempt, share: number): Moment {
  const anywhere = fraction() < 0.3;
  const after = anywhere ? 'start' : 'transfer';
  return { after, milliseconds: fraction() * (whole.lasted[after] ?? 1000) * share };
}

/** A request that was waiting when its process was killed is still counted when its wait is over. */
const settled = ({ latency }: Pace): Promise<void> => sleep(latency + 50);

const runId = (events: readonly RunEvent[]): string | undefined =>
  events.find((event) => event.type === 'run')?.id;

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
const sizeOf = (digest: Digest): number => upstream.content.blobs.get(digest)?.size ?? 0;

describe('when an export is killed again and again', () => {
  let reference: Awaited<ReturnType<typeof verifiedSet>>;
  let whole: Attempt;
  /** Read to find out what the releases consist of: once in each start, whatever is journalled. */
  let planned: ReadonlySet<Digest>;
  let payload: number;

  beforeAll(async () => {
    const earlier = join(work.path, 'earlier');
    const state = join(work.path, 'state-earlier');
    const options = { cwd: work.path, variables: variables(state) };
    const first = await attempt(['mirror', '-c', upstream.smallConfiguration, `file://${earlier}`], options);
    expect(first.report?.status).toBe('complete');
    upstream.registry.resetCounters();
    await sluice(['plan', '-c', upstream.configuration, `file://${join(work.path, 'none')}`], options);
    planned = new Set(trafficOf(upstream.registry, 'fetches').keys());
    Object.assign(upstream.pace, { latency: 40, perMebibyte: 80 });
    const place = await exportPlace('reference');
    whole = await place.run();
    expect(whole.report?.status).toBe('complete');
    reference = await verifiedSet(place.directory);
    payload = whole.report?.bytesStored ?? 0;
  });

  it('goes on with what was journalled, and ends in the same set', async () => {
    const figures = { kills: 0, starts: 0, rounds: 0, twice: 0, planning: 0, most: 0 };
    for (let round = 0; figures.kills < wantedKills; round++) {
      const place = await exportPlace(`export-${round}`);
      const earlierId = (await folderState(place.directory)) as { manifest: { setId: string } };
      upstream.registry.resetCounters();
      const starts = figures.starts;
      const ids = new Set<string>();
      let setId: string | undefined;
      let ended: Attempt | 'over' | undefined;
      for (let left = inARow[round % inARow.length] ?? 1; ended === undefined; left--) {
        const before = trafficOf(upstream.registry, 'fetches');
        const known = await exportJournal(place.state);
        const held = new Set(known.resume.entries.flatMap(({ digest }) => digest ?? []));
        const share = 1 - (sum([...held].map(sizeOf)) / payload) * 0.8;
        const tried = await place.run(left > 0 ? randomMoment(whole, share) : undefined);
        figures.starts++;
        await settled(upstream.pace);
        const id = runId(tried.events);
        if (id !== undefined) ids.add(id);
        const fetched = since(before, trafficOf(upstream.registry, 'fetches'));
        for (const [digest, count] of fetched) {
          const allowed = (planned.has(digest) ? 1 : 0) + (held.has(digest) ? 0 : 1);
          expect(count, `fetches of ${digest}, seed ${seed}, round ${round}`).toBeLessThanOrEqual(allowed);
        }
        if (tried.signal !== 'SIGKILL') {
          ended = tried;
          break;
        }
        figures.kills++;
        const after = await exportJournal(place.state);
        const reached = await folderState(place.directory);
        // Killed between the end of its work and its last breath: the run is recorded, its journal is gone.
        if (
          reached.kind === 'set' &&
          reached.manifest.setId !== earlierId.manifest.setId &&
          after.setId === undefined
        ) {
          ended = 'over';
          break;
        }
        // The set id of the first start is the set id of them all.
        setId ??= after.setId;
        expect(after.setId).toBe(setId);
        const journalled = new Set(after.resume.entries.flatMap(({ digest }) => digest ?? []));
        const flying = [...fetched.keys()].filter(
          (digest) => !journalled.has(digest) && !planned.has(digest),
        );
        expect(flying.length, `in flight, seed ${seed}, round ${round}`).toBeLessThanOrEqual(workers);
        figures.most = Math.max(figures.most, flying.length);
        const found = await folderState(place.directory);
        if (found.kind === 'set') {
          expect([earlierId.manifest.setId, after.setId]).toContain(found.manifest.setId);
        } else expect(found.kind).toBe('committing');
      }
      if (ended !== 'over') {
        expect(ended.errors).toBe('');
        expect(ended.code, `seed ${seed}, round ${round}`).toBe(0);
      }
      const result = await verifiedSet(place.directory);
      if (setId !== undefined) expect(result.manifest.setId).toBe(setId);
      expect(contentOfSet(result)).toEqual(contentOfSet(reference));
      expect(ids.size).toBeLessThanOrEqual(1);
      for (const [digest, { bytesRead }] of upstream.registry.counters().blobs) {
        const plans = planned.has(digest) ? figures.starts - starts : 0;
        figures.planning += Math.max(0, plans - 1) * sizeOf(digest);
        if (plans === 0) figures.twice += Math.max(0, bytesRead - sizeOf(digest));
      }
      figures.rounds++;
    }
    console.log(
      `export, seed ${seed}: ${figures.kills} kills, ${figures.starts - figures.rounds} re-runs, ` +
        `${figures.twice} bytes fetched twice (${percent(figures.twice / figures.kills, payload)} of the payload a kill), ` +
        `${figures.planning} by planning again, at most ${figures.most} blobs in flight`,
    );
    const largest = [...upstream.content.blobs.values()].map(({ size }) => size).sort((a, b) => b - a);
    expect(figures.twice).toBeLessThanOrEqual(figures.kills * sum(largest.slice(0, workers)));
  });
});

describe('when an import is killed again and again', () => {
  let from: string;
  let expected: string[];
  let whole: Attempt;
  let payload: number;

  beforeAll(async () => {
    from = join(work.path, 'import-set');
    Object.assign(upstream.pace, { latency: 0, perMebibyte: 0 });
    const options = { cwd: work.path, variables: variables(join(work.path, 'state-import')) };
    const made = await attempt(['mirror', '-c', upstream.configuration, `file://${from}`], options);
    expect(made.report?.status).toBe('complete');
    Object.assign(target.pace, { latency: 40, perMebibyte: 80 });
    whole = await importPlace('import-reference', from).run();
    expect(whole.report?.status).toBe('complete');
    expected = target.content();
    payload = target.received();
  });

  it('goes on with what the registry has, and ends in the same content', async () => {
    const figures = { kills: 0, starts: 0, rounds: 0, twice: 0, asked: 0 };
    for (let round = 0; figures.kills < wantedKills; round++) {
      target.replace();
      const place = importPlace(`import-${round}`, from);
      let ended: Attempt | undefined;
      for (let left = inARow[round % inARow.length] ?? 1; ended === undefined; left--) {
        const known = new Set(
          (await importJournal(place.state)).map(({ digest, repository }) => `${repository} ${digest}`),
        );
        const stored = target.registry().counters().bytesWritten;
        const seen = target.registry().log().length;
        const share = 1 - (stored / payload) * 0.8;
        const tried = await place.run(left > 0 ? randomMoment(whole, share) : undefined);
        figures.starts++;
        await settled(target.pace);
        const asked = questions(target.registry().log().slice(seen)).filter((key) => known.has(key));
        const repositories = new Set([...known].map((key) => key.split(' ')[0]));
        expect(asked.length, `questions, seed ${seed}`).toBeLessThanOrEqual(repositories.size);
        figures.asked += asked.length;
        if (tried.signal !== 'SIGKILL') {
          ended = tried;
          break;
        }
        figures.kills++;
      }
      expect(ended.errors).toBe('');
      expect(ended.code, `seed ${seed}, round ${round}`).toBe(0);
      expect(target.content()).toEqual(expected);
      for (const [digest, { uploads }] of target.registry().counters().blobs) {
        expect(uploads, `uploads of ${digest}, seed ${seed}`).toBeLessThanOrEqual(1);
      }
      figures.twice += target.received() - payload;
      figures.rounds++;
    }
    console.log(
      `import, seed ${seed}: ${figures.kills} kills, ${figures.starts - figures.rounds} re-runs, ` +
        `${figures.twice} bytes pushed twice (${percent(figures.twice / figures.kills, payload)} of the payload a kill), ` +
        `${figures.asked} questions about journalled blobs`,
    );
    const largest = [...upstream.content.blobs.values()].map(({ size }) => size).sort((a, b) => b - a);
    expect(figures.twice).toBeLessThanOrEqual(figures.kills * sum(largest.slice(0, workers)));
  });
});

/** HEAD requests for blobs, and uploads begun, as `repository digest`. */
function questions(log: readonly { readonly method: string; readonly path: string }[]): string[] {
  return log.flatMap(({ method, path }) => {
    const asked = /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/.exec(path);
    return method === 'HEAD' && asked !== null ? [`${asked[1]} ${asked[2]}`] : [];
  });
}
