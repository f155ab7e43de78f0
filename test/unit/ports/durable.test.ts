import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders, syncDirectory, systemFileSystem, writeDurably } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The pid of a process that has just ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('when a file is written durably', () => {
  it('removes what earlier writers of it left when they were cut off, and nothing else', async () => {
    const theirs = [`.b.${deadPid()}-1.tmp`, `.a.${process.ppid}-1.tmp`, `.a.${deadPid()}-1.txt`, '.a.tmp'];
    const left = [`.a.${deadPid()}.tmp`, `.a.${deadPid()}-17.tmp`, `.a.${process.pid}-0.tmp`];
    for (const name of [...theirs, ...left]) writeFileSync(join(folder, name), 'x');
    await writeDurably(systemFileSystem, join(folder, 'a'), 'new');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual([...theirs, 'a'].sort());
  });

  it('gives the file one of two contents that are written at the same time', async () => {
    const path = join(folder, 'a');
    const contents = ['x', 'y'].map((letter) => letter.repeat(100_000));
    await Promise.all(contents.map((content) => writeDurably(systemFileSystem, path, content)));
    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves no temporary file when it cannot have its name', async () => {
    const { fs } = faultyFileSystem({ at: 1, only: /^rename /, kind: 'fail', code: 'ENOSPC' });
    await expect(writeDurably(fs, join(folder, 'a'), 'new')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('when a folder is made', () => {
  it('is durable with every folder above it that was missing, and with no other', async () => {
    const { fs, calls } = faultyFileSystem();
    await makeFolders(fs, join(folder, 'one', 'two', 'three'));
    const synced = calls.filter((call) => call.startsWith('sync ')).map((call) => call.slice('sync '.length));
    expect(synced).toEqual(['two', 'one', basename(folder)]);
    const again = faultyFileSystem();
    await makeFolders(again.fs, join(folder, 'one', 'two', 'three'));
    expect(again.calls).toEqual(['mkdir three']);
  });
});

describe('when the names in a folder are made durable', () => {
  const failing = (code: string, call: RegExp): ReturnType<typeof faultyFileSystem>['fs'] =>
    faultyFileSystem({ at: 1, only: call, kind: 'fail', code }).fs;

  it.each(['EINVAL', 'EPERM', 'ENOTSUP'])('passes over a file system that cannot: %s', async (code) => {
    await syncDirectory(failing(code, /^sync /), folder);
  });

  it('fails when the disk does', async () => {
    await expect(syncDirectory(failing('EIO', /^sync /), folder)).rejects.toMatchObject({ code: 'EIO' });
  });

  it('fails when the folder is gone: its names are not durable', async () => {
    await expect(syncDirectory(systemFileSystem, join(folder, 'gone'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
