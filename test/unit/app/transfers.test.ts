import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mediumReserve,
  roomPerFile,
  type PathPurpose,
  type PathToken,
  type Transfer,
  type TransferKind,
  type TransferResult,
  type TransferTask,
} from '../../../core/contract/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { testBlob, writeSet } from '../../support/archive-sets.ts';

let world: AppWorld;
let app: App;
let set: string;

beforeEach(async () => {
  world = await appWorld();
  await mkdir(join(world.root, 'home'));
  set = join(world.root, 'set');
  const blobs = Array.from({ length: 6 }, (_, number) => testBlob(60_000, number + 1));
  await writeSet(set, blobs, { payloadLimit: 70_000 });
  app = await world.start();
});
afterEach(() => world.remove());

async function token(name: string, purpose: PathPurpose = 'archive-out'): Promise<PathToken> {
  await mkdir(join(world.root, name), { recursive: true });
  return (await app.host.acceptPath(join(world.root, name), purpose)).token;
}

const toldOf = (id: string): Transfer[] =>
  app.events.flatMap(({ topic, payload }) =>
    topic === 'transfer.changed' && 'task' in payload && payload.id === id ? [payload as Transfer] : [],
  );

async function ended(id: string): Promise<Transfer['state']> {
  for (;;) {
    const state = toldOf(id).at(-1)?.state;
    if (state !== undefined && state.kind !== 'running') return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function done<Kind extends TransferKind>(
  task: TransferTask & { readonly kind: Kind },
): Promise<Extract<TransferResult, { kind: Kind }>> {
  const { transfer } = await app.call('transfers.start', { task });
  const state = await ended(transfer.id);
  if (state.kind !== 'done') throw new Error(JSON.stringify(state));
  return state.result as Extract<TransferResult, { kind: Kind }>;
}

describe('a set on several media, from the page', () => {
  it('is filled onto one after the other, told of as it goes, and put together in any order', async () => {
    const from = await token('set', 'archive-in');
    // Two chunks, three files that lie on each, and the room that a file system takes.
    const capacity = mediumReserve + 5 * roomPerFile + 2 * 62_000 + 12_000;
    const numbers: number[] = [];
    for (let number = 1; ; number += 1) {
      const medium = await token(`medium-${number}`);
      const { carried, ...filled } = await done({ kind: 'fill', set: from, medium, capacity });
      numbers.push(filled.number);
      expect(carried.media).toHaveLength(number);
      if (carried.left.length === 0) break;
    }
    expect(numbers.length).toBeGreaterThanOrEqual(3);
    expect(await app.call('transfers.carried', { set: from })).toMatchObject({ chunks: 6, left: [] });
    const { transfers } = await app.call('transfers.list', {});
    expect(transfers.map(({ state }) => state.kind)).toEqual(numbers.map(() => 'done'));
    expect(toldOf(transfers[0]?.id ?? '')[0]?.state).toMatchObject({ kind: 'running', phase: 'copy' });

    const into = await token('whole');
    const collected: Extract<TransferResult, { kind: 'collect' }>[] = [];
    for (const number of numbers.toReversed()) {
      const medium = await token(`medium-${number}`, 'archive-in');
      const need = await app.call('transfers.need', { medium, into });
      expect(need.needed).toBeGreaterThan(0);
      collected.push(await done({ kind: 'collect', medium, into }));
    }
    expect(collected.map(({ number }) => number)).toEqual(numbers.toReversed());
    expect(collected.map(({ missing }) => missing.length > 0)).toEqual(
      numbers.toReversed().map((number) => number > 1),
    );
    const whole = collected.at(-1)?.whole;
    if (whole === undefined) throw new Error('not whole');
    expect((await app.call('archives.inspect', { folder: whole })).chunks).toHaveLength(6);
    expect(await app.call('transfers.need', { medium: from, into })).toMatchObject({ needed: 0 });
  });

  it('gives the files of a lost medium to the next', async () => {
    const from = await token('set', 'archive-in');
    await done({ kind: 'fill', set: from, medium: await token('one') });
    const { left } = await app.call('transfers.lost', { set: from, number: 1 });
    expect(left).toHaveLength(6);
    await expect(app.call('transfers.lost', { set: from, number: 1 })).rejects.toMatchObject({
      code: 'CARRY_MEDIUM_UNKNOWN',
    });
  });
});

describe('a drop folder and repair blocks, from the page', () => {
  it('sends, and receives once everything is there', async () => {
    const drop = await token('drop');
    const sent = await done({ kind: 'send', set: await token('set', 'archive-in'), drop });
    expect(sent.sentBytes).toBe(sent.bytes);
    const task = {
      kind: 'receive',
      drop: await token('drop', 'archive-in'),
      into: await token('taken'),
      wait: false,
    } as const;
    expect(await done(task)).toMatchObject({ setId: sent.setId, files: sent.files });
    expect(await readdir(join(world.root, 'taken'))).toContain('sluice-set.json');
  });

  it('waits for what is missing, says for what, and can be stopped', async () => {
    const drop = await token('empty', 'archive-in');
    const { transfer } = await app.call('transfers.start', {
      task: { kind: 'receive', drop, into: await token('taken'), wait: true },
    });
    await expect
      .poll(() => toldOf(transfer.id).at(-1)?.state)
      .toMatchObject({ waiting: { count: 0, names: [] } });
    expect(app.host.busy()).toBe(true);
    const stopped = await app.call('transfers.stop', { id: transfer.id });
    expect(stopped.transfer.state).toEqual({ kind: 'stopped' });
    expect(app.host.busy()).toBe(false);
  });

  it('makes repair blocks, finds what is damaged, and mends it', async () => {
    const folder = await token('set');
    const made = await done({ kind: 'protect', set: folder, percent: 30 });
    expect(made.repairBytes).toBeGreaterThan(0);
    expect(await done({ kind: 'check', set: folder })).toMatchObject({ whole: true, files: [] });
    const chunk = join(set, 'mirror_000002.tar');
    const before = await readFile(chunk);
    await writeFile(chunk, before.subarray(0, 100));
    expect(await done({ kind: 'check', set: folder })).toMatchObject({
      whole: false,
      mendable: true,
      files: [{ name: 'mirror_000002.tar', state: 'damaged' }],
    });
    expect(await done({ kind: 'mend', set: folder })).toMatchObject({ mended: ['mirror_000002.tar'] });
    expect(await readFile(chunk)).toEqual(before);
  });
});

describe('what is refused or fails', () => {
  it('a second move with the same folder, and its end with the program', async () => {
    const drop = await token('empty', 'archive-in');
    const into = await token('taken');
    const task = { kind: 'receive', drop, into, wait: true } as const;
    const { transfer } = await app.call('transfers.start', { task });
    await expect(app.call('transfers.start', { task })).rejects.toMatchObject({ code: 'CARRY_AT_WORK' });
    expect(app.host.busy()).toBe(true);
    await app.host.close();
    expect((await ended(transfer.id)).kind).toBe('stopped');
  });

  it('folders of another purpose, an unknown one, and a viewer', async () => {
    const from = await token('set', 'archive-in');
    const medium = await token('one', 'archive-in');
    await expect(
      app.call('transfers.start', { task: { kind: 'fill', set: from, medium } }),
    ).rejects.toMatchObject({ code: 'PATH_TOKEN_PURPOSE' });
    await expect(app.call('transfers.stop', { id: 'transfer-99' })).rejects.toMatchObject({
      code: 'CARRY_UNKNOWN',
    });
    const task = { kind: 'check', set: from } as const;
    await expect(app.call('transfers.start', { task }, { role: 'viewer' })).rejects.toMatchObject({
      code: 'APP_VIEWER_ONLY',
    });
  });

  it('tells why: the folder went away, there is no set', async () => {
    const medium = await token('one');
    const { transfer } = await app.call('transfers.start', {
      task: { kind: 'fill', set: await token('nothing', 'archive-in'), medium },
    });
    expect(await ended(transfer.id)).toMatchObject({ kind: 'failed', error: { code: 'CARRY_NO_MANIFEST' } });
    await rm(join(world.root, 'one'), { recursive: true });
    await expect(
      app.call('transfers.start', { task: { kind: 'fill', set: await token('set', 'archive-in'), medium } }),
    ).rejects.toMatchObject({ code: 'PATH_GONE' });
  });

  it('goes on after it was stopped in the middle of a file', async () => {
    const stopping: { now?: (() => void) | undefined } = {};
    const slow = {
      ...systemFileSystem,
      open: async (path: string, ...rest: [string, number?]) => {
        if (path.endsWith('.carry-part-chunk-000003')) stopping.now?.();
        return systemFileSystem.open(path, ...rest);
      },
    } as unknown as FileSystem;
    await app.host.close();
    app = await world.start({ services: { fs: slow } });
    const from = await token('set', 'archive-in');
    const medium = await token('one');
    const ends = new Promise<Transfer>((resolve) => {
      stopping.now = () => {
        stopping.now = undefined;
        void app.call('transfers.stop', { id: 'transfer-1' }).then(({ transfer }) => resolve(transfer));
      };
    });
    await app.call('transfers.start', { task: { kind: 'fill', set: from, medium } });
    expect((await ends).state).toEqual({ kind: 'stopped' });
    expect(await readdir(join(world.root, 'one'))).not.toContain('sluice-set.json');
    expect(await done({ kind: 'fill', set: from, medium })).toMatchObject({ number: 1 });
    expect(await readFile(join(world.root, 'one', 'mirror_000003.tar'))).toEqual(
      await readFile(join(set, 'mirror_000003.tar')),
    );
  });
});
