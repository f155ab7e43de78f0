import { mkdir, readFile, rm, symlink, writeFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathHandlers, setDetector } from '../../../core/host/paths/index.ts';
import { context } from '../../support/jobs-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { pathsWorld } from '../../support/paths-world.ts';

async function world(options: Parameters<typeof pathsWorld>[0] = {}) {
  const made = await pathsWorld(options);
  const { fs, environment } = made.services;
  const handlers = pathHandlers({
    fs,
    environment,
    ports: {},
    paths: made.paths,
    drives: () => Promise.resolve([]),
    holdsSet: setDetector(fs),
  });
  const file = join(made.root, 'isc.yaml');
  const read = async (content: string | Buffer) => {
    await writeFile(file, content);
    return handlers['files.read']({ token: await made.paths.give(file, 'config-file') }, context);
  };
  const write = async (name: string, text: string, replace = false) =>
    handlers['files.write'](
      { token: await made.paths.give(made.root, 'output-folder'), name, text, replace },
      context,
    );
  return { ...made, handlers, file, read, write };
}

describe('reading a file for a page', () => {
  it('gives its name and text, without the mark of Windows editors', async () => {
    const { read } = await world();
    expect(await read('\uFEFFkind: x # 注释\n')).toEqual({ name: 'isc.yaml', text: 'kind: x # 注释\n' });
  });

  it('takes 5 MiB and not a byte more', async () => {
    const { read } = await world();
    expect((await read('#'.repeat(5 * 1024 ** 2))).text).toHaveLength(5 * 1024 ** 2);
    await expect(read('#'.repeat(5 * 1024 ** 2 + 1))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it.each([
    ['UTF-16', Buffer.from('kind: x', 'utf16le')],
    ['bytes that are no UTF-8', Buffer.from([0x6b, 0xff, 0xfe])],
  ])('refuses %s', async (_, bytes) => {
    const { read } = await world();
    await expect(read(bytes)).rejects.toMatchObject({ code: 'FILE_NOT_TEXT' });
  });

  it.each([
    '{"auths": {"quay.io": {"auth": "c2VjcmV0"}}}',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nAAAA',
    'users:\n- user:\n    client-key-data: AAAA\n',
  ])('never shows secrets: %j', async (text) => {
    const { read } = await world();
    await expect(read(text)).rejects.toMatchObject({ code: 'FILE_HOLDS_SECRETS' });
  });

  it('refuses a folder, and a token for another purpose', async () => {
    const { handlers, paths, root } = await world();
    const folder = await paths.give(root, 'config-file');
    await expect(handlers['files.read']({ token: folder }, context)).rejects.toMatchObject({
      code: 'PATH_NOT_FILE',
    });
    const wrong = await paths.give(root, 'archive-in');
    await expect(handlers['files.read']({ token: wrong }, context)).rejects.toMatchObject({
      code: 'PATH_TOKEN_PURPOSE',
    });
  });

  it('follows no link that took the place of the file', async () => {
    const { read, file, root, handlers, paths } = await world();
    await read('a: 1\n');
    await writeFile(join(root, 'secret'), 'b: 2\n');
    await rm(file);
    await symlink(join(root, 'secret'), file);
    const token = paths.list(file, 'config-file');
    await expect(handlers['files.read']({ token }, context)).rejects.toMatchObject({ code: 'PATH_CHANGED' });
  });

  it('says that the file is gone', async () => {
    const { read, file, handlers, paths } = await world();
    await read('a: 1\n');
    await rm(file);
    const token = paths.list(file, 'config-file');
    await expect(handlers['files.read']({ token }, context)).rejects.toMatchObject({ code: 'PATH_GONE' });
  });
});

describe('writing a file for a page', () => {
  it('puts it into the folder and names its place', async () => {
    const { write, root } = await world();
    expect(await write('idms.yaml', 'kind: x\n')).toEqual({ display: join(root, 'idms.yaml') });
    expect(await readFile(join(root, 'idms.yaml'), 'utf8')).toBe('kind: x\n');
  });

  it('does not replace a file unless told to', async () => {
    const { write, root } = await world();
    await write('a.yaml', 'old');
    await expect(write('a.yaml', 'new')).rejects.toMatchObject({
      code: 'FILE_EXISTS',
      params: { name: 'a.yaml' },
    });
    expect(await readFile(join(root, 'a.yaml'), 'utf8')).toBe('old');
    await write('a.yaml', 'new', true);
    expect(await readFile(join(root, 'a.yaml'), 'utf8')).toBe('new');
  });

  it('does not replace a folder or a link, told to or not', async () => {
    const { write, root } = await world();
    await mkdir(join(root, 'folder'));
    await symlink('/etc/passwd', join(root, 'link'));
    await expect(write('folder', 'x', true)).rejects.toMatchObject({ code: 'PATH_NOT_FILE' });
    await expect(write('link', 'x', true)).rejects.toMatchObject({ code: 'PATH_NOT_FILE' });
  });

  it.each(['../x', 'a/b', '', 'nul'])('takes no name that is more than a name: %j', async (name) => {
    const { write } = await world();
    await expect(write(name, 'x')).rejects.toMatchObject({ code: expect.stringMatching(/^NAME_/) as string });
  });

  it('keeps the old file when the disk is full, and leaves no rest behind', async () => {
    let full = false;
    const disk = faultyFileSystem({
      kind: 'fail',
      at: 1,
      only: /^writeFile \.a\.yaml/,
      code: 'ENOSPC',
      torn: true,
      armed: () => full,
    });
    const { write, root } = await world({ fs: disk.fs });
    await write('a.yaml', 'old');
    full = true;
    await expect(write('a.yaml', 'new', true)).rejects.toMatchObject({
      code: 'FILE_NOT_WRITTEN',
      params: { reason: 'ENOSPC' },
    });
    expect(await readdir(root)).toEqual(['a.yaml']);
    expect(await readFile(join(root, 'a.yaml'), 'utf8')).toBe('old');
  });

  it('writes only where a folder was chosen for it', async () => {
    const { handlers, paths, root } = await world();
    const token = await paths.give(root, 'archive-in');
    const call = handlers['files.write']({ token, name: 'a', text: 'x', replace: false }, context);
    await expect(call).rejects.toMatchObject({ code: 'PATH_TOKEN_PURPOSE' });
  });
});
