import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commands,
  describeCode,
  startChecks,
  type Check,
  type CommandInput,
  type ErrorCode,
} from '../../../core/contract/index.ts';
import { mirror } from '../../../core/host/index.ts';
import { toMirrorRequest, writeRequestFiles } from '../../../core/host/run-request/to-mirror-request.ts';
import { acquireLock } from '../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { planWorld, practiceYaml, releases, type PlanWorld } from '../../support/plan-world.ts';

type Request = CommandInput<'preflight.run'>['request'];

let world: PlanWorld;
beforeEach(async () => {
  world = await planWorld();
});
afterEach(() => world.close());

const common = { options: {}, afterwards: { verify: false, eject: false } };

async function exportOf(lines: readonly string[], more: Partial<Request> = {}): Promise<Request> {
  return {
    ...common,
    flow: 'export',
    site: 'connected',
    yaml: practiceYaml(lines),
    source: { kind: 'upstream' },
    destination: { kind: 'archive', folder: await world.folder('disk', 'archive-out') },
    ...more,
  };
}

async function importOf(
  lines: readonly string[],
  site: 'enterprise' | 'enclave' = 'enterprise',
): Promise<Request> {
  return {
    ...common,
    flow: `${site}-import`,
    site,
    yaml: practiceYaml(lines),
    source: { kind: 'archive', folder: await world.folder('disk', 'archive-in') },
    destination: { kind: 'registry', place: { host: world.practice.hosts[site], namespace: '' } },
  };
}

/** Does what was asked, as a job would. */
async function run(request: Request, target?: string): Promise<void> {
  const { request: checked } = commands['preflight.run'].input.parse({ request });
  const files = await writeRequestFiles(world.desk.services, join(world.directory, 'job'), checked);
  const engine = await toMirrorRequest(world.desk, checked, { ...files, ...(target && { target }) });
  const report = await mirror(engine.services, engine.request, {
    observer: () => undefined,
    signal: new AbortController().signal,
    command: ['sluice', 'mirror'],
  });
  expect(report.status).toBe('complete');
}

const check = async (request: Request): Promise<readonly Check[]> => {
  const { checks } = await world.call('preflight.run', { request });
  for (const { id } of checks) expect(startChecks).toContain(id);
  return checks;
};
const brief = (checks: readonly Check[]): readonly string[] =>
  checks.map(({ id, state, message }) => `${id} ${state} ${message?.code ?? ''}`);

describe('the checks before an export', () => {
  it('say all that is in order, with numbers', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.1'));
    const { checks, plan } = await world.call('preflight.run', { request });
    expect(brief(checks)).toEqual([
      'configuration passed CHECK_CONFIGURATION',
      'content passed CHECK_CONTENT',
      'signatures passed CHECK_SIGNATURES',
      'update-service passed CHECK_GRAPHS',
      'destination passed CHECK_WRITABLE',
      'medium passed CHECK_MEDIUM',
      'lock passed CHECK_LOCK',
      'earlier-set passed CHECK_FOLDER_FREE',
      'space passed CHECK_SPACE',
      'file-limit passed CHECK_FILES',
      'baseline passed CHECK_BASELINE_NONE',
      'hosts passed CHECK_HOSTS',
      'clock passed CHECK_CLOCK',
    ]);
    expect(plan?.report.releases).toHaveLength(2);
    expect(checks.find(({ id }) => id === 'signatures')?.message?.params).toEqual({ count: 2 });
    expect(await readdir(join(world.directory, 'disk'))).toEqual([]);
  });

  it('fill every placeholder of their words in both languages', async () => {
    const checks = await check(await exportOf(releases('4.15.0', '4.15.0')));
    for (const { message } of checks) {
      for (const language of ['en', 'zh'] as const) {
        const { what, next } = describeCode(
          (message?.code ?? '') as ErrorCode,
          message?.params ?? {},
          language,
        );
        expect(`${what}${next}`).not.toMatch(/[{}]/);
      }
    }
  });

  it('name each mistake of the configuration', async () => {
    const checks = await check(
      await exportOf(['  platform: {channels: [{name: c, minVersion: "1"}], grph: true}']),
    );
    expect(brief(checks).filter((text) => text.includes('failed'))).toEqual([
      'configuration failed CONFIG_RELEASE_VERSION',
      'configuration failed CONFIG_UNKNOWN_FIELD_SUGGESTION',
    ]);
  });

  it('tell what is missing as a warning, and fail when nothing is left', async () => {
    const some = await check(
      await exportOf([
        '  additionalImages: [{name: quay.io/practice/multi:1.0}, {name: quay.io/practice/no:1}]',
      ]),
    );
    expect(brief(some)).toContain('content warning CHECK_CONTENT_INCOMPLETE');
    expect(brief(some)).toContain('content warning NOT_AT_REACHABLE_ENDPOINTS');
    const none = await check(await exportOf(['  additionalImages: [{name: quay.io/practice/no:1}]']));
    expect(brief(none)).toContain('content failed CHECK_CONTENT_NONE');
  });

  it('fail for a channel that is none, with its words', async () => {
    const checks = await check(await exportOf(releases('4.15.0', '4.15.0', 'stable-4.99')));
    expect(brief(checks)).toContain('content failed RELEASE_CHANNEL_EMPTY');
  });

  it('say who is at work in the folder', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.0'));
    const { services } = world.desk;
    const path = join(world.directory, 'disk', '.sluice-lock');
    const lock = await acquireLock({ ...services, path, command: 'sluice mirror' });
    expect(brief(await check(request))).toContain('lock warning CHECK_LOCK_OWN');
    await lock.release();
    expect(brief(await check(request))).toContain('lock passed CHECK_LOCK');
  });

  it('say what becomes of the set that is there, and what the new one builds on', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.0'));
    await run(request);
    const wider = await exportOf(releases('4.15.0', '4.15.1'));
    const kept = await check(wider);
    expect(brief(kept)).toContain('earlier-set passed CHECK_SET_KEPT');
    expect(brief(kept)).toContain('baseline passed CHECK_BASELINE');
    expect(kept.find(({ id }) => id === 'earlier-set')?.message?.params).toMatchObject({
      aside: 'generation-000001',
    });
    const replaced = await check({ ...wider, options: { replacePrevious: true } });
    expect(brief(replaced)).toContain('earlier-set warning CHECK_SET_REPLACED');
  });

  it('fail for a folder that cannot be written', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.0'));
    const folder = join(world.directory, 'disk');
    await chmod(folder, 0o555);
    const isRoot = process.getuid?.() === 0;
    const checks = await check(request);
    await chmod(folder, 0o755);
    expect(brief(checks)).toContain(
      isRoot ? 'destination passed CHECK_WRITABLE' : 'destination failed DIRECTORY_NOT_WRITABLE',
    );
  });

  it('are given up at once', async () => {
    const controller = new AbortController();
    const request = await exportOf(releases('4.15.0', '4.15.3'));
    const checking = world.call('preflight.run', { request }, controller.signal);
    controller.abort(new Error('given up'));
    await expect(checking).rejects.toThrow('given up');
  });

  it('end with the reason when the request itself cannot be', async () => {
    const request = await exportOf([], { enclaveId: 'nobody' });
    await expect(check(request)).rejects.toMatchObject({ code: 'JOB_ENCLAVE_UNKNOWN' });
  });
});

describe('the checks before an import', () => {
  const lines = releases('4.15.0', '4.15.0');
  beforeEach(async () => run(await exportOf(lines)));

  it('look at the set and try the registry step by step', async () => {
    const checks = await check(await importOf(lines));
    expect(brief(checks)).toEqual([
      'configuration passed CHECK_CONFIGURATION',
      'source-set passed CHECK_SET_READABLE',
      'content passed CHECK_CONTENT',
      'signatures passed CHECK_SIGNATURES',
      'update-service passed CHECK_GRAPHS',
      'reach passed CHECK_REACH',
      'tls warning REGISTRY_UNVERIFIED',
      'protocol passed CHECK_PROTOCOL',
      'login passed CHECK_LOGIN_ANONYMOUS',
      'pull passed CHECK_PULL_EMPTY',
      'push passed CHECK_PUSH',
      'lock passed CHECK_LOCK',
      'baseline passed CHECK_BASELINE_NONE',
      'hosts passed CHECK_HOSTS',
      'clock passed CHECK_CLOCK',
    ]);
  });

  it('fail when the registry does not hold what the set builds on', async () => {
    const wider = releases('4.15.0', '4.15.1');
    await run(await exportOf(wider));
    const checks = await check(await importOf(wider));
    expect(brief(checks)).toContain('baseline failed EXPECTED_BLOBS_MISSING');
  });

  it('fail when the registry was given a newer set, unless going back is confirmed', async () => {
    const wider = releases('4.15.0', '4.15.1');
    const next = (purpose: 'archive-in' | 'archive-out') => world.folder('next', purpose);
    const toNext = { kind: 'archive' as const, folder: await next('archive-out') };
    await run(await exportOf(lines), 'harbour');
    await run(await exportOf(wider, { destination: toNext }), 'harbour');
    await run(await importOf(lines));
    const source = { kind: 'archive' as const, folder: await next('archive-in') };
    await run({ ...(await importOf(wider)), source });
    const older = await importOf(lines);
    expect(brief(await check(older))).toContain('baseline failed SET_OLDER_THAN_RECEIVED');
    const confirmed = await check({ ...older, options: { olderSet: true } });
    expect(brief(confirmed)).toContain('baseline passed CHECK_BASELINE_NONE');
  });

  it('fail at the step at which the registry does', async () => {
    const request = await importOf(lines);
    await world.practice.stop();
    const checks = await check(request);
    const failing = checks.filter(({ state }) => state === 'failed').map(({ id }) => id);
    expect(failing).toContain('reach');
    expect(checks.find(({ id }) => id === 'push')?.state).toBe('skipped');
  });

  it('fail for a set that is damaged', async () => {
    const request = await importOf(lines);
    await writeFile(join(world.directory, 'disk', 'sluice-set.json'), '{');
    const checks = await check(request);
    expect(checks.filter(({ state }) => state === 'failed').map(({ id }) => id)).toContain('source-set');
  });
});

describe('the checks before an enclave export', () => {
  const lines = releases('4.15.0', '4.15.1');

  it('try the registry that is read as well', async () => {
    await run(await exportOf(lines));
    await run(await importOf(lines));
    await mkdir(join(world.directory, 'stick'), { recursive: true });
    const place = { host: world.practice.hosts.enterprise, namespace: '' };
    const request: Request = {
      ...common,
      flow: 'enclave-export',
      site: 'enterprise',
      yaml: practiceYaml(releases('4.15.1', '4.15.1')),
      source: { kind: 'registry', place },
      destination: { kind: 'archive', folder: await world.folder('stick', 'archive-out') },
      enclaveId: 'harbour',
    };
    const { checks, plan } = await world.call('preflight.run', { request });
    expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(brief(checks)).toContain('source-pull passed CHECK_PULL');
    expect(brief(checks).filter((text) => text.startsWith('source-push'))).toEqual([]);
    expect(plan?.command).toContain('--target harbour-target');
    expect(plan?.report.releases.map(({ version }) => version)).toEqual(['4.15.1']);
    const unknown = await check({ ...request, again: 3 });
    expect(brief(unknown)).toContain('content failed SET_AGAIN_UNKNOWN');
    expect(brief(unknown).filter((text) => text.startsWith('configuration'))).toEqual([]);
    const { channels, origin } = await world.call('releases.channels', {
      site: 'enterprise',
      source: { kind: 'registry', place },
    });
    expect(origin).toBe('update-service');
    expect(channels.map(({ name }) => name)).toContain('stable-4.15');
    const archived = await world.call('releases.channels', {
      site: 'enclave',
      source: { kind: 'archive', folder: await world.folder('disk', 'archive-in') },
    });
    expect(archived).toEqual({
      channels: [{ name: 'stable-4.15', group: 'stable', minor: '4.15' }],
      origin: 'archive',
    });
  });
});

describe('a medium with little room', () => {
  it('fails the check for space with both numbers', async () => {
    const small = {
      ...systemFileSystem,
      statfs: (async () => ({
        bavail: 10,
        bsize: 4096,
        type: 0x4d44,
      })) as unknown as typeof systemFileSystem.statfs,
    };
    Object.assign(world.desk.services, { fs: small });
    const checks = await check(await exportOf(releases('4.15.0', '4.15.0')));
    expect(checks.find(({ id }) => id === 'space')).toMatchObject({
      state: 'failed',
      message: { code: 'SPACE_TOO_SMALL', params: { free: '40.0 KiB' } },
    });
    expect(brief(checks)).toContain('medium passed CHECK_MEDIUM_LIMITED');
  });
});
