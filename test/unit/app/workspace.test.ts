import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, Enclave, Job, LogLine, PathPurpose, PathToken } from '../../../core/contract/index.ts';
import type { CallContext } from '../../../core/host/index.ts';
import { openVault } from '../../../core/host/credentials/vault.ts';
import { createEnclaveStore } from '../../../core/host/enclaves/enclave-store.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { supportHandlers } from '../../../core/host/support/support-handlers.ts';
import { Secret } from '../../../core/registry/index.ts';
import { isTargetName } from '../../../core/ledger/index.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let world: AppWorld;
let app: App;

const tokenFor = async (purpose: PathPurpose): Promise<PathToken> => {
  const { places } = await app.call('paths.places', { purpose });
  const home = places.find(({ kind }) => kind === 'home');
  if (home === undefined) throw new Error('no home');
  return home.token;
};

const unused = (): never => {
  throw new Error('not used here');
};
const controller: CallContext = {
  caller: { id: 'page', role: 'controller' },
  signal: new AbortController().signal,
};
const job: Job = {
  id: 'job-1',
  kind: 'export',
  flow: 'export',
  site: 'connected',
  practice: false,
  state: { kind: 'succeeded' },
  source: 'registries',
  destination: '/mnt/disk',
  createdAt: '2026-11-25T13:00:00.000Z',
  attempts: 1,
  progress: {
    phases: [],
    fraction: 1,
    bytesDone: 0,
    bytesTotal: 0,
    imagesDone: 0,
    imagesTotal: 0,
    imagesFailed: 0,
    rate: 0,
    inFlight: [],
    hosts: [],
  },
  warnings: 0,
  ejected: false,
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
  });

  it('are kept, replaced by their id, removed, and told of', async () => {
    await app.call('enclaves.save', enclave('one', 'Enclave 1'));
    await app.call('enclaves.save', enclave('two', '二号飞地'));
    await app.call('enclaves.save', { ...enclave('one', 'Enclave 1'), notes: 'level 3' });
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
    await store.save(enclave('one', 'South'));
    await store.save(enclave('three', 'north-site'));
    const targets = await Promise.all(['one', 'two', 'three', 'four'].map((id) => store.find(id)));
    expect(targets[0]).toEqual({ name: 'South', target: 'north-site' });
    expect(targets[3]).toBeUndefined();
    const names = targets.slice(0, 3).map((found) => found?.target ?? '');
    expect(names.every(isTargetName)).toBe(true);
    expect(new Set(names).size).toBe(3);
  });
});

describe('drafts', () => {
  const draft = (more: Partial<Draft> = {}): Draft => ({
    flow: 'export',
    site: 'connected',
    practice: false,
    step: 'content',
    yaml: '',
    from: null,
    registry: null,
    registriesConf: null,
    to: null,
    enclaves: [],
    options: {
      selfContained: false,
      replacePrevious: false,
      strictArchive: false,
      addIntermediate: false,
      trustTarget: false,
      layout: 'oc-mirror',
      ignoreReleaseSignature: false,
    },
    verify: true,
    eject: true,
    jobIds: [],
    ...more,
  });

  it('survive a restart, with facts of the folders that are still there', async () => {
    const to = await tokenFor('archive-out');
    const saved = await app.call('drafts.save', { draft: draft({ to, step: 'review' }), revision: 0 });
    expect(saved.view.revision).toBe(1);
    await app.host.close();
    const again = await world.start();
    const { view } = await again.call('drafts.get', { flow: 'export' });
    expect(view).toMatchObject({ draft: { step: 'review', to }, revision: 1, paths: [{ token: to }] });
    await rm(join(world.root, 'home'), { recursive: true });
    const gone = await again.call('drafts.get', { flow: 'export' });
    expect(gone.view).toMatchObject({ draft: { to }, paths: [] });
  });

  it('of two windows do not overwrite each other unseen', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'one' }), revision: 0 });
    await expect(
      app.call('drafts.save', { draft: draft({ step: 'two' }), revision: 0 }),
    ).rejects.toMatchObject({
      code: 'DRAFT_CHANGED_ELSEWHERE',
    });
    await app.call('drafts.save', { draft: draft({ step: 'two' }), revision: 1 });
    const told = app.events.filter(({ topic }) => topic === 'drafts.changed').map(({ payload }) => payload);
    expect(told).toEqual([
      { flow: 'export', revision: 1 },
      { flow: 'export', revision: 2 },
    ]);
  });

  it('that were cleared do not come back by an old page', async () => {
    await app.call('drafts.save', { draft: draft(), revision: 0 });
    const { revision } = await app.call('drafts.clear', { flow: 'export' });
    expect(await app.call('drafts.get', { flow: 'export' })).toEqual({ view: null, revision });
    await expect(app.call('drafts.save', { draft: draft(), revision: 1 })).rejects.toMatchObject({
      code: 'DRAFT_CHANGED_ELSEWHERE',
    });
    await app.call('drafts.save', { draft: draft(), revision });
  });

  it('of practice are kept apart, and go with its reset', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'real' }), revision: 0 });
    await app.call('practice.start', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view).toBeNull();
    await app.call('drafts.save', { draft: draft({ practice: true, step: 'practised' }), revision: 0 });
    expect((await app.call('drafts.get', { flow: 'export' })).view?.draft.step).toBe('practised');
    await app.call('practice.reset', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view?.draft.step).toBe('real');
    await app.call('practice.start', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view).toBeNull();
  });

  it('stay as they were when the disk is full', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'old' }), revision: 0 });
    const { fs } = faultyFileSystem({
      at: 1,
      only: /^writeFile .*export/,
      kind: 'fail',
      code: 'ENOSPC',
      torn: true,
    });
    const struck = await world.start({ services: { fs } });
    await expect(
      struck.call('drafts.save', { draft: draft({ step: 'new' }), revision: 1 }),
    ).rejects.toMatchObject({
      code: 'STATE_NOT_SAVED',
    });
    expect((await struck.call('drafts.get', { flow: 'export' })).view).toMatchObject({
      revision: 1,
      draft: { step: 'old' },
    });
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
    const saved = await app.call('support.save', { to: await tokenFor('output-folder') });
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
      jobs: () => Promise.resolve([job]),
      log: () => Promise.resolve(lines),
    });
    const { files } = await handlers['support.preview']({}, controller);
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
    const to = await tokenFor('output-folder');
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
      const answer = await app.host.dispatch({ command, input: {} }, controller);
      expect(answer).toMatchObject({ ok: false, error: { code: 'APP_COMMAND_UNKNOWN' } });
    }
    const answer = await app.host.dispatch({ command: 'settings.get', input: { extra: 1 } }, controller);
    expect(answer).toMatchObject({ ok: false, error: { code: 'APP_INPUT_INVALID' } });
  });
});
