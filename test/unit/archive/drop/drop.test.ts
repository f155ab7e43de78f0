import {
  appendFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  makeRepair,
  openSet,
  receiveFromDrop,
  sendToDrop,
  verifySet,
} from '../../../../core/archive/index.ts';
import { readMarker, writeMarker } from '../../../../core/archive/drop/marker.ts';
import { systemClock, systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { codeOf, temporaryFolder, testBlob, writeSet } from '../../../support/archive-world.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { sumsOf } from '../../../support/repair-world.ts';

const setId = '00000000-0000-4000-8000-000000000001';
const signal = new AbortController().signal;
const send = (set: string, drop: string, fs: FileSystem = systemFileSystem) =>
  sendToDrop(fs, set, drop, { signal });
const receive = (drop: string, set: string, fs: FileSystem = systemFileSystem, more: object = {}) =>
  receiveFromDrop(fs, drop, set, { clock: systemClock, signal, ...more });

async function world(): Promise<{ set: string; drop: string; lying: string; target: string }> {
  const set = await temporaryFolder();
  const drop = await temporaryFolder();
  const blobs = [60_000, 9000, 50_000].map((size, seed) => testBlob(size, seed + 1));
  await writeSet(set, blobs, { payloadLimit: 70_000 });
  return { set, drop, lying: join(drop, setId), target: join(await temporaryFolder(), 'received') };
}

/** As an unforeseen end leaves it, no more: nothing but what the set has. */
const leftovers = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('.'));

describe('a set that goes through a drop folder', () => {
  it('arrives whole, with everything that lies beside it', async () => {
    const { set, drop, lying, target } = await world();
    await makeRepair(systemFileSystem, set, { percent: 5 });
    await writeFile(join(set, 'custody.jsonl'), '{}\n');
    await writeFile(join(set, 'sluice-set.json.sig'), 'signed');
    await writeFile(join(set, 'notes.txt'), 'not of the set');
    const sent = await send(set, drop);
    expect(sent).toMatchObject({ setId, folder: setId, sentBytes: sent.bytes });
    expect(await leftovers(lying)).toEqual([]);
    expect(await receive(drop, target)).toMatchObject({
      setId,
      generation: 1,
      files: sent.files,
      bytes: sent.bytes,
    });
    const there = new Set(await readdir(target));
    expect((await readdir(set)).filter((name) => !there.has(name))).toEqual(['notes.txt']);
    for (const name of there)
      expect((await readFile(join(target, name))).equals(await readFile(join(set, name))), name).toBe(true);
    const opened = await openSet(systemFileSystem, target);
    expect((await verifySet(opened)).ok).toBe(true);
    await opened.close();
  });

  it('is not sent or written again when it is there already', async () => {
    const { set, drop, target } = await world();
    await send(set, drop);
    expect(await send(set, drop)).toMatchObject({ sentBytes: 0 });
    await receive(drop, target);
    const { fs, calls } = faultyFileSystem();
    await receive(drop, target, fs);
    expect(calls.filter((call) => /^(?:write|writev|truncate) /.test(call))).toEqual([]);
  });

  it('can be received from its own folder, and chosen where several lie', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const other = await temporaryFolder();
    await writeSet(other, [testBlob(10, 7)], { manifest: { setId: 'another-set' } });
    await send(other, drop);
    await expect(receive(drop, target)).rejects.toMatchObject({
      code: 'DROP_SEVERAL',
      affected: [setId, 'another-set'],
    });
    expect(await receive(drop, target, systemFileSystem, { setId })).toMatchObject({ setId });
    expect(await receive(lying, `${target}-2`)).toMatchObject({ setId });
  });

  it('replaces in the drop folder what is damaged there, and sends nothing else', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const chunk = join(lying, 'mirror_000001.tar');
    const bytes = await readFile(chunk);
    bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
    await writeFile(chunk, bytes);
    await expect(receive(drop, target)).rejects.toMatchObject({
      code: 'DROP_NOT_WHOLE',
      params: { count: 1, damaged: 1 },
      affected: ['mirror_000001.tar'],
    });
    expect(await send(set, drop)).toMatchObject({ sentBytes: bytes.length });
    await receive(drop, target);
    expect(await sumsOf(target)).toEqual(await sumsOf(set));
  });
});

describe('a kill at any moment', () => {
  it(
    'while sending leaves no marker over half a set, and sending again goes on',
    { timeout: 60_000 },
    async () => {
      const { set, drop, lying, target } = await world();
      const whole = faultyFileSystem();
      await send(set, drop, whole.fs);
      expect(
        whole.calls.filter((call) => /mirror_\d{6}\.tar/.test(call) && !/ mirror_\d{6}\.tar$/.test(call)),
      ).toEqual([]);
      for (let at = 1; at <= whole.calls.length; at += 1) {
        await rm(lying, { recursive: true });
        await codeOf(send(set, drop, faultyFileSystem({ at, kind: 'kill', torn: true }).fs));
        const seen = await codeOf(receive(drop, `${target}-${at}`));
        expect(['none', 'DROP_EMPTY'], whole.calls[at - 1]).toContain(seen);
        await send(set, drop);
        await receive(drop, `${target}-${at}`);
        expect(await sumsOf(`${target}-${at}`), whole.calls[at - 1]).toEqual(await sumsOf(set));
      }
    },
  );

  it(
    'while receiving leaves no set that looks whole, and receiving again goes on',
    { timeout: 60_000 },
    async () => {
      const { set, drop, target } = await world();
      await send(set, drop);
      const whole = faultyFileSystem();
      await receive(drop, target, whole.fs);
      for (let at = 1; at <= whole.calls.length; at += 1) {
        const here = `${target}-${at}`;
        await codeOf(receive(drop, here, faultyFileSystem({ at, kind: 'kill', torn: true }).fs));
        const names = await readdir(here).catch((): string[] => []);
        if (names.includes('sluice-set.json')) expect(await sumsOf(here)).toEqual(await sumsOf(set));
        await receive(drop, here);
        expect(await sumsOf(here), whole.calls[at - 1]).toEqual(await sumsOf(set));
      }
    },
  );

  it('costs only what was not there: a part is gone on with', async () => {
    const { set, drop, lying } = await world();
    const chunk = await readFile(join(set, 'mirror_000001.tar'));
    await mkdir(lying);
    await writeFile(join(lying, '.sluice-drop-part-chunk-000001'), chunk);
    const { bytes, sentBytes } = await send(set, drop);
    expect(sentBytes).toBe(bytes - chunk.length);
  });
});

describe('disks that fail', () => {
  it.each([
    ['ENOSPC', 'DROP_TARGET_FULL'],
    ['EROFS', 'DROP_NOT_WRITABLE'],
    ['EIO', 'DROP_UNREACHABLE'],
  ])('%s is told as %s at either side, and the next time goes on', async (code, expected) => {
    const { set, drop, target } = await world();
    const fault = { at: 2, only: /^write /, kind: 'fail', code, torn: true } as const;
    expect(await codeOf(send(set, drop, faultyFileSystem(fault).fs))).toBe(expected);
    await send(set, drop);
    expect(await codeOf(receive(drop, target, faultyFileSystem(fault).fs))).toBe(expected);
    await receive(drop, target);
    expect(await sumsOf(target)).toEqual(await sumsOf(set));
  });

  it('a mount that is not there is not made up', async () => {
    const { set, drop, target } = await world();
    expect(await codeOf(send(set, join(drop, 'none')))).toBe('DROP_UNREACHABLE');
    expect(await codeOf(receive(join(drop, 'none'), target))).toBe('DROP_UNREACHABLE');
    expect(await readdir(drop)).toEqual([]);
  });

  it('a folder that does not keep what is written is found out', async () => {
    const { set, drop } = await world();
    const { fs } = faultyFileSystem();
    const forgetful = {
      ...systemFileSystem,
      open: async (...parameters: Parameters<FileSystem['open']>) => {
        const handle = await fs.open(...parameters);
        if (!String(parameters[0]).includes('.sluice-drop-part-')) return handle;
        return new Proxy(handle, {
          get: (target, key) => {
            if (key === 'write') {
              return (bytes: Buffer, start: number, length: number, position: number) =>
                target.write(Buffer.alloc(bytes.length), start, length, position);
            }
            const member: unknown = Reflect.get(target, key, target);
            return typeof member === 'function' ? member.bind(target) : member;
          },
        });
      },
    };
    expect(await codeOf(send(set, drop, forgetful))).toBe('DROP_NOT_KEPT');
    expect(await leftovers(join(drop, setId))).toEqual([]);
  });
});

describe('what is not sent', () => {
  it('a folder without a finished set, and a set that is damaged', async () => {
    const { set, drop } = await world();
    expect(await codeOf(send(drop, drop))).toBe('DROP_SET_ABSENT');
    await truncate(join(set, 'mirror_000001.tar'), 9000);
    await expect(send(set, drop)).rejects.toMatchObject({
      code: 'DROP_SOURCE_DAMAGED',
      affected: ['mirror_000001.tar'],
    });
    expect(await leftovers(join(drop, setId))).toEqual([]);
  });
});

describe('what is not received', () => {
  it('a set that is not whole yet: what is there is taken, the rest is named', async () => {
    const { set, drop, lying, target } = await world();
    expect(await codeOf(receive(drop, target))).toBe('DROP_EMPTY');
    await send(set, drop);
    await rename(join(lying, 'mirror_000002.tar'), join(drop, 'aside'));
    await truncate(join(lying, 'sluice-index.jsonl'), 5);
    await expect(receive(drop, target)).rejects.toMatchObject({
      code: 'DROP_NOT_WHOLE',
      params: { count: 2, damaged: 0 },
      affected: ['mirror_000002.tar', 'sluice-index.jsonl'],
    });
    expect(await codeOf(openSet(systemFileSystem, target))).toBe('ARCHIVE_SET_ABSENT');
    await rename(join(drop, 'aside'), join(lying, 'mirror_000002.tar'));
    await writeFile(join(lying, 'sluice-index.jsonl'), await readFile(join(set, 'sluice-index.jsonl')));
    await receive(drop, target);
    expect(await sumsOf(target)).toEqual(await sumsOf(set));
  });

  it('is waited for: file by file, over a marker that is still arriving', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const marker = join(lying, 'sluice-drop.json');
    const whole = await readFile(marker);
    const chunk = await readFile(join(lying, 'mirror_000001.tar'));
    await writeFile(marker, whole.subarray(0, 100));
    await truncate(join(lying, 'mirror_000001.tar'), 1000);
    let now = 0;
    const steps = [
      () => writeFile(marker, whole),
      () => writeFile(join(lying, 'mirror_000001.tar'), Buffer.alloc(chunk.length)),
      () => writeFile(join(lying, 'mirror_000001.tar'), chunk),
    ];
    const clock = {
      now: () => new Date(),
      monotonic: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
        await steps.shift()?.();
      },
    };
    const waited: unknown[] = [];
    const onWaiting = (missing: readonly { state: string }[] | undefined): void =>
      void waited.push(missing?.map(({ state }) => state));
    await receive(drop, target, systemFileSystem, { clock, waitFor: 60_000, onWaiting });
    expect(waited).toEqual([undefined, ['incomplete'], ['damaged']]);
    expect(await sumsOf(target)).toEqual(await sumsOf(set));
    await rm(target, { recursive: true });
    await unlink(join(lying, 'mirror_000001.tar'));
    const late = receive(drop, target, systemFileSystem, { clock, waitFor: 20_000 });
    expect(await codeOf(late)).toBe('DROP_NOT_WHOLE');
  });

  it('a marker that was changed, or made up', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const marker = join(lying, 'sluice-drop.json');
    const text = await readFile(marker, 'utf8');
    for (const changed of [
      text.replace('mirror_000001.tar', '../../../evil'),
      text.replace('"generation": 1', '"generation": 2'),
      '{}',
      'x'.repeat(1000),
      '',
    ]) {
      await writeFile(marker, changed);
      expect(await codeOf(receive(drop, target)), changed.slice(0, 40)).toBe('DROP_MARKER_INVALID');
    }
  });

  it('the files of another set under this set’s marker', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const other = await temporaryFolder();
    await writeSet(other, [testBlob(10, 7)], { manifest: { setId: 'another-set' } });
    await send(other, drop);
    const foreign = await readFile(join(drop, 'another-set', 'sluice-set.json'));
    await writeFile(join(lying, 'sluice-set.json'), foreign);
    await expect(receive(lying, target)).rejects.toMatchObject({ code: 'DROP_NOT_WHOLE' });
    expect(await readdir(target)).not.toContain('sluice-set.json');
  });

  it('a marker that does not say what the manifest says', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const marker = await readMarker(systemFileSystem, lying);
    if (marker === undefined) throw new Error('no marker');
    const { setId: _, files, generation, manifestSha256 } = marker;
    const [first, ...others] = files;
    for (const change of [
      { setId: 'another-set', files },
      { setId, files: others },
      { setId, files: [{ ...first, sha256: 'a'.repeat(64) }, ...others] as typeof files },
    ]) {
      await writeMarker(systemFileSystem, lying, { generation, manifestSha256, ...change });
      expect(await codeOf(receive(lying, target))).toBe('DROP_FOREIGN');
      expect((await readdir(target)).filter((name) => !name.startsWith('.'))).toEqual([]);
    }
  });

  it('into a folder that holds something else', async () => {
    const { set, drop, target } = await world();
    await send(set, drop);
    const other = await temporaryFolder();
    await writeSet(other, [testBlob(10, 7)], { manifest: { setId: 'another-set' } });
    const before = await sumsOf(other);
    expect(await codeOf(receive(drop, other))).toBe('DROP_TARGET_OTHER');
    await mkdir(target);
    await writeFile(join(target, 'mirror_000009.tar'), 'x');
    expect(await codeOf(receive(drop, target))).toBe('DROP_TARGET_OTHER');
    await unlink(join(target, 'mirror_000009.tar'));
    await writeFile(join(target, 'imageset-config.yaml'), 'mine');
    expect(await codeOf(receive(drop, target))).toBe('DROP_TARGET_OCCUPIED');
    expect(await readFile(join(target, 'imageset-config.yaml'), 'utf8')).toBe('mine');
    expect(await sumsOf(other)).toEqual(before);
  });

  it('links: neither read from the drop folder nor written through', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    const outside = join(await temporaryFolder(), 'outside');
    await writeFile(outside, await readFile(join(lying, 'mirror_000002.tar')));
    await unlink(join(lying, 'mirror_000002.tar'));
    await symlink(outside, join(lying, 'mirror_000002.tar'));
    expect(await codeOf(receive(drop, target))).toBe('DROP_FILE_KIND');
    await unlink(join(lying, 'mirror_000002.tar'));
    await writeFile(join(lying, 'mirror_000002.tar'), await readFile(outside));
    await writeFile(outside, 'not to be touched');
    await rm(target, { recursive: true });
    await mkdir(target);
    for (const make of [symlink, link]) {
      await make(outside, join(target, '.sluice-drop-part-chunk-000002'));
      expect(await codeOf(receive(drop, target))).toBe('DROP_FILE_KIND');
      expect(await readFile(outside, 'utf8')).toBe('not to be touched');
      await unlink(join(target, '.sluice-drop-part-chunk-000002'));
    }
    await receive(drop, target);
    expect(await sumsOf(target)).toEqual(await sumsOf(set));
  });

  it('rubbish behind a file', async () => {
    const { set, drop, lying, target } = await world();
    await send(set, drop);
    await appendFile(join(lying, 'mirror_000001.tar'), 'x');
    await expect(receive(drop, target)).rejects.toMatchObject({ params: { damaged: 1 } });
  });
});
