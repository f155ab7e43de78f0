import { hostname } from 'node:os';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/ledger/index.ts';
import { attempt, folderState, verifiedSet, type Attempt, type Moment } from '../support/resume-kills.ts';
import {
  additionalOnly,
  exportJournal,
  since,
  startResumeTarget,
  startResumeUpstream,
  trafficOf,
  workFolder,
  type ResumeTarget,
  type ResumeUpstream,
} from '../support/resume-world.ts';
import { sluice, type SluiceOutcome } from '../support/sluice.ts';

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
let target: ResumeTarget;

beforeAll(async () => {
  work = await workFolder('stop');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'tiny');
  target = await startResumeTarget(join(work.path, 'target'));
});
afterAll(async () => {
  await target.stop();
  await upstream.stop();
  await work.remove();
});

/** A place of its own for each test: folder, state, the command. */
function place(name: string, config = upstream.configuration) {
  const directory = join(work.path, name);
  const options = {
    cwd: work.path,
    variables: { ...upstream.variables, SLUICE_STATE_DIR: join(work.path, `${name}-state`) },
  };
  const args = ['mirror', '-c', config, `file://${directory}`];
  return {
    directory,
    state: options.variables.SLUICE_STATE_DIR,
    args,
    options,
    run: (moment?: Moment, strike?: Parameters<typeof attempt>[3]): Promise<Attempt> =>
      attempt(args, options, moment, strike),
    runs: async (): Promise<RunRecord[]> =>
      JSON.parse((await sluice(['runs', '--json'], options)).output) as RunRecord[],
    listed: async (): Promise<string> => (await sluice(['runs'], options)).output,
  };
}

const slowly = (): void => void Object.assign(upstream.pace, { latency: 150, perMebibyte: 0 });
const quickly = (): void => void Object.assign(upstream.pace, { latency: 0, perMebibyte: 0 });
const inTransfer: Moment = { after: 'transfer', milliseconds: 400 };

describe('when the operator stops an export', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: it ends soon with 130, is listed as interrupted, and the same command goes on',
    async (signal) => {
      slowly();
      const { directory, state, args, run, runs, listed } = place(`stopped-${signal}`);
      let asked = 0;
      const stopped = await run(inTransfer, (child) => {
        asked = performance.now();
        child.kill(signal);
      });
      expect(performance.now() - asked).toBeLessThan(5000);
      expect(stopped).toMatchObject({ code: 130, signal: null, report: { status: 'interrupted' } });
      const [record] = await runs();
      expect(record).toMatchObject({ state: 'interrupted', command: ['sluice', ...args, '--json'] });
      expect(await listed()).toContain('goes on when its command is run again.');
      const held = new Set((await exportJournal(state)).resume.entries.flatMap(({ digest }) => digest ?? []));
      expect(held.size).toBeGreaterThan(0);
      quickly();
      const before = trafficOf(upstream.registry, 'fetches');
      const ended = await run();
      expect(ended).toMatchObject({
        code: 0,
        report: { status: 'complete', resumed: true, runId: record?.id },
      });
      const fetched = since(before, trafficOf(upstream.registry, 'fetches'));
      expect(
        [...fetched.keys()].filter((digest) => held.has(digest) && (fetched.get(digest) ?? 0) > 1),
      ).toEqual([]);
      expect((await verifiedSet(directory)).manifest.complete).toBe('complete');
      expect(await runs()).toEqual([]);
    },
  );

  it('ends at once when it is asked a second time', async () => {
    slowly();
    const { run, runs } = place('asked-twice');
    const stopped = await run(inTransfer, (child) => {
      child.kill('SIGINT');
      child.kill('SIGTERM');
    });
    expect(stopped).toMatchObject({ code: 130, signal: null });
    expect(await runs()).toMatchObject([{ state: 'interrupted' }]);
  });

  it('ends with 130 while it plans, and leaves no run and nothing of an archive', async () => {
    quickly();
    const { directory, run, runs } = place('stopped-planning');
    upstream.before = async ({ route }) => {
      if (route.kind === 'manifest') await sleep(400);
      return undefined;
    };
    const stopped = await run({ after: 'resolve', milliseconds: 100 }, (child) => void child.kill('SIGINT'));
    upstream.before = () => undefined;
    expect(stopped).toMatchObject({ code: 130, signal: null });
    expect(stopped.errors.toLowerCase()).toContain('interrupted');
    expect(await runs()).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('stops an import as well', async () => {
    quickly();
    const made = place('import-source');
    expect((await made.run()).code).toBe(0);
    Object.assign(target.pace, { latency: 150, perMebibyte: 0 });
    const { options, runs } = place('import-stopped');
    const args = ['mirror', '-c', upstream.configuration, '--from', `file://${made.directory}`];
    const whole = [...args, '--workspace', `file://${work.path}/ws`, `docker://${target.host}`];
    const into = { ...options, variables: { ...options.variables, CONTAINERS_REGISTRIES_CONF: target.conf } };
    const stopped = await attempt(whole, into, inTransfer, (child) => void child.kill('SIGINT'));
    expect(stopped).toMatchObject({ code: 130, report: { status: 'interrupted' } });
    expect(await runs()).toMatchObject([{ state: 'interrupted', kind: 'import' }]);
    // A second process on the same registry has to wait; the first one is named.
    const first = attempt(whole, into, { after: 'transfer', milliseconds: 1 }, async (child) => {
      expectLocked(await sluice(whole, into), child.pid);
      Object.assign(target.pace, { latency: 0 });
    });
    expect(await first).toMatchObject({ code: 0, report: { status: 'complete', resumed: true } });
    expect(await runs()).toEqual([]);
  });
});

function expectLocked(second: SluiceOutcome, pid: number | undefined): void {
  expect(second.code).toBe(1);
  expect(second.errors).toContain('LEDGER_LOCKED');
  expect(second.errors).toContain(`process ${pid} on ${hostname()}`);
}

describe('when two processes export into the same folder', () => {
  it('lets one work; the other says at once who is at work, and has asked for nothing', async () => {
    // The first is still at work when the other has started, also on a busy machine.
    Object.assign(upstream.pace, { latency: 2000, perMebibyte: 0 });
    const { args, options, run, runs, directory } = place('contended');
    let second: SluiceOutcome | undefined;
    let pid: number | undefined;
    let asked = 0;
    const first = await run({ after: 'collect', milliseconds: 1 }, async (child) => {
      pid = child.pid;
      const before = performance.now();
      second = await sluice(args, {
        ...options,
        // Another user's state directory does not make it another folder.
        variables: { ...options.variables, SLUICE_STATE_DIR: join(work.path, 'other-state') },
      });
      asked = performance.now() - before;
      quickly();
    });
    if (second === undefined) throw new Error('the second process did not end first');
    expectLocked(second, pid);
    expect(second.output).not.toContain('Moving content');
    expect(asked).toBeLessThan(15_000);
    expect(first).toMatchObject({ code: 0, report: { status: 'complete' } });
    expect((await folderState(directory)).kind).toBe('set');
    expect(await runs()).toEqual([]);
  });
});

describe('when something that was asked for is missing', () => {
  it('keeps the run listed as incomplete, and asks for it anew with the next start', async () => {
    quickly();
    const [good = '', bad = ''] = upstream.content.additionalImages;
    const config = join(work.path, 'isc-missing.yaml');
    await writeFile(config, additionalOnly([good, bad]));
    const { directory, run, runs, listed } = place('incomplete', config);
    const layers = (path: string): boolean =>
      path.includes('/blobs/') && path.includes(`/${repositoryOf(bad)}/`);
    upstream.before = ({ path }) =>
      layers(path)
        ? { kind: 'respond', status: 404, body: '{"errors":[{"code":"BLOB_UNKNOWN"}]}' }
        : undefined;
    const first = await run();
    upstream.before = () => undefined;
    expect(first.report).toMatchObject({ status: 'incomplete', exitCode: 8, set: { generation: 1 } });
    expect(await runs()).toMatchObject([{ state: 'incomplete', summary: { missing: 1 } }]);
    expect(await listed()).toContain('An incomplete run is over');

    const second = await run();
    expect(second.report).toMatchObject({
      status: 'complete',
      exitCode: 0,
      resumed: false,
      set: { generation: 2 },
    });
    expect(second.report?.runId).not.toBe(first.report?.runId);
    expect(second.report?.set?.id).not.toBe(first.report?.set?.id);
    const set = await verifiedSet(directory);
    expect(set.manifest.parent?.setId).toBe(first.report?.set?.id);
    expect(await runs()).toEqual([]);
    const { output } = await sluice(['runs', '--all', '--json'], place('incomplete').options);
    expect((JSON.parse(output) as RunRecord[]).map(({ state }) => state)).toEqual(['complete', 'incomplete']);
  });

  it('stops at a damaged journal instead of passing over it, and goes on when it is whole again', async () => {
    slowly();
    const { directory, run, runs, listed } = place('damaged');
    const interrupted = await run(inTransfer, (child) => void child.kill('SIGINT'));
    expect(interrupted.code).toBe(130);
    const [record] = await runs();
    const journal = join(work.path, 'damaged-state', 'runs', record?.id ?? '', 'journal.jsonl');
    const lines = (await readFile(journal, 'utf8')).split('\n');
    await writeFile(journal, ['broken', ...lines.slice(1)].join('\n'));
    const failed = await run();
    expect(failed.code).toBe(1);
    expect(failed.errors).toContain('LEDGER_JOURNAL_DAMAGED');
    await writeFile(journal, lines.join('\n'));
    quickly();
    expect((await run()).report).toMatchObject({ status: 'complete', resumed: true, runId: record?.id });
    expect((await folderState(directory)).kind).toBe('set');
    expect(await listed()).toContain('No unfinished runs.');
  });
});

function repositoryOf(reference: string): string {
  return reference.replace(/^[^/]+\//, '').replace(/[:@].*$/, '');
}
