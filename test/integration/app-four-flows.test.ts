import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  runOptionsSchema,
  type Job,
  type PathPurpose,
  type PathToken,
  type RunRequest,
} from '../../core/contract/index.ts';
import { appWorld, type App, type AppWorld } from '../support/app-world.ts';

let world: AppWorld;
let app: App;
beforeEach(async () => {
  world = await appWorld();
  app = await world.start();
});
afterEach(() => world.remove());

const options = runOptionsSchema.parse({});

const configuration = (stage: string, name: string): Promise<string> =>
  readFile(join(world.folder, 'practice', stage, name), 'utf8');

/** The practice disk, plugged in, or a new folder on it. */
async function onDisk(purpose: PathPurpose, name: string): Promise<PathToken> {
  const { drives } = await app.call('drives.list', { purpose });
  const disk = drives.find(({ kind }) => kind === 'practice');
  if (disk === undefined) throw new Error('no practice disk');
  if (!disk.mounted) {
    await app.call('drives.mount', { id: disk.id });
    return onDisk(purpose, name);
  }
  const found = disk.sets.find(({ display }) => display.endsWith(name));
  if (purpose === 'archive-in' && found !== undefined) return found.folder;
  if (disk.root === undefined) throw new Error('the disk has no folder');
  return (await app.call('paths.makeFolder', { token: disk.root, name })).token;
}

async function done(request: RunRequest): Promise<Job> {
  const { jobs } = await app.call('jobs.start', { requests: [request] });
  const jobId = jobs[0]?.id ?? '';
  await expect
    .poll(async () => (await app.call('jobs.get', { jobId })).job.state, { timeout: 120_000, interval: 200 })
    .toEqual({ kind: 'succeeded' });
  return (await app.call('jobs.get', { jobId })).job;
}

describe('the four flows, as a page asks for them', () => {
  it('carry a release from upstream into the enclave, with the medium ejected in between', async () => {
    const { hosts } = await app.call('practice.start', {});
    if (hosts === undefined) throw new Error('practice does not run');
    const connected = await configuration('connected', 'isc.yaml');
    const enclave = await configuration('enclave', 'isc.yaml');
    const carried = { verify: true, eject: true };

    const exported = await done({
      flow: 'export',
      site: 'connected',
      yaml: connected,
      source: { kind: 'upstream' },
      destination: { kind: 'archive', folder: await onDisk('archive-out', 'for-enterprise') },
      options,
      afterwards: carried,
    });
    expect(exported).toMatchObject({ practice: true, ejected: true, driveId: 'practice' });
    expect(exported.verification?.problems).toEqual([]);

    const imported = await done({
      flow: 'enterprise-import',
      site: 'enterprise',
      yaml: connected,
      source: { kind: 'archive', folder: await onDisk('archive-in', 'for-enterprise') },
      destination: { kind: 'registry', place: { host: hosts.enterprise, namespace: '' } },
      options,
      afterwards: { verify: false, eject: false },
    });
    const resources = await app.call('resources.list', { of: { kind: 'job', jobId: imported.id } });
    expect(resources.files[0]).toMatchObject({ kind: 'ImageDigestMirrorSet', order: 1, reboots: 'changed' });
    expect(resources.fragment?.text).toContain('imageDigestSources');

    await app.call('enclaves.save', { id: 'nord', name: 'Nord', yaml: enclave, notes: '', revision: 0 });
    const cut = await done({
      flow: 'enclave-export',
      site: 'enterprise',
      yaml: enclave,
      source: { kind: 'registry', place: { host: hosts.enterprise, namespace: '' } },
      destination: { kind: 'archive', folder: await onDisk('archive-out', 'for-nord') },
      enclaveId: 'nord',
      options,
      afterwards: carried,
    });
    expect(cut).toMatchObject({ enclave: 'Nord', ejected: true });
    const { enclaves } = await app.call('enclaves.list', {});
    expect(enclaves[0]?.last).toMatchObject({ jobId: cut.id, generation: 1, releases: ['4.15.2'] });
    const sheet = await app.call('jobs.document', {
      jobId: cut.id,
      document: 'sheet',
      format: 'html',
      language: 'zh',
    });
    expect(sheet.text).toContain('4.15.2');

    const last = await done({
      flow: 'enclave-import',
      site: 'enclave',
      yaml: enclave,
      source: { kind: 'archive', folder: await onDisk('archive-in', 'for-nord') },
      destination: { kind: 'registry', place: { host: hosts.enclave, namespace: '' } },
      options,
      afterwards: { verify: false, eject: false },
    });
    expect(last.report?.failures).toEqual([]);
    const { total } = await app.call('jobs.list', { offset: 0, limit: 10 });
    expect(total).toBe(4);
    await app.call('practice.reset', {});
    expect((await app.call('jobs.list', { offset: 0, limit: 10 })).total).toBe(0);
  });
});
