import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  carryStatus,
  collectFromMedium,
  collectNeed,
  fillNextMedium,
  forgetMedium,
  readSetCustody,
  verify,
  type CollectedMedium,
  type FilledMedium,
  type HostServices,
} from '../../../../core/host/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../../support/host-registries.ts';
import { mirrorHere, servicesOf } from '../../../support/host-world.ts';

/** What `planMedium` keeps free, and reckons for each file. Bytes. */
const reserve = 4 * 1024 * 1024;
const perFile = 64 * 1024;
const signal = new AbortController().signal;
const dropFromCache = (): Promise<{ pastCache: boolean }> => Promise.resolve({ pastCache: true });

let world: RegistryWorld;
let set: string;
let chunks: readonly string[];

beforeEach(async () => {
  world = await registryWorld();
  set = await makeSet('set', 10);
  chunks = chunksIn(set);
  expect(chunks.length).toBeGreaterThanOrEqual(4);
});
afterEach(() => world.close());

/** A set of several chunks of some kilobytes. */
async function makeSet(name: string, images: number): Promise<string> {
  const source = await world.registry();
  const names: string[] = [];
  for (let number = 0; number < images; number += 1) {
    await pushImage(source, `lab/${name}-${number}`, '1.0', `${name} ${number}`);
    names.push(`name: ${hostOf(source)}/lab/${name}-${number}:1.0`);
  }
  const directory = join(world.directory, name);
  await mirrorHere(world, {
    config: await world.configuration(...names),
    destination: `file://${directory}`,
    more: { sourceTlsVerify: false, fileLimit: 20_000 },
  });
  return directory;
}

function chunksIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => /^mirror_\d{6}\.tar$/.test(name));
}

/** Bytes that files of a folder take on a medium of these tests. */
function taken(directory: string, isMeant: (name: string) => boolean = () => true): number {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isMeant(entry.name))
    .reduce((sum, { name }) => sum + statSync(join(directory, name)).size + perFile, 0);
}

/** The file system of a machine whose media take so many chunks of this set, and what lies beside chunks. */
function mediumFor(count: number): FileSystem {
  const side = taken(set, (name) => !chunks.includes(name));
  const capacity = reserve + side + count * (20_000 + perFile);
  const statfs = (path: string) =>
    Promise.resolve({ bavail: capacity - taken(path), bsize: 1, blocks: capacity });
  return { ...systemFileSystem, statfs } as unknown as FileSystem;
}

const services = (fs: FileSystem = systemFileSystem): HostServices => servicesOf(world, { fs });
const fill = (medium: string, fs = mediumFor(2)): Promise<FilledMedium> =>
  fillNextMedium(services(fs), { set, medium: join(world.directory, medium) }, { signal, dropFromCache });
const collect = (medium: string, into = 'whole'): Promise<CollectedMedium> =>
  collectFromMedium(
    services(),
    { medium: join(world.directory, medium), directory: join(world.directory, into) },
    { signal },
  );

describe('a set on several media', () => {
  it('is filled in the set’s order and collected in any, until it is whole and as it was', async () => {
    const media: string[] = [];
    for (;;) {
      const name = `medium-${media.length + 1}`;
      media.push(name);
      const filled = await fill(name);
      expect(filled).toMatchObject({ number: media.length, pastCache: true });
      if (filled.left.length === 0) break;
    }
    expect(media.length).toBeGreaterThanOrEqual(2);
    expect(media.flatMap((name) => chunksIn(join(world.directory, name))).sort()).toEqual(chunks);
    for (const [place, name] of media.toReversed().entries()) {
      const { missing, number, damaged } = await collect(name);
      expect(number).toBe(media.length - place);
      expect(damaged).toEqual([]);
      const rest = media.slice(0, -1 - place).flatMap((other) => chunksIn(join(world.directory, other)));
      expect(missing).toEqual(rest.sort());
    }
    const whole = join(world.directory, 'whole');
    expect((await verify(services(), whole, { signal })).ok).toBe(true);
    for (const chunk of chunks)
      expect(readFileSync(join(whole, chunk))).toEqual(readFileSync(join(set, chunk)));
  });

  it('goes on with the medium that it was interrupted on, and gives the next one what is left', async () => {
    const broken = {
      ...mediumFor(2),
      rename: async (from: string, to: string) => {
        if (to.endsWith(chunks[1] ?? '')) throw Object.assign(new Error('gone'), { code: 'EIO' });
        return systemFileSystem.rename(from, to);
      },
    } as FileSystem;
    await expect(fill('one', broken)).rejects.toMatchObject({ code: 'ARCHIVE_WRITE_FAILED' });
    const part = '.carry-part-chunk-000002';
    expect(readdirSync(join(world.directory, 'one')).sort()).toEqual([part, chunks[0]]);
    expect((await carryStatus(services(), set)).media).toEqual([]);
    expect(await fill('one')).toMatchObject({
      number: 1,
      media: [{ number: 1, chunks: chunks.slice(0, 2) }],
    });
    expect(await fill('one')).toMatchObject({
      number: 1,
      media: [{ number: 1, chunks: chunks.slice(0, 2) }],
    });
    expect(readdirSync(join(world.directory, 'one'))).not.toContain(part);
    expect(await fill('two')).toMatchObject({ number: 2, media: [{ number: 1 }, { number: 2 }] });
    expect(chunksIn(join(world.directory, 'two'))).toEqual(chunks.slice(2, 4));
  });

  it('has the chunks of a lost medium carried by the next', async () => {
    await fill('one');
    await fill('two');
    rmSync(join(world.directory, 'one'), { recursive: true });
    const { left } = await forgetMedium(services(), set, 1);
    expect(left.slice(0, 2).map(({ name }) => name)).toEqual(chunks.slice(0, 2));
    await expect(forgetMedium(services(), set, 1)).rejects.toMatchObject({ code: 'CARRY_MEDIUM_UNKNOWN' });
    await fill('three');
    expect(chunksIn(join(world.directory, 'three'))).toEqual(chunks.slice(0, 2));
  });

  it('leaves a damaged chunk out, names it, and takes it when it comes whole', async () => {
    await fill('all', systemFileSystem);
    const [first = ''] = chunks;
    const path = join(world.directory, 'all', first);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(700) ^ 1, 700);
    writeFileSync(path, bytes);
    const { damaged, missing } = await collect('all');
    expect(damaged).toMatchObject([{ code: 'CARRY_DAMAGED', affected: [first] }]);
    expect(missing).toEqual([first]);
    expect(existsSync(join(world.directory, 'whole', first))).toBe(false);
    writeFileSync(path, readFileSync(join(set, first)));
    expect(await collect('all')).toMatchObject({ taken: [first], missing: [] });
  });

  it('goes on within a chunk that was cut off while it was copied, and reckons with what is there', async () => {
    const [first = ''] = chunks;
    const half = readFileSync(join(set, first)).subarray(0, 9000);
    await fill('one', mediumFor(1));
    rmSync(join(world.directory, 'one', first));
    const part = join(world.directory, 'one', '.carry-part-chunk-000001');
    writeFileSync(part, half);
    // A link under a temporary name is nothing to go on with.
    symlinkSync(join(set, first), join(world.directory, 'one', '.carry-part-chunk-000009'));
    expect(await fill('one')).toMatchObject({ number: 1 });
    expect(readFileSync(join(world.directory, 'one', first))).toEqual(readFileSync(join(set, first)));
    expect(readdirSync(join(world.directory, 'one')).filter((name) => name.startsWith('.carry'))).toEqual([]);
  });

  it('takes no more of a medium than it is told, whatever room there is', async () => {
    const capacity = taken(set, (name) => !chunks.includes(name)) + reserve + 2 * (20_000 + perFile);
    const medium = join(world.directory, 'disc');
    const filled = await fillNextMedium(services(), { set, medium, capacity }, { signal, dropFromCache });
    expect(chunksIn(medium)).toEqual(chunks.slice(0, 2));
    expect(filled.left.map(({ name }) => name)).toEqual(chunks.slice(2));
    const again = await fillNextMedium(services(), { set, medium, capacity }, { signal, dropFromCache });
    expect(again.left).toEqual(filled.left);
  });

  it('tells what the whole set needs, and takes nothing where there is no room for all of it', async () => {
    await fill('one');
    const into = { medium: join(world.directory, 'one'), directory: join(world.directory, 'tight') };
    const bytes = readdirSync(set)
      .filter((name) => name !== 'custody.jsonl')
      .filter((name) => statSync(join(set, name)).isFile())
      .reduce((sum, name) => sum + statSync(join(set, name)).size, 0);
    const before = await collectNeed(services(), into);
    expect(before.total).toBe(bytes);
    const tight = {
      ...systemFileSystem,
      statfs: () => Promise.resolve({ bavail: bytes, bsize: 1, blocks: bytes }),
    } as unknown as FileSystem;
    await expect(collectFromMedium(services(tight), into, { signal })).rejects.toMatchObject({
      code: 'CARRY_NO_ROOM',
    });
    expect(readdirSync(into.directory)).toEqual([]);
    await collectFromMedium(services(), into, { signal });
    expect((await collectNeed(services(), into)).needed).toBeLessThan(before.needed);
  });

  it('follows no link that lies on a medium', async () => {
    await fill('all', systemFileSystem);
    const [first = ''] = chunks;
    const path = join(world.directory, 'all', first);
    rmSync(path);
    symlinkSync(join(set, first), path);
    expect(await collect('all')).toMatchObject({
      damaged: [{ code: 'ARCHIVE_CHUNK_KIND' }],
      missing: [first],
    });
  });

  it('finds out that a medium does not keep what is written to it, and does not count on it', async () => {
    const forgetful = {
      ...systemFileSystem,
      open: async (path: string, flags: string, mode?: number) => {
        if (flags === 'r' && path.endsWith('.tar')) writeFileSync(path, Buffer.alloc(10));
        return systemFileSystem.open(path, flags, mode);
      },
    } as unknown as FileSystem;
    await expect(fill('bad', forgetful)).rejects.toMatchObject({
      code: 'CARRY_NOT_KEPT',
      affected: [chunks[0]],
    });
    expect((await carryStatus(services(), set)).media).toEqual([]);
  });
});

describe('the custody log', () => {
  const log = (folder: string): string =>
    readFileSync(join(world.directory, folder, 'custody.jsonl'), 'utf8');
  const kinds = (folder: string): string[] =>
    log(folder)
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);

  it('goes along on every medium, and is whole where the set is whole', async () => {
    await fill('one', mediumFor(3));
    const { notices } = await fill('two', systemFileSystem);
    expect(notices).toEqual([]);
    expect(kinds('set')).toEqual(['created', 'written', 'copied', 'copied']);
    expect(log('two')).toBe(log('set'));
    expect(log('set').startsWith(log('one'))).toBe(true);
    await collect('two');
    expect(await collect('one')).toMatchObject({ missing: [], notices: [] });
    expect(log('whole').startsWith(log('set'))).toBe(true);
    expect(kinds('whole').slice(-2)).toEqual(['copied', 'copied']);
    const { state, records } = await readSetCustody(services(), join(world.directory, 'whole'), 10);
    expect({ state, records }).toEqual({ state: 'whole', records: 5 });
  });

  it('that has records of its own on a medium is kept beside the other', async () => {
    await fill('one', mediumFor(3));
    await fill('two', systemFileSystem);
    appendFileSync(join(world.directory, 'one', 'custody.jsonl'), '{"own":true}\n');
    await collect('two');
    const { notices } = await collect('one');
    expect(notices).toMatchObject([{ level: 'note', message: { code: 'CARRY_LOG_APART' } }]);
    const file = notices[0]?.message.params['file'];
    expect(log('whole').startsWith(log('set'))).toBe(true);
    expect(readFileSync(join(world.directory, 'whole', String(file)), 'utf8')).toBe(log('one'));
  });

  it('that is no plain file is told of, and the set is carried without it', async () => {
    await fill('all', systemFileSystem);
    const path = join(world.directory, 'all', 'custody.jsonl');
    rmSync(path);
    symlinkSync(join(set, 'custody.jsonl'), path);
    expect(await collect('all')).toMatchObject({
      missing: [],
      notices: [{ level: 'warning', message: { code: 'CARRY_LOG_LEFT' } }],
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['a folder without a set', () => collect('nowhere'), 'CARRY_NO_MANIFEST'],
    ['the set’s own folder', () => fill('set'), 'CARRY_SAME_FOLDER'],
    ['a medium with room for nothing', () => fill('small', mediumFor(-1)), 'CARRY_MEDIUM_TOO_SMALL'],
  ])('%s', async (_what, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });

  it('another set in the same folder, on a medium and where the whole is made', async () => {
    const other = await makeSet('other', 2);
    await fillNextMedium(
      services(),
      { set: other, medium: join(world.directory, 'one') },
      { signal, dropFromCache },
    );
    await expect(fill('one')).rejects.toMatchObject({ code: 'CARRY_OTHER_SET' });
    await fill('two');
    await collect('two', 'whole');
    await expect(collect('one', 'whole')).rejects.toMatchObject({ code: 'CARRY_OTHER_SET' });
  });

  it('a medium more than there are chunks', async () => {
    await fill('all', systemFileSystem);
    await expect(fill('more', systemFileSystem)).rejects.toMatchObject({ code: 'CARRY_NOTHING_LEFT' });
  });
});
