import { once } from 'node:events';
import { rename, rm, stat, symlink, writeFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathTokenSchema } from '../../../core/contract/index.ts';
import type { DrivePlace } from '../../../core/host/paths/facts.ts';
import { fill, pathsWorld } from '../../support/paths-world.ts';

const day = 24 * 60 * 60 * 1000;

describe('a token', () => {
  it('is random, and the same for the same place and purpose', async () => {
    const { paths, root } = await pathsWorld();
    const token = await paths.give(root, 'archive-out');
    expect(token).toMatch(/^p_[0-9a-f]{32}$/);
    expect(await paths.give(root, 'archive-out')).toBe(token);
    expect(await paths.give(root, 'archive-in')).not.toBe(token);
    expect(paths.resolve(token, ['archive-out'])).toBe(root);
  });

  it('stands for the place behind a link, not for the link', async () => {
    const { paths, root } = await pathsWorld();
    await fill(root, { real: undefined });
    await symlink(join(root, 'real'), join(root, 'link'));
    const token = await paths.give(join(root, 'link'), 'archive-in');
    expect(paths.resolve(token, ['archive-in'])).toBe(join(root, 'real'));
  });

  it('is good for its purpose only', async () => {
    const { paths, root } = await pathsWorld();
    const token = await paths.give(root, 'archive-in');
    expect(() => paths.resolve(token, ['archive-out', 'output-folder'])).toThrow(
      expect.objectContaining({ code: 'PATH_TOKEN_PURPOSE' }) as Error,
    );
  });

  it('means nothing when nobody gave it', async () => {
    const { paths } = await pathsWorld();
    const made = pathTokenSchema.parse(`p_${'0'.repeat(32)}`);
    expect(() => paths.resolve(made, ['archive-in'])).toThrow(
      expect.objectContaining({ code: 'PATH_TOKEN_UNKNOWN' }) as Error,
    );
    await expect(paths.describe(made)).rejects.toMatchObject({ code: 'PATH_TOKEN_UNKNOWN' });
  });

  it('is not given for what is not there, nor for a path that is none', async () => {
    const { paths, root } = await pathsWorld();
    await expect(paths.give(join(root, 'none'), 'archive-in')).rejects.toMatchObject({ code: 'PATH_GONE' });
    await expect(paths.give('relative', 'archive-in')).rejects.toMatchObject({ code: 'PATH_GONE' });
  });

  it('is void after it was released', async () => {
    const { paths, root } = await pathsWorld();
    const token = await paths.give(root, 'archive-in');
    paths.release(token);
    expect(() => paths.resolve(token, ['archive-in'])).toThrow();
    expect(await paths.give(root, 'archive-in')).not.toBe(token);
  });
});

describe('what is kept over a restart', () => {
  it('are the tokens, in a file that its owner alone may read', async () => {
    const world = await pathsWorld();
    const token = await world.paths.give(world.root, 'archive-out');
    const again = await world.restarted();
    expect(again.resolve(token, ['archive-out'])).toBe(world.root);
    expect((await stat(join(world.folder, 'paths.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(world.folder)).mode & 0o777).toBe(0o700);
  });

  it('ends after ninety days without use, and use makes it longer', async () => {
    const world = await pathsWorld();
    const used = await world.paths.give(world.root, 'archive-out');
    const unused = await world.paths.give(world.root, 'archive-in');
    await world.clock.advance(60 * day);
    world.paths.resolve(used, ['archive-out']);
    await world.clock.advance(60 * day);
    expect(world.paths.resolve(used, ['archive-out'])).toBe(world.root);
    expect(() => world.paths.resolve(unused, ['archive-in'])).toThrow();
    const again = await world.restarted();
    expect(again.resolve(used, ['archive-out'])).toBe(world.root);
    expect(() => again.resolve(unused, ['archive-in'])).toThrow();
  });

  it('ends after a day for what was only listed', async () => {
    const world = await pathsWorld();
    const token = world.paths.list(world.root, 'archive-out');
    await world.clock.advance(day + 1);
    expect(() => world.paths.resolve(token, ['archive-out'])).toThrow();
  });

  it('is nothing when the file is damaged', async () => {
    const world = await pathsWorld();
    const token = await world.paths.give(world.root, 'archive-out');
    await world.paths.close();
    for (const text of ['{', '{"version":1,"entries":[{"token":"../../etc"}]}', 'null']) {
      await writeFile(join(world.folder, 'paths.json'), text);
      const again = await world.restarted();
      await expect(again.describe(token)).rejects.toMatchObject({ code: 'PATH_TOKEN_UNKNOWN' });
    }
  });

  it('is written once for many tokens', async () => {
    let renames = 0;
    const world = await pathsWorld({
      fs: {
        rename: (from, to) => {
          renames += 1;
          return rename(from, to);
        },
      },
    });
    for (let index = 0; index < 50; index++) world.paths.list(join(world.root, String(index)), 'archive-in');
    await world.paths.close();
    expect(renames).toBe(1);
    expect(JSON.parse(await readFile(join(world.folder, 'paths.json'), 'utf8'))).toMatchObject({
      version: 1,
    });
  });

  it('is complained about once when the disk is full, and goes on in memory', async () => {
    let full = true;
    const world = await pathsWorld({
      fs: {
        rename: (from, to) =>
          full ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : rename(from, to),
      },
    });
    const token = await world.paths.give(world.root, 'archive-in');
    await world.paths.close();
    await world.paths.give(world.root, 'archive-out');
    await world.paths.close();
    expect(world.complaints).toMatchObject([{ reason: 'ENOSPC' }]);
    expect(world.paths.resolve(token, ['archive-in'])).toBe(world.root);
    full = false;
    await world.paths.give(world.root, 'ca-file');
    const again = await world.restarted();
    expect(again.resolve(token, ['archive-in'])).toBe(world.root);
  });
});

describe('the facts of a place', () => {
  it('tell space, file system, rights and what lies there', async () => {
    const { paths, root } = await pathsWorld({
      lore: {
        driveOf: () => Promise.resolve(undefined),
        mountPointOf: () => Promise.resolve(undefined),
        briefOf: () =>
          Promise.resolve({
            kind: 'oc-mirror',
            complete: 'unknown',
            releases: [],
            bytes: 3,
            chunks: 1,
            problems: [],
          }),
      },
    });
    const facts = await paths.describe(await paths.give(root, 'archive-in'));
    expect(facts).toMatchObject({ purpose: 'archive-in', display: root, kind: 'directory', writable: true });
    expect(facts.freeBytes).toBeGreaterThan(0);
    expect(facts.totalBytes).toBeGreaterThan(facts.freeBytes ?? 0);
    expect(facts.set?.kind).toBe('oc-mirror');
  });

  it('tell the file limit of FAT32, and that a read-only mount cannot be written', async () => {
    const { paths, root } = await pathsWorld({
      fs: { readFile: (() => Promise.resolve('1 0 8:1 / / ro - vfat /dev/sdb1 ro')) as never },
    });
    const facts = await paths.describe(await paths.give(root, 'archive-in'));
    expect(facts).toMatchObject({
      fileSystem: 'FAT32',
      fileLimit: 4 * 1024 ** 3 - 64 * 1024 ** 2,
      writable: false,
    });
  });

  it('tell that it is gone', async () => {
    const { paths, root } = await pathsWorld();
    await fill(root, { gone: undefined });
    const token = await paths.give(join(root, 'gone'), 'archive-in');
    await rm(join(root, 'gone'), { recursive: true });
    await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_GONE' });
  });

  it('tell that a link took its place', async () => {
    const { paths, root } = await pathsWorld();
    await fill(root, { here: undefined, elsewhere: undefined });
    const token = await paths.give(join(root, 'here'), 'archive-out');
    await rm(join(root, 'here'), { recursive: true });
    await symlink(join(root, 'elsewhere'), join(root, 'here'));
    await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_CHANGED' });
  });

  it('are none for sockets, devices and pipes', async () => {
    const { paths, root } = await pathsWorld();
    const server = createServer().listen(join(root, 'socket'));
    await once(server, 'listening');
    try {
      const token = await paths.give(join(root, 'socket'), 'config-file');
      await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_NOT_FILE' });
    } finally {
      server.close();
    }
  });

  it('tell that this user may not look', async () => {
    const world = await pathsWorld();
    const token = await world.paths.give(world.root, 'archive-in');
    const closed = await world.restarted({
      services: {
        ...world.services,
        fs: {
          ...world.services.fs,
          realpath: (() => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))) as never,
        },
      },
    });
    await expect(closed.describe(token)).rejects.toMatchObject({ code: 'PATH_NO_PERMISSION' });
  });

  it('show a name without what would disguise it', async () => {
    const { paths, root } = await pathsWorld();
    const name = 'evil\u202egpj.exe\u0007';
    await fill(root, { [name]: undefined });
    const facts = await paths.describe(await paths.give(join(root, name), 'archive-in'));
    expect(facts.name).toBe('evil\ufffdgpj.exe\ufffd');
  });
});

describe('roots', () => {
  it('keep everything else out, links and tokens of earlier included', async () => {
    const world = await pathsWorld();
    await fill(world.root, { in: undefined, out: undefined });
    await symlink(join(world.root, 'out'), join(world.root, 'in', 'link'));
    const before = await world.paths.give(join(world.root, 'out'), 'archive-in');
    const fenced = await world.restarted({ roots: [join(world.root, 'in')] });
    await expect(fenced.give(join(world.root, 'in', 'link'), 'archive-in')).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_ROOTS',
    });
    await expect(fenced.give(join(world.root, 'in', '..', 'out'), 'archive-in')).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_ROOTS',
    });
    expect(() => fenced.resolve(before, ['archive-in'])).toThrow(
      expect.objectContaining({ code: 'PATH_OUTSIDE_ROOTS' }) as Error,
    );
    await expect(fenced.describe(before)).rejects.toMatchObject({ code: 'PATH_OUTSIDE_ROOTS' });
    expect(fenced.resolve(await fenced.give(join(world.root, 'in'), 'archive-in'), ['archive-in'])).toBe(
      join(world.root, 'in'),
    );
  });

  it('leave the host’s own folders open, made later and behind links too', async () => {
    const world = await pathsWorld();
    await fill(world.root, { in: undefined, real: undefined });
    await symlink(join(world.root, 'real'), join(world.root, 'state'));
    const fenced = await world.restarted({
      roots: [join(world.root, 'in')],
      own: [join(world.root, 'state', 'practice', 'disk')],
    });
    await fill(world.root, { 'real/practice/disk': undefined });
    const token = await fenced.give(join(world.root, 'state', 'practice', 'disk'), 'archive-out');
    expect(fenced.resolve(token, ['archive-out'])).toBe(join(world.root, 'real', 'practice', 'disk'));
    await expect(fenced.give(join(world.root, 'real', 'practice'), 'archive-out')).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_ROOTS',
    });
  });

  it('leave a hidden folder of the host’s own open, which is never offered', async () => {
    const world = await pathsWorld();
    await fill(world.root, { in: undefined, 'state/undecided': undefined });
    const [chosen, hidden] = [join(world.root, 'in'), join(world.root, 'state', 'undecided')];
    const fenced = await world.restarted({ roots: [chosen], hidden: [hidden] });
    const token = await fenced.give(hidden, 'archive-out');
    expect(fenced.resolve(token, ['archive-out'])).toBe(hidden);
    await fenced.give(chosen, 'archive-out');
    expect(fenced.recent('archive-out', 9)).toEqual([chosen]);
  });

  it('do not take a folder with a longer name for one inside', async () => {
    const world = await pathsWorld();
    await fill(world.root, { in: undefined, inside: undefined });
    const fenced = await world.restarted({ roots: [join(world.root, 'in')] });
    await expect(fenced.give(join(world.root, 'inside'), 'archive-in')).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_ROOTS',
    });
  });
});

describe('a folder on a drive', () => {
  const withDrive = async () => {
    let at: 'A' | 'B' | undefined = 'A';
    let tells = true;
    const world = await pathsWorld();
    const { root } = world;
    await fill(root, { 'A/enclave-1/x': 'x', 'B/enclave-1/x': 'x' });
    const place = (): DrivePlace | undefined =>
      at === undefined ? undefined : { id: 'fs-1', mountPoint: join(root, at) };
    const paths = await world.restarted({
      lore: {
        driveOf: (path) => {
          if (!tells) return Promise.reject(new Error('lsblk is busy'));
          const here = place();
          return Promise.resolve(here !== undefined && path.startsWith(here.mountPoint) ? here : undefined);
        },
        mountPointOf: () => Promise.resolve(place()?.mountPoint),
      },
    });
    const token = await paths.give(join(root, 'A', 'enclave-1'), 'archive-out');
    expect((await paths.describe(token)).driveId).toBe('fs-1');
    return {
      paths,
      root,
      token,
      mount: (where: 'A' | 'B' | undefined) => {
        at = where;
      },
      silence: () => {
        tells = false;
      },
    };
  };

  it('is found again where the drive is mounted next time', async () => {
    const { paths, root, token, mount } = await withDrive();
    mount('B');
    expect((await paths.describe(token)).display).toBe(join(root, 'B', 'enclave-1'));
    expect(paths.resolve(token, ['archive-out'])).toBe(join(root, 'B', 'enclave-1'));
  });

  it('is not the empty folder that the drive leaves behind', async () => {
    const { paths, token, mount } = await withDrive();
    mount(undefined);
    await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_DRIVE_AWAY' });
    mount('A');
    expect((await paths.describe(token)).driveId).toBe('fs-1');
  });

  it('is gone when the drive is there without it', async () => {
    const { paths, root, token, mount } = await withDrive();
    await rm(join(root, 'B', 'enclave-1'), { recursive: true });
    mount('B');
    await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_GONE' });
  });

  it('is never found through a link that leads off the drive', async () => {
    const { paths, root, token, mount } = await withDrive();
    await rm(join(root, 'B', 'enclave-1'), { recursive: true });
    await symlink(join(root, 'A'), join(root, 'B', 'enclave-1'));
    mount('B');
    await expect(paths.describe(token)).rejects.toMatchObject({ code: 'PATH_CHANGED' });
  });

  it('is described as it stands while drives cannot be told', async () => {
    const { paths, token, silence } = await withDrive();
    silence();
    expect((await paths.describe(token)).kind).toBe('directory');
  });
});
