import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listContent, startDockerRegistry, type DockerRegistry } from '../support/docker-registry.ts';
import { attempt, type Attempt, type Moment } from '../support/resume-kills.ts';
import {
  importJournal,
  startResumeTarget,
  startResumeUpstream,
  workFolder,
  type ResumeTarget,
  type ResumeUpstream,
} from '../support/resume-world.ts';

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
let target: ResumeTarget;
let registry: DockerRegistry;
let from: string;

beforeAll(async () => {
  work = await workFolder('registry');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'tiny');
  target = await startResumeTarget(join(work.path, 'target'));
  registry = await startDockerRegistry(join(work.path, 'docker'));
  from = join(work.path, 'set');
  const variables = { ...upstream.variables, SLUICE_STATE_DIR: join(work.path, 'state-set') };
  const made = await attempt(['mirror', '-c', upstream.configuration, `file://${from}`], {
    cwd: work.path,
    variables,
  });
  expect(made.report?.status).toBe('complete');
});
afterAll(async () => {
  await registry.stop();
  await target.stop();
  await upstream.stop();
  await work.remove();
});

function importer(name: string, host: string) {
  const state = join(work.path, `${name}-state`);
  const workspace = join(work.path, `${name}-workspace`);
  const variables = {
    ...upstream.variables,
    SLUICE_STATE_DIR: state,
    CONTAINERS_REGISTRIES_CONF: target.conf,
  };
  const args = ['mirror', '-c', upstream.configuration, '--from', `file://${from}`];
  const whole = [
    ...args,
    '--workspace',
    `file://${workspace}`,
    '--dest-tls-verify=false',
    `docker://${host}`,
  ];
  return {
    state,
    run: (moment?: Moment, strike?: Parameters<typeof attempt>[3]): Promise<Attempt> =>
      attempt(whole, { cwd: work.path, variables }, moment, strike),
  };
}

/** An import into `host` that is killed as soon as enough is journalled to lose. */
async function interrupted(name: string, host: string): Promise<ReturnType<typeof importer>> {
  const importing = importer(name, host);
  const tried = await importing.run({ after: 'transfer', milliseconds: 0 }, async (child) => {
    while ((await importJournal(importing.state)).length <= 10) await sleep(2);
    child.kill('SIGKILL');
  });
  expect(tried.signal).toBe('SIGKILL');
  return importing;
}

describe('when an import goes on', () => {
  it('asks the registry nothing about journalled blobs but one question for each repository', async () => {
    Object.assign(target.pace, { latency: 60 });
    const importing = await interrupted('questions', target.host);
    await sleep(150);
    const known = new Set(
      (await importJournal(importing.state)).map(({ repository, digest }) => `${repository} ${digest}`),
    );
    const seen = target.registry().log().length;
    const ended = await importing.run();
    expect(ended.report).toMatchObject({ status: 'complete', resumed: true });
    const asked = target
      .registry()
      .log()
      .slice(seen)
      .flatMap(({ path }) => {
        const match = /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/.exec(path);
        return match === null ? [] : [`${match[1]} ${match[2]}`];
      });
    const repeated = asked.filter((key) => known.has(key));
    const repositories = new Set([...known].map((key) => key.split(' ')[0]));
    expect(repeated.length).toBeLessThanOrEqual(repositories.size);
    console.log(
      `import journal: ${known.size} journalled blobs saved ${known.size - repeated.length} questions, ` +
        `${repeated.length} asked, one for each of ${repositories.size} repositories at most`,
    );
  });
});

describe('when a registry lost its content between two runs', () => {
  it('fills a registry that was emptied, and believes nothing that the journal says of it', async () => {
    target.replace();
    Object.assign(target.pace, { latency: 0 });
    expect((await importer('reference', target.host).run()).report?.status).toBe('complete');
    const expected = target.content();
    target.replace();
    Object.assign(target.pace, { latency: 60 });
    const importing = await interrupted('emptied', target.host);
    target.replace();
    Object.assign(target.pace, { latency: 0 });
    const ended = await importing.run();
    expect(ended.report).toMatchObject({ status: 'complete', resumed: true, failures: [] });
    expect(target.content()).toEqual(expected);
  });

  it('heals docker-registry whose storage was wiped, and one that lost some blobs', async () => {
    const expected = await wholeContent();
    const importing = await interrupted('docker', registry.host);
    await wipe();
    expect((await importing.run()).report).toMatchObject({ status: 'complete', resumed: true });
    expect(await listContent(registry.host)).toEqual(expected);
    await expectEveryBlob();

    await wipe();
    const other = await interrupted('docker-some', registry.host);
    const lost = (await importJournal(other.state)).filter((_, index) => index % 2 === 0);
    for (const { digest } of lost) await rm(blobFolder(digest), { recursive: true, force: true });
    const ended = await other.run();
    expect(ended.report).toMatchObject({ status: 'complete', resumed: true, failures: [] });
    expect(await listContent(registry.host)).toEqual(expected);
    await expectEveryBlob();
    console.log(
      `registry: ${lost.length} journalled blobs taken away behind the journal's back, all restored`,
    );
  });
});

/** An upload that was cut off may still be written when its client is gone. */
const wipe = (): Promise<void> =>
  rm(join(registry.storage, 'docker'), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });

const blobFolder = (digest: string): string =>
  join(registry.storage, 'docker/registry/v2/blobs/sha256', digest.slice(7, 9), digest.slice(7));

async function wholeContent(): Promise<string[]> {
  expect((await importer('docker-reference', registry.host).run()).report?.status).toBe('complete');
  const content = await listContent(registry.host);
  await wipe();
  return content;
}

/** Every layer link of every repository has its content. */
async function expectEveryBlob(): Promise<void> {
  const root = join(registry.storage, 'docker/registry/v2/repositories');
  const links = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('/link'));
  expect(links.length).toBeGreaterThan(50);
  for (const link of links) {
    const digest = (await readFile(join(root, link), 'utf8')).trim();
    expect(await readdir(blobFolder(digest)), link).toEqual(['data']);
  }
}
