import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFromCache } from '../../../core/media/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { ended, failing, scriptedTools, type ScriptedTools } from '../../support/media-tools.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-drop-'));
  file = join(folder, 'a b=c.tar');
  writeFileSync(file, 'content');
});
afterAll(() => rmSync(folder, { recursive: true }));

const on = (fileSystem: string): FileSystem =>
  ({
    ...systemFileSystem,
    readFile: () => Promise.resolve(`1 0 8:1 / / rw - ${fileSystem} /dev/a rw`),
  }) as unknown as FileSystem;

const drop = (tools: ScriptedTools, fileSystem = 'ext4', platform: NodeJS.Platform = 'linux') =>
  dropFromCache({ fs: on(fileSystem), platform, run: tools.run }, [file]);

const counting = (bytes: unknown): ScriptedTools =>
  scriptedTools((tool) => (tool === 'dd' ? ended() : ended(JSON.stringify({ fincore: [{ res: bytes }] }))));

describe('reading past the cache', () => {
  it('is known when dd dropped the file and no page is left', async () => {
    const tools = counting(0);
    expect(await drop(tools)).toEqual({ pastCache: true });
    expect(tools.calls[0]).toEqual({
      tool: 'dd',
      args: [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none'],
    });
  });

  it('is known without fincore, which only some systems have', async () => {
    expect(await drop(scriptedTools((tool) => (tool === 'dd' ? ended() : undefined)))).toEqual({
      pastCache: true,
    });
  });

  it.each([
    ['pages are left', counting(4096)],
    ['pages are left, in the text of old versions', counting('4096')],
    ['the count cannot be read', counting('x')],
    ['fincore fails', scriptedTools((tool) => (tool === 'dd' ? ended() : failing('no')))],
    ['dd fails', scriptedTools(() => failing('dd: unrecognized flag'))],
    ['there is no dd', scriptedTools(() => undefined)],
  ])('is not claimed when %s', async (_, tools) => {
    expect(await drop(tools)).toEqual({ pastCache: false });
  });

  it.each(['tmpfs', 'overlay', 'nfs4', 'fuseblk', 'strange'])('is not claimed on %s', async (fileSystem) => {
    expect(await drop(counting(0), fileSystem)).toEqual({ pastCache: false });
  });

  it('is not claimed on another operating system, where the files are written out all the same', async () => {
    const tools = counting(0);
    expect(await drop(tools, 'ext4', 'darwin')).toEqual({ pastCache: false });
    expect(tools.calls).toEqual([]);
  });

  it('fails when a file is gone', async () => {
    const absent = dropFromCache({ fs: on('ext4'), platform: 'linux', run: counting(0).run }, [
      join(folder, 'none'),
    ]);
    await expect(absent).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
