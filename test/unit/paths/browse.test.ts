import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PathPurpose } from '../../../core/contract/index.ts';
import { pathHandlers, setDetector } from '../../../core/host/paths/index.ts';
import type { MediaDrive } from '../../../core/media/index.ts';
import { context } from '../../support/jobs-world.ts';
import { aDrive } from '../../support/media-samples.ts';
import { fill, freshFolder, pathsWorld } from '../../support/paths-world.ts';

async function world(options: Parameters<typeof pathsWorld>[0] = {}, drives: readonly MediaDrive[] = []) {
  const made = await pathsWorld(options);
  const { fs, environment } = made.services;
  const home = freshFolder();
  const handlers = pathHandlers({
    fs,
    environment: { ...environment, home },
    ports: {},
    paths: made.paths,
    drives: () => Promise.resolve(drives),
    holdsSet: setDetector(fs),
  });
  const browse = async (path: string, hidden = false, purpose: PathPurpose = 'archive-in') =>
    handlers['paths.browse']({ token: await made.paths.give(path, purpose), hidden }, context);
  return { ...made, handlers, browse, home };
}

describe('browsing a folder', () => {
  it('lists folders, then files, by name and number, each with a token for the same purpose', async () => {
    const { browse, root, paths } = await world();
    await fill(root, { 'disk-10': undefined, 'disk-2': undefined, 'a.yaml': 'abc', '.hidden': undefined });
    const { here, entries, truncated } = await browse(root, false, 'config-file');
    expect(here.display).toBe(root);
    expect(entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'directory disk-2',
      'directory disk-10',
      'file a.yaml',
    ]);
    expect(truncated).toBe(false);
    expect(entries[2]).toMatchObject({ size: 3, holdsSet: false });
    for (const { token } of entries) expect(paths.purposeOf(token)).toBe('config-file');
  });

  it('shows hidden entries on request', async () => {
    const { browse, root } = await world();
    await fill(root, { '.hidden': undefined });
    expect((await browse(root)).entries).toEqual([]);
    expect((await browse(root, true)).entries.map(({ name }) => name)).toEqual(['.hidden']);
  });

  it('says in which folders sets lie', async () => {
    const { browse, root } = await world();
    await fill(root, { 'ours/sluice-set.json': '{}', 'theirs/mirror_000001.tar': 'x', 'other/a.tar': 'x' });
    expect((await browse(root)).entries.map(({ name, holdsSet }) => [name, holdsSet])).toEqual([
      ['other', false],
      ['ours', true],
      ['theirs', true],
    ]);
  });

  it('goes up and down by tokens, and ends at the top', async () => {
    const { browse, root, handlers, paths } = await world();
    await fill(root, { 'a/b': undefined });
    const { parent } = await browse(join(root, 'a', 'b'));
    if (parent === undefined) throw new Error('no way up');
    const up = await handlers['paths.browse']({ token: parent, hidden: false }, context);
    expect(up.here.display).toBe(join(root, 'a'));
    expect((await browse('/')).parent).toBeUndefined();
    // What was only looked at is not among the folders that were used.
    expect(paths.recent('archive-in', 9)).not.toContain(join(root, 'a'));
  });

  it('of a file is browsing its folder', async () => {
    const { browse, root } = await world();
    await fill(root, { 'a.yaml': '' });
    expect((await browse(join(root, 'a.yaml'), false, 'config-file')).here.display).toBe(root);
  });

  it('shows at most five hundred entries and says that there are more', async () => {
    const { browse, root } = await world();
    await fill(root, Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f${index}`, undefined])));
    const { entries, truncated } = await browse(root);
    expect(entries).toHaveLength(500);
    expect(entries.at(-1)?.name).toBe('f499');
    expect(truncated).toBe(true);
  });

  it('leaves out sockets, dangling links, and what the kernel shows of itself', async () => {
    const { browse, root } = await world();
    const server = createServer().listen(join(root, 'socket'));
    await once(server, 'listening');
    await symlink(join(root, 'none'), join(root, 'dangling'));
    await symlink('/proc', join(root, 'kernel'));
    await symlink('/proc/self/environ', join(root, 'environ'));
    expect((await browse(root)).entries).toEqual([]);
    server.close();
    expect((await browse('/')).entries.map(({ name }) => name)).not.toContain('proc');
    await expect(browse('/proc/self')).rejects.toMatchObject({ code: 'PATH_NO_PERMISSION' });
  });

  it('follows a link to a folder, and the token stands for the folder', async () => {
    const { browse, root, paths } = await world();
    await fill(root, { 'real/x': 'x' });
    await symlink(join(root, 'real'), join(root, 'link'));
    const link = (await browse(root)).entries.find(({ name }) => name === 'link');
    if (link === undefined) throw new Error('not shown');
    expect(paths.resolve(link.token, ['archive-in'])).toBe(join(root, 'real'));
  });

  it('within roots shows neither links that lead out nor the way up', async () => {
    const root = freshFolder();
    await fill(root, { in: undefined, out: undefined });
    await symlink(join(root, 'out'), join(root, 'in', 'link'));
    const { browse } = await world({ roots: [join(root, 'in')] });
    const view = await browse(join(root, 'in'));
    expect(view.entries).toEqual([]);
    expect(view.parent).toBeUndefined();
  });

  it('says so when this user may not look', async () => {
    const { browse, root } = await world({
      fs: { readdir: (() => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))) as never },
    });
    await expect(browse(root)).rejects.toMatchObject({ code: 'PATH_NO_PERMISSION', params: { path: root } });
  });
});

describe('places to begin', () => {
  it('are the practice disk, drives, folders used before, home and the top', async () => {
    const stick = freshFolder();
    const practice = freshFolder();
    const { handlers, paths, root, home } = await world({}, [
      aDrive({ id: 'practice', kind: 'practice', label: '', model: '', mountPoint: practice }),
      aDrive({ mountPoint: stick }),
      aDrive({ id: 'fs-2', system: true, mountPoint: '/' }),
      aDrive({ id: 'fs-3', mountPoint: undefined as never }),
    ]);
    await paths.give(root, 'archive-out');
    const { places } = await handlers['paths.places']({ purpose: 'archive-out' }, context);
    expect(places.map(({ kind, display }) => [kind, display])).toEqual([
      ['practice', practice],
      ['drive', stick],
      ['recent', root],
      ['home', home],
      ['root', '/'],
    ]);
    expect(places[1]?.label).toBe('TRANSFER');
    for (const { token } of places) expect(paths.purposeOf(token)).toBe('archive-out');
  });

  it('for a file are the folders of files used before', async () => {
    const { handlers, paths, root } = await world();
    await fill(root, { 'a.yaml': '' });
    await paths.give(join(root, 'a.yaml'), 'config-file');
    const { places } = await handlers['paths.places']({ purpose: 'config-file' }, context);
    expect(places.find(({ kind }) => kind === 'recent')?.display).toBe(root);
  });

  it('are the roots alone when there are roots', async () => {
    const root = freshFolder();
    const { handlers } = await world({ roots: [root] }, [aDrive({ mountPoint: freshFolder() })]);
    const { places } = await handlers['paths.places']({ purpose: 'archive-out' }, context);
    expect(places.map(({ kind, display }) => [kind, display])).toEqual([['root', root]]);
  });
});

describe('a new folder', () => {
  it('is made and described', async () => {
    const { handlers, paths, root } = await world();
    const token = await paths.give(root, 'archive-out');
    const facts = await handlers['paths.makeFolder']({ token, name: '飞地-1' }, context);
    expect(facts).toMatchObject({
      name: '飞地-1',
      purpose: 'archive-out',
      kind: 'directory',
      writable: true,
    });
    await expect(handlers['paths.makeFolder']({ token, name: '飞地-1' }, context)).rejects.toMatchObject({
      code: 'FOLDER_EXISTS',
    });
  });

  it.each([
    ['', 'NAME_EMPTY'],
    ['   ', 'NAME_EMPTY'],
    ['..', 'NAME_DOTS'],
    ['.git', 'NAME_DOTS'],
    ['set.', 'NAME_DOTS'],
    ['set ', 'NAME_DOTS'],
    ['a/b', 'NAME_CHARACTER'],
    ['a\\b', 'NAME_CHARACTER'],
    ['c:set', 'NAME_CHARACTER'],
    ['a\nb', 'NAME_CHARACTER'],
    ['a\u202eb', 'NAME_CHARACTER'],
    ['a\0b', 'NAME_CHARACTER'],
    ['a*b', 'NAME_CHARACTER'],
    ['CON', 'NAME_RESERVED'],
    ['com1.tar', 'NAME_RESERVED'],
    ['nul', 'NAME_RESERVED'],
    ['x'.repeat(256), 'NAME_TOO_LONG'],
    ['飞'.repeat(86), 'NAME_TOO_LONG'],
  ])('is not made of the name %j', async (name, code) => {
    const { handlers, paths, root } = await world();
    const token = await paths.give(root, 'archive-out');
    await expect(handlers['paths.makeFolder']({ token, name }, context)).rejects.toMatchObject({ code });
  });

  it('is not made when the medium refuses it, with the reason', async () => {
    const { handlers, paths, root } = await world({
      fs: { mkdir: (() => Promise.reject(Object.assign(new Error('ro'), { code: 'EROFS' }))) as never },
    });
    const token = await paths.give(root, 'archive-out');
    await expect(handlers['paths.makeFolder']({ token, name: 'a' }, context)).rejects.toMatchObject({
      code: 'FOLDER_NOT_MADE',
      params: { reason: 'EROFS' },
    });
  });
});

describe('the system’s dialogs', () => {
  it('are said to be missing where there are none', async () => {
    const { handlers } = await world();
    await expect(handlers['dialogs.pick']({ purpose: 'archive-in' }, context)).rejects.toMatchObject({
      code: 'DIALOGS_UNAVAILABLE',
    });
  });

  it('give facts of what was picked, and null when they were closed', async () => {
    const { services, paths, root } = await world();
    let picked: string | undefined = root;
    const { fs, environment } = services;
    const handlers = pathHandlers({
      fs,
      environment,
      ports: { dialogs: { pick: () => Promise.resolve(picked) } },
      paths,
      drives: () => Promise.resolve([]),
      holdsSet: setDetector(fs),
    });
    const pick = () => handlers['dialogs.pick']({ purpose: 'archive-in' }, context);
    expect((await pick()).picked).toMatchObject({ display: root, purpose: 'archive-in' });
    picked = undefined;
    expect((await pick()).picked).toBeNull();
  });
});
