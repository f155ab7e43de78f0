import { createServer } from 'node:http';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostEvent } from '../../../core/contract/index.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { practiceYaml, releases } from '../../support/plan-world.ts';

let world: AppWorld;

beforeEach(async () => {
  world = await appWorld();
});
afterEach(() => world.remove());

/** Resolves with the first event for which `wanted` holds, one of the past included. */
const eventually = async (app: App, wanted: (event: HostEvent) => boolean): Promise<HostEvent> => {
  const past = app.events.find(wanted);
  if (past !== undefined) return past;
  return new Promise((resolve) => {
    const end = app.host.subscribe((event) => {
      if (!wanted(event)) return;
      end();
      resolve(event);
    });
  });
};

const portOf = (host: string): number => Number(host.split(':')[1]);
const occupy = (port: number): Promise<() => Promise<void>> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () =>
      resolve(() => new Promise((closed) => void server.close(() => closed()))),
    );
  });

describe('practice', () => {
  it('starts on request, tells its hosts, and stops', async () => {
    const app = await world.start();
    expect(await app.call('practice.status', {})).toEqual({ running: false });
    const started = await app.call('practice.start', {});
    expect(started.running).toBe(true);
    expect(await app.call('practice.start', {})).toEqual(started);
    const answer = await fetch(`http://${started.hosts?.enterprise ?? ''}/v2/`);
    expect(answer.status).toBe(200);
    expect((await stat(join(world.folder, 'practice', 'disk'))).isDirectory()).toBe(true);
    expect(await app.call('practice.stop', {})).toEqual({ running: false });
    await expect(fetch(`http://${started.hosts?.enterprise ?? ''}/v2/`)).rejects.toThrow();
    const told = app.events.filter(({ topic }) => topic === 'practice.changed');
    expect(told.map(({ payload }) => payload)).toEqual([started, { running: false }]);
  });

  it('is counted before a medium is chosen, also where only some folders can be chosen', async () => {
    const app = await world.start({ options: { roots: [join(world.root, 'media')] } });
    await app.call('practice.start', {});
    const { report } = await app.call('plan.create', {
      request: {
        flow: 'export',
        site: 'connected',
        yaml: practiceYaml(releases('4.15.0', '4.15.0')),
        source: { kind: 'upstream' },
        destination: { kind: 'undecided' },
        options: {},
        afterwards: { verify: false, eject: false },
      },
    });
    expect(report.totals.contentBytes).toBeGreaterThan(0);
    const { places } = await app.call('paths.places', { purpose: 'archive-out' });
    expect(places.map(({ kind }) => kind)).not.toContain('recent');
  });

  it('goes on at the same ports when the host starts again', async () => {
    const first = await world.start();
    const { hosts } = await first.call('practice.start', {});
    await first.host.close();
    const second = await world.start();
    const event = await eventually(second, ({ topic }) => topic === 'practice.changed');
    expect(event.payload).toEqual({ running: true, hosts });
  });

  it('takes other ports when its own are taken meanwhile', async () => {
    const first = await world.start();
    const { hosts } = await first.call('practice.start', {});
    await first.host.close();
    const free = await occupy(portOf(hosts?.enclave ?? ''));
    const second = await world.start();
    const event = await eventually(second, ({ topic }) => topic === 'practice.changed');
    await free();
    expect(event.payload).toMatchObject({ running: true });
    expect(event.payload).not.toEqual({ running: true, hosts });
  });

  it('stays off when it was stopped', async () => {
    const first = await world.start();
    await first.call('practice.start', {});
    await first.call('practice.stop', {});
    await first.host.close();
    const second = await world.start();
    expect(await second.call('practice.status', {})).toEqual({ running: false });
    expect((await second.call('registries.list', {})).registries).toEqual([]);
  });

  it('says so when its folder cannot be written, and runs nothing then', async () => {
    const { fs } = faultyFileSystem({
      at: 1,
      only: /^mkdir disk/,
      kind: 'fail',
      code: 'ENOSPC',
      lasting: true,
    });
    const app = await world.start({ services: { fs } });
    await expect(app.call('practice.start', {})).rejects.toMatchObject({
      code: 'PRACTICE_DIRECTORY_UNUSABLE',
      wire: { params: { reason: 'ENOSPC' } },
    });
    expect(await app.call('practice.status', {})).toEqual({ running: false });
  });

  it('that cannot start again with the host is told and off', async () => {
    const first = await world.start();
    await first.call('practice.start', {});
    await first.host.close();
    const { fs } = faultyFileSystem({
      at: 1,
      only: /^mkdir disk/,
      kind: 'fail',
      code: 'EROFS',
      lasting: true,
    });
    const second = await world.start({ services: { fs } });
    const event = await eventually(second, ({ topic }) => topic === 'notice');
    expect(event.payload).toMatchObject({ message: { code: 'PRACTICE_DIRECTORY_UNUSABLE' } });
    expect(await second.call('practice.status', {})).toEqual({ running: false });
  });

  it('brings its registries into the list, where they cannot be changed', async () => {
    const app = await world.start();
    const { hosts } = await app.call('practice.start', {});
    const { registries } = await app.call('registries.list', {});
    expect(registries.map(({ id, site, place }) => [id, site, place.host])).toEqual([
      ['practice-enterprise', 'enterprise', hosts?.enterprise],
      ['practice-enclave', 'enclave', hosts?.enclave],
    ]);
    await expect(app.call('registries.remove', { id: 'practice-enclave' })).rejects.toMatchObject({
      code: 'REGISTRY_OF_PRACTICE',
    });
  });

  it('is removed with all that was practised by a reset', async () => {
    const app = await world.start();
    await app.call('practice.start', {});
    expect(await readdir(join(world.folder, 'practice'))).not.toEqual([]);
    expect(await app.call('practice.reset', {})).toEqual({ running: false });
    await expect(stat(join(world.folder, 'practice'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
