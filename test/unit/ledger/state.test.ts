import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../core/contract/index.ts';
import {
  isKnowledgeName,
  isTargetName,
  knowledgeStore,
  makeStateFolder,
  openTargets,
  readHistory,
  stateDirectory,
} from '../../../core/ledger/index.ts';
import { systemFileSystem as fs } from '../../../core/ports/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { faultyFileSystem } from '../../support/ledger-faults.ts';
import { environmentOf, temporaryFolder } from '../../support/ledger-world.ts';

describe('when the state directory is looked up', () => {
  it.each([
    [{}, '/home/operator/.local/state/sluice'],
    [{ XDG_STATE_HOME: '/var/xdg' }, '/var/xdg/sluice'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/operator/.local/state/sluice'],
    [{ XDG_STATE_HOME: '' }, '/home/operator/.local/state/sluice'],
    [{ SLUICE_STATE_DIR: '/srv/state', XDG_STATE_HOME: '/var/xdg' }, '/srv/state'],
    [{ SLUICE_STATE_DIR: 'state' }, '/home/operator/work/state'],
    [{ SLUICE_STATE_DIR: '' }, '/home/operator/.local/state/sluice'],
  ])('with %j it is %s', (variables, expected) => {
    expect(stateDirectory(environmentOf({ variables }))).toBe(expected);
  });

  it.skipIf(process.platform === 'win32')('is made for its owner only', async () => {
    const path = join(temporaryFolder(), 'a', 'sluice');
    await makeStateFolder(fs, path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });
});

const [one, two] = [digestOf('1'), digestOf('2')];
const now = new Date('2026-11-22T17:18:38Z');
const set = { setId: 'set-1', bytes: 73, images: 28, chunks: 1 };

describe('when archives are made for a named target', () => {
  it('counts generations and keeps what each target has, apart from the others', async () => {
    const targets = openTargets({ fs, stateDirectory: temporaryFolder() });
    expect(await targets.read('enclave-a')).toEqual({
      format: 1,
      name: 'enclave-a',
      generation: 0,
      exports: [],
    });
    await targets.commitExport('enclave-a', { set, base: [], added: [one], now });
    const second = { ...set, setId: 'set-2', parentSetId: 'set-1' };
    const after = await targets.commitExport('enclave-a', { set: second, base: [one], added: [two], now });
    expect(after.generation).toBe(2);
    expect(after.exports).toEqual([
      { ...set, generation: 1, time: '2026-11-22T17:18:38.000Z' },
      { ...second, generation: 2, time: '2026-11-22T17:18:38.000Z' },
    ]);
    const history = await readHistory(fs, targets.historyDirectory('enclave-a'), { now });
    expect([history.digests, history.generation]).toEqual([new Set([one, two]), 2]);
    expect((await readHistory(fs, targets.historyDirectory('enclave-b'), { now })).digests.size).toBe(0);
    expect((await targets.list()).map((target) => target.name)).toEqual(['enclave-a']);
  });

  it('counts a set once, also when a crash made it be recorded again', async () => {
    const targets = openTargets({ fs, stateDirectory: temporaryFolder() });
    const first = await targets.commitExport('enclave-b', { set, base: [], added: [one], now });
    const again = await targets.commitExport('enclave-b', { set, base: [], added: [one], now });
    expect(again).toEqual(first);
    expect((await targets.read('enclave-b')).exports).toHaveLength(1);
  });

  it('never claims in its history what the counter does not know, wherever the machine stops', async () => {
    const whole = faultyFileSystem();
    await openTargets({ fs: whole.fs, stateDirectory: temporaryFolder() }).commitExport('x', {
      set,
      base: [],
      added: [one],
      now,
    });
    for (let at = 1; at <= whole.calls.length; at += 1) {
      const directory = temporaryFolder();
      const disk = faultyFileSystem({ at, code: 'EIO', crash: true });
      const committing = openTargets({ fs: disk.fs, stateDirectory: directory }).commitExport('x', {
        set,
        base: [],
        added: [one],
        now,
      });
      await expect(committing).rejects.toMatchObject({ code: 'LEDGER_WRITE_FAILED' });
      const targets = openTargets({ fs, stateDirectory: directory });
      const { generation } = await targets.read('x');
      const history = await readHistory(fs, targets.historyDirectory('x'), { now });
      expect(history.generation, `stopped at ${disk.calls.at(-1) ?? ''}`).toBeLessThanOrEqual(generation);
    }
  });

  it.each(['enclave-b', 'a', '1.2_3', 'x'.repeat(63)])('accepts the name %s', (name) => {
    expect(isTargetName(name)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'A',
    'é',
    'a.',
    '-a',
    'a..b',
    'con',
    'nul.txt',
    'x'.repeat(64),
    'a\0b',
  ])('refuses the name %j', async (name) => {
    const targets = openTargets({ fs, stateDirectory: temporaryFolder() });
    const refusal = { code: 'LEDGER_TARGET_NAME_INVALID' };
    await expect(targets.read(name)).rejects.toMatchObject(refusal);
    await expect(targets.commitExport(name, { set, base: [], added: [], now })).rejects.toMatchObject(
      refusal,
    );
    expect(() => targets.historyDirectory(name)).toThrow(expect.objectContaining(refusal));
  });

  it.each(['', 'null', '{"format":2}', '{"format":1,"name":"x","generation":-1,"exports":[]}'])(
    'does not start over silently on a damaged record %j',
    async (text) => {
      const directory = temporaryFolder();
      mkdirSync(join(directory, 'targets', 'x'), { recursive: true });
      writeFileSync(join(directory, 'targets', 'x', 'target.json'), text);
      const targets = openTargets({ fs, stateDirectory: directory });
      await expect(targets.read('x')).rejects.toMatchObject({ code: 'LEDGER_STATE_DAMAGED' });
    },
  );
});

const graph = 'hold-release/cincinnati-graph-data/amd64-stable-4.18.json';
const signature = `signatures/4.18.1-x86_64-sha256-${'a'.repeat(64)}`;

describe('when an import leaves knowledge for a later export', () => {
  it('gives back what was put, by its name in working-dir', async () => {
    const directory = temporaryFolder();
    const store = knowledgeStore({ fs, stateDirectory: directory });
    expect(await store.list()).toEqual([]);
    expect(await store.read(graph)).toBeUndefined();
    expect(await store.put(graph, Buffer.from('{"nodes":[]}'))).toBe('stored');
    expect(await store.put(signature, Buffer.from([1, 2, 3]))).toBe('stored');
    expect(await store.put(signature, Buffer.from([1, 2, 3]))).toBe('unchanged');
    expect(await store.put(graph, Buffer.from('{"nodes":[1]}'))).toBe('stored');
    const again = knowledgeStore({ fs, stateDirectory: directory });
    expect(await again.list()).toEqual([graph, signature]);
    expect((await again.read(graph))?.toString()).toBe('{"nodes":[1]}');
    expect(await again.read(signature)).toEqual(Buffer.from([1, 2, 3]));
    expect(readdirSync(join(directory, 'knowledge', 'signatures'))).toHaveLength(1);
  });

  it.each([
    graph,
    signature,
    'hold-release/cincinnati-graph-data/multi-candidate-4.19.json',
    `signatures/${'0'.repeat(64)}`,
    `signatures/sha256-${'0'.repeat(64)}`,
  ])('knows the name %s', (name) => {
    expect(isKnowledgeName(name)).toBe(true);
  });

  it.each([
    '',
    'signatures',
    'signatures/',
    `signatures/../${'0'.repeat(64)}`,
    `signatures/x/${'0'.repeat(64)}`,
    `/signatures/${'0'.repeat(64)}`,
    `signatures/.x-sha256-${'0'.repeat(64)}`,
    'hold-release/cincinnati-graph-data/../../x-y.json',
    'hold-release/cincinnati-graph-data/amd64-stable-4.18.json/',
    'hold-release/cincinnati-graph-data/amd64-stable\\..\\x.json',
    'hold-release/cincinnati-graph-data/amd64-C:x.json',
    'hold-release/cincinnati-graph-data/amd64-x.json\0',
    'logs/oc-mirror.log',
  ])('refuses the name %j and writes nothing', async (name) => {
    const directory = temporaryFolder();
    const store = knowledgeStore({ fs, stateDirectory: directory });
    const refusal = { code: 'LEDGER_KNOWLEDGE_NAME_INVALID' };
    await expect(store.put(name, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(store.read(name)).rejects.toMatchObject(refusal);
    expect(existsSync(join(directory, 'knowledge'))).toBe(false);
  });

  it('refuses what is far too large to be genuine', async () => {
    const store = knowledgeStore({ fs, stateDirectory: temporaryFolder() });
    const content = new Uint8Array(64 * 1024 * 1024 + 1);
    await expect(store.put(graph, content)).rejects.toMatchObject({ code: 'LEDGER_KNOWLEDGE_TOO_LARGE' });
  });

  it('leaves foreign files out of its list', async () => {
    const directory = temporaryFolder();
    const store = knowledgeStore({ fs, stateDirectory: directory });
    await store.put(graph, Buffer.from('{}'));
    writeFileSync(join(directory, 'knowledge', 'hold-release', 'cincinnati-graph-data', '.x.tmp'), '');
    expect(await store.list()).toEqual([graph]);
    expect(readFileSync(join(directory, 'knowledge', ...graph.split('/')), 'utf8')).toBe('{}');
  });
});

describe('when the ledger and the resources have something to say', () => {
  const codes = Object.entries(errorCatalogue).filter(([code]) => /^(?:LEDGER|RESOURCES)_/.test(code));
  const placeholders = (text: string): readonly string[] =>
    [...new Set(text.match(/\{\w+\}/g))].sort((a, b) => a.localeCompare(b));

  it.each(codes)('%s says it with the same facts in both languages', (_code, entry) => {
    const english = placeholders(entry.en.what + entry.en.next);
    expect(placeholders(entry.zh.what + entry.zh.next)).toEqual(english);
    expect(entry.zh.what).toMatch(/[。]$/);
    expect(entry.zh.next).toMatch(/[。]$/);
  });
});
