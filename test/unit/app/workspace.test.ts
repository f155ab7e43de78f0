import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enclave, LogLine } from '../../../core/contract/index.ts';
import { openVault } from '../../../core/host/credentials/vault.ts';
import { createEnclaveStore } from '../../../core/host/enclaves/enclave-store.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { supportHandlers } from '../../../core/host/support/support-handlers.ts';
import { Secret } from '../../../core/registry/index.ts';
import { isTargetName } from '../../../core/ledger/index.ts';
import { controllerCall, finishedJob, homeToken } from '../../support/app-samples.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let world: AppWorld;
let app: App;

const unused = (): never => {
  throw new Error('not used here');
};

beforeEach(async () => {
  world = await appWorld();
  await mkdir(join(world.root, 'home'));
  app = await world.start();
});
afterEach(() => world.remove());

describe('enclaves', () => {
  const enclave = (id: string, name: string): Enclave => ({
    id,
    name,
    registry: { host: 'registry.enc1.in', namespace: '' },
    yaml: 'kind: ImageSetConfiguration\n',
    notes: '',
    revision: 0,
  });

  it('that two windows change in one instant are not overwritten: the later save is refused', async () => {
    await app.call('enclaves.save', enclave('one', 'North'));
    const began = { ...enclave('one', 'North'), revision: 1 };
    const [first, second] = await Promise.allSettled([
      app.call('enclaves.save', { ...began, notes: 'first' }),
      app.call('enclaves.save', { ...began, notes: 'second' }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: { code: 'ENCLAVE_CHANGED_ELSEWHERE', wire: { params: { name: 'North' } } },
    });
    const { enclaves } = await app.call('enclaves.list', {});
    expect(enclaves.map(({ notes, revision }) => [notes, revision])).toEqual([['first', 2]]);
    await app.call('enclaves.save', { ...began, notes: 'second', revision: 2 });
    await app.call('enclaves.remove', { id: 'one' });
    await expect(app.call('enclaves.save', { ...began, revision: 3 })).rejects.toMatchObject({
      code: 'ENCLAVE_REMOVED_ELSEWHERE',
    });
  });

  it('of before there were revisions can be changed', async () => {
    await app.call('enclaves.save', enclave('one', 'North'));
    const file = join(world.folder, 'enclaves.json');
    const kept = JSON.parse(await readFile(file, 'utf8')) as { enclaves: { revision?: number }[] };
    for (const each of kept.enclaves) delete each.revision;
    await writeFile(file, JSON.stringify(kept));
    const again = await world.start();
    const [old] = (await again.call('enclaves.list', {})).enclaves;
    expect(old?.revision).toBe(1);
    await again.call('enclaves.save', { ...enclave('one', 'North'), notes: 'changed', revision: 1 });
    expect((await again.call('enclaves.list', {})).enclaves[0]?.notes).toBe('changed');
  });

  it('are kept, replaced by their id, removed, and told of', async () => {
    await app.call('enclaves.save', enclave('one', 'Enclave 1'));
    await app.call('enclaves.save', enclave('two', '二号飞地'));
    await app.call('enclaves.save', { ...enclave('one', 'Enclave 1'), notes: 'level 3', revision: 1 });
    const again = await world.start();
    const { enclaves } = await again.call('enclaves.list', {});
    expect(enclaves.map(({ id, name, notes }) => [id, name, notes])).toEqual([
      ['one', 'Enclave 1', 'level 3'],
      ['two', '二号飞地', ''],
    ]);
    expect((await app.call('enclaves.remove', { id: 'one' })).enclaves).toHaveLength(1);
    expect(app.events.filter(({ topic }) => topic === 'enclaves.changed')).toHaveLength(4);
  });

  it('have a name of their own each', async () => {
    await app.call('enclaves.save', enclave('one', 'North'));
    await expect(app.call('enclaves.save', enclave('two', 'north'))).rejects.toMatchObject({
      code: 'ENCLAVE_NAME_TAKEN',
    });
  });

  it('are known to the history by a name that stays when theirs changes', async () => {
    const store = createEnclaveStore(world.services, world.folder, createEventHub());
    await store.save(enclave('one', 'North Site'));
    await store.save(enclave('two', '北区'));
    await store.save({ ...enclave('one', 'South'), revision: 1 });
    await store.save(enclave('three', 'north-site'));
    const targets = await Promise.all(['one', 'two', 'three', 'four'].map((id) => store.find(id)));
    expect(targets[0]).toEqual({ name: 'South', target: 'north-site' });
    expect(targets[3]).toBeUndefined();
    const names = targets.slice(0, 3).map((found) => found?.target ?? '');
    expect(names.every(isTargetName)).toBe(true);
    expect(new Set(names).size).toBe(3);
  });
});

describe('the support bundle', () => {
  const partsOf = async (tar: Buffer): Promise<Record<string, string>> => {
    const parts: Record<string, string> = {};
    const reader = extract();
    reader.end(tar);
    for await (const entry of reader) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      parts[entry.header.name.replace(/^[^/]+\//, '')] = Buffer.concat(chunks).toString('utf8');
    }
    return parts;
  };

  it('is saved as it was shown, readable by its owner only', async () => {
    await app.call('settings.update', {
      proxies: { http: 'http://me:pw12@proxy.test:3128', https: '', no: '' },
    });
    const { files } = await app.call('support.preview', {});
    expect(files.map(({ name }) => name)).toEqual([
      'about.json',
      'settings.json',
      'registries.json',
      'jobs.json',
      'runs.json',
    ]);
    expect(files.find(({ name }) => name === 'settings.json')?.text).toContain(
      '"http": "http://***@proxy.test:3128"',
    );
    const saved = await app.call('support.save', { to: await homeToken(app, 'output-folder') });
    expect(saved).toMatchObject({ problems: [], redactions: expect.any(Number) });
    expect(saved.redactions).toBeGreaterThan(0);
    const [name = ''] = await readdir(join(world.root, 'home'));
    expect(name).toMatch(/^sluice-support-\d{8}-\d{6}\.tar$/);
    const file = join(world.root, 'home', name);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const parts = await partsOf(await readFile(file));
    expect(Object.keys(parts)).toEqual(files.map((shown) => shown.name));
    expect(parts['settings.json']).toBe(files[1]?.text);
  });

  it('holds the ends of logs without secrets, and says what could not be had', async () => {
    const { vault } = await openVault({ services: world.services, folder: world.folder });
    await vault.set(
      'registry:enclave:a.test',
      new Secret(JSON.stringify({ username: 'u', secret: 'kept-s3cret' })),
    );
    const settings = await app.call('settings.get', {});
    const message = {
      code: 'REGISTRY_REFUSED',
      params: { host: 'a.test', what: 'x', status: 400, codes: '' },
      affected: [],
    };
    const lines: LogLine[] = [
      { seq: 0, at: '2026-11-25T13:00:00.000Z', level: 'debug', text: 'asked with kept-s3cret' },
      {
        seq: 1,
        at: '2026-11-25T13:00:01.000Z',
        level: 'error',
        message: { ...message, detail: 'Bearer abcdefgh' },
      },
    ];
    const handlers = supportHandlers({
      services: world.services,
      ports: { shell: 'browser' },
      settings: { current: unused, update: unused, view: () => settings },
      paths: { give: unused, describe: unused, release: unused, resolve: unused },
      vault,
      registries: () => Promise.reject(new Error('no disk')),
      jobs: () => Promise.resolve([finishedJob]),
      log: () => Promise.resolve(lines),
    });
    const { files } = await handlers['support.preview']({}, controllerCall);
    expect(files.map(({ name }) => name)).toEqual([
      'about.json',
      'settings.json',
      'jobs.json',
      'runs.json',
      'log-job-1.txt',
    ]);
    expect(files.at(-1)).toEqual({
      name: 'log-job-1.txt',
      redactions: 2,
      text: [
        'job-1: succeeded, 0 warnings',
        '2026-11-25T13:00:00.000Z debug   asked with ***',
        '2026-11-25T13:00:01.000Z error   REGISTRY_REFUSED: a.test refuses x (status 400). | Bearer ***',
        '',
      ].join('\n'),
    });
  });

  it('tells when the folder takes no file', async () => {
    const { fs } = faultyFileSystem({ at: 1, only: /^open \.sluice-support/, kind: 'fail', code: 'EROFS' });
    const to = await homeToken(app, 'output-folder');
    await app.host.close();
    const again = await world.start({ services: { fs } });
    await expect(again.call('support.save', { to })).rejects.toMatchObject({
      code: 'SUPPORT_NOT_SAVED',
      wire: { params: { reason: 'EROFS' } },
    });
  });
});

describe('the application', () => {
  it('tells what this shell can do', async () => {
    expect(await app.call('app.info', {}, { role: 'viewer' })).toMatchObject({
      shell: 'browser',
      role: 'viewer',
      stateFolder: world.folder,
      capabilities: { nativeDialogs: false, notifications: false, powerSave: false, secretStore: 'session' },
      startFindings: [],
    });
  });

  it('ends when it is asked to, and only where that can be', async () => {
    await expect(app.call('app.quit', { force: true })).rejects.toMatchObject({
      code: 'APP_QUIT_UNSUPPORTED',
    });
    const ended = new Promise<void>((resolve) => {
      void world
        .start({ ports: { shell: 'browser', quit: () => resolve() } })
        .then((other) => other.call('app.quit', { force: false }));
    });
    await ended;
  });

  it('refuses what the contract does not know', async () => {
    for (const command of ['settings.steal', '__proto__', 'constructor']) {
      const answer = await app.host.dispatch({ command, input: {} }, controllerCall);
      expect(answer).toMatchObject({ ok: false, error: { code: 'APP_COMMAND_UNKNOWN' } });
    }
    const answer = await app.host.dispatch({ command: 'settings.get', input: { extra: 1 } }, controllerCall);
    expect(answer).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID' } });
  });
});
