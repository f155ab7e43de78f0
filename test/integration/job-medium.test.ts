import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../core/contract/index.ts';
import { mirror } from '../../core/host/index.ts';
import { allowedHosts, stageServices } from '../../core/host/practice/stage-services.ts';
import { systemServices, type HostServices } from '../../core/host/services.ts';
import { dropFromCache, systemTools } from '../../core/media/index.ts';
import { startPractice, type PracticeEnvironment } from '../../core/practice/index.ts';
import { jobsWorld, type JobsWorld } from '../support/jobs-world.ts';
import { temporaryFolder } from '../support/ledger-world.ts';

const mebibyte = 2 ** 20;
const run = (command: string, ...words: readonly string[]): void =>
  void execFileSync(command, words, { stdio: 'pipe' });

/** A file that is mounted like a stick. Only root may; in a container often nobody. */
class Stick {
  readonly image: string;

  constructor(image: string) {
    this.image = image;
    writeFileSync(image, '');
    truncateSync(image, 256 * mebibyte);
    run('mkfs.ext4', '-q', '-F', image);
  }

  plugIn(folder: string): void {
    run('mount', '-o', 'loop', this.image, folder);
  }
}

function pullOut(folder: string): void {
  // Open files keep working for a while, as with a stick whose writes are still in memory.
  run('umount', '-l', folder);
}

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

function canMount(): boolean {
  const folder = '/tmp/sluice-job-medium-probe';
  try {
    mkdirSync(folder, { recursive: true });
    new Stick(`${folder}.img`).plugIn(folder);
    run('umount', folder);
    return true;
  } catch {
    return false;
  } finally {
    run('rm', '-rf', folder, `${folder}.img`);
  }
}

/** The device that is mounted at a folder or above it, besides the system's own. */
function mountedAt(path: string): Promise<string | undefined> {
  const lines = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const found = lines.map((line) => line.split(' ')).filter(([, place]) => place === path);
  const device = found.at(-1)?.[0];
  if (device === undefined) return Promise.resolve(undefined);
  const file = readFileSync(`/sys/block/${device.replace('/dev/', '')}/loop/backing_file`, 'utf8');
  return Promise.resolve(file.trim());
}

let practice: PracticeEnvironment;
let world: JobsWorld | undefined;
beforeEach(async () => {
  const directory = join(temporaryFolder(), 'practice');
  practice = await startPractice({ ...systemServices(), directory, scale: 'small' });
});
afterEach(async () => {
  await world?.jobs.close();
  await practice.stop();
  try {
    run('umount', join(world?.disk ?? '', 'stick'));
  } catch {
    // Ejected by the job, as it should be.
  }
});

describe.skipIf(!mayMount)('a stick that is pulled out while a job writes to it', () => {
  it('is waited for, not mistaken for another, gone on with, read back past the cache and ejected', async () => {
    let pulled = false;
    const stage = (services: HostServices) => (site: Job['site']) =>
      Promise.resolve({
        site,
        practice: true,
        services: stageServices(services, practice, site),
        network: { sourceTlsVerify: false, offlineAllow: allowedHosts(practice, site) },
      });
    const opened = await jobsWorld({
      workplaces: (services) => ({ at: stage(services), readingFrom: stage(services) }),
      parts: {
        mediumOf: mountedAt,
        dropFromCache: (files) => {
          const { fs, environment } = systemServices();
          return dropFromCache({ fs, platform: 'linux', run: systemTools(environment) }, files);
        },
        eject: () => {
          run('umount', stick);
          return Promise.resolve({ safeToUnplug: true });
        },
        engine: {
          mirror: (services, request, running) =>
            mirror(services, request, {
              ...running,
              observer: (event) => {
                running.observer(event);
                if (pulled || event.type !== 'image') return;
                pulled = true;
                pullOut(stick);
              },
            }),
        },
      },
    });
    world = opened;
    const stick = join(opened.disk, 'stick');
    mkdirSync(stick);
    const [first, second] = ['first', 'second'].map((name) => new Stick(join(opened.folder, `${name}.img`)));
    first?.plugIn(stick);
    const [started] = await opened.start(
      await opened.exportTo(stick, {
        yaml: readFileSync(practice.stages.connected.imageSetConfig.path, 'utf8'),
        afterwards: { verify: true, eject: true },
      }),
    );
    const id = started?.id ?? '';
    const paused = await opened.until(id, 'paused');
    expect(paused.state).toMatchObject({ reason: 'medium', message: { code: 'JOB_MEDIUM_AWAY' } });
    expect(readdirSync(stick)).toEqual([]);

    second?.plugIn(stick);
    await expect
      .poll(
        async () => {
          const { state } = await opened.get(id);
          return state.kind === 'paused' && state.message?.code;
        },
        { timeout: 20_000 },
      )
      .toBe('JOB_MEDIUM_OTHER');
    expect(readdirSync(stick)).toEqual(['lost+found']);
    run('umount', stick);

    first?.plugIn(stick);
    const job = await opened.until(id, 'succeeded');
    expect(job).toMatchObject({
      attempts: 2,
      ejected: true,
      verification: { pastCache: true, problems: [] },
    });
    expect(job.report?.resumed).toBe(true);
    expect(readdirSync(stick)).toEqual([]);
  });
});
