import { open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSetReport, systemServices, type HostServices } from '../../../../core/host/index.ts';
import type { ReportParts } from '../../../../core/host/report/index.ts';
import { makePeriodReport } from '../../../../core/host/report/index.ts';
import type { SetReport } from '../../../../core/report/index.ts';
import { index, operatorWorld, type OperatorWorld } from '../../../support/operator-world.ts';
import { codeOf } from '../../../support/archive-sets.ts';

// Two generations of a set with operators, made once: each test looks at them, or at a copy that it may spoil.
let world: OperatorWorld;
let services: HostServices;
const disk = (): string => join(world.directory, 'disk');
const logging = (newest: string): string => `- catalog: ${index}:v4.15
  packages:
    - name: cluster-logging
      channels:
        - name: stable-5.8
          minVersion: 5.8.1
          maxVersion: ${newest}
`;
const signal = new AbortController().signal;
const report = (
  more: { directory?: string; verify?: boolean; previous?: string } = {},
  parts: ReportParts = {},
): Promise<SetReport> =>
  makeSetReport(services, { directory: disk(), verify: false, signal, ...more }, parts);

beforeAll(async () => {
  world = await operatorWorld();
  const system = systemServices();
  services = {
    ...system,
    environment: {
      ...system.environment,
      hostname: 'station-7',
      home: world.home,
      workingDirectory: world.home,
      variables: { SLUICE_STATE_DIR: world.state, USER: 'ada' },
    },
  };
  for (const newest of ['5.8.1', '5.8.2']) {
    const { report: made } = await world.mirror(logging(newest), {
      destination: `file://${disk()}`,
      more: { target: 'enc1' },
    });
    expect(made.status).toBe('complete');
  }
}, 60_000);
afterAll(() => world.close());

/** The set's files under another name, for a test that spoils them. */
async function copyOfSet(name: string): Promise<string> {
  const { cp } = await import('node:fs/promises');
  const folder = join(world.directory, name);
  await cp(disk(), folder, { recursive: true });
  return folder;
}

describe('the report about a set in a folder', () => {
  it('tells the images of each operator with platforms and sizes', async () => {
    const { contents, identity, madeBy, verdict } = await report();
    const groups = contents.groups.filter(({ kind }) => kind === 'operator');
    expect(groups.map(({ name, versions }) => [name, versions])).toEqual([
      ['cluster-logging', ['5.8.1', '5.8.2']],
    ]);
    expect(groups[0]?.images.some(({ type }) => type === 'operatorBundle')).toBe(true);
    const images = contents.groups.flatMap((group) => group.images);
    // What generation 1 has brought is not here to be read.
    const unknown = images.filter(({ platforms }) => platforms.length === 0);
    expect(unknown.every(({ bytes = 0, carriedBytes = 0 }) => carriedBytes < bytes)).toBe(true);
    expect(unknown.length).toBeLessThan(images.length / 2);
    expect(images.every(({ bytes = 0 }) => bytes > 0)).toBe(true);
    expect(contents.groups.map(({ kind }) => kind)).not.toContain('operator-other');
    expect(identity).toMatchObject({ generation: 2, target: 'enc1', signer: { recorded: false } });
    expect(identity.manifestSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(madeBy).toMatchObject({ host: 'station-7', person: 'ada' });
    expect(verdict.reasons).toEqual(['not-verified']);
  });

  it('compares with the copy of the set before it that this machine keeps', async () => {
    const { delta } = await report();
    if (!delta.recorded) throw new Error('nothing to compare with');
    expect(delta.value.previous.generation).toBe(1);
    expect(delta.value.added.length + delta.value.changed.length).toBeGreaterThan(0);
    expect(delta.value.removed).toEqual([]);
    expect(delta.value.unchanged).toBeGreaterThan(0);
  });

  it('compares with the set in another folder when that is named', async () => {
    const previous = join(disk(), 'generation-000001');
    const { delta } = await report({ previous });
    expect(delta.recorded && delta.value.previous.generation).toBe(1);
    expect(await codeOf(report({ previous: world.directory }))).toBe('REPORT_PREVIOUS_ABSENT');
    expect(await codeOf(report({ previous: disk() }))).toBe('REPORT_PREVIOUS_SAME');
  });

  it('finds the set before it beside it, where this machine keeps none', async () => {
    const elsewhere = {
      ...services.environment,
      variables: { SLUICE_STATE_DIR: join(world.directory, 'other') },
    };
    const made = await makeSetReport(
      { ...services, environment: elsewhere },
      { directory: disk(), verify: false, signal },
    );
    expect(made.delta.recorded && made.delta.value.previous.generation).toBe(1);
  });

  it('has a line for each file when the set is read back', async () => {
    const told: number[] = [];
    const request = { directory: disk(), verify: true, signal, onBytes: (done: number) => told.push(done) };
    const { integrity, verdict } = await makeSetReport(services, request);
    expect(verdict).toEqual({ level: 'good', reasons: [] });
    expect(integrity.verifications).toHaveLength(1);
    expect(integrity.verifications[0]).toMatchObject({
      by: { host: 'station-7', person: 'ada' },
      problems: [],
      chunks: [{ name: 'mirror_000001.tar', state: 'verified', sha256: integrity.chunks[0]?.sha256 }],
    });
    expect(integrity.verifications[0]?.chunks[0]?.blobs).toBeGreaterThan(5);
    expect(told.at(-1)).toBe(integrity.chunks[0]?.bytes);
  });

  it('looks for credentials in every file that is no image, and finds none', async () => {
    const { secretScan } = await report();
    if (!secretScan.recorded) throw new Error('not scanned');
    const files = secretScan.value.scanned.map(({ file }) => file);
    expect(files).toEqual(
      expect.arrayContaining(['sluice-set.json', 'sluice-index.jsonl', 'imageset-config.yaml']),
    );
    expect(files.some((file) => file.startsWith('isc_'))).toBe(true);
    expect(secretScan.value.findings).toEqual([]);
    expect(secretScan.value.notScanned).toEqual([]);
  });

  it('takes what other rooms know through their doors', async () => {
    const seen: unknown[] = [];
    const made = await report(
      {},
      {
        custody: async (set) => {
          seen.push(set.directory, set.manifest.generation);
          return { entries: [], chain: { state: 'broken', seq: 3 } };
        },
        signer: async () => ({ name: 'station', keyId: 'ff', result: 'good' }),
        approvals: async () => undefined,
      },
    );
    expect(seen).toEqual([disk(), 2]);
    expect(made.custody).toMatchObject({ recorded: true, value: { chain: { seq: 3 } } });
    expect(made.identity.signer.recorded).toBe(true);
    expect(made.approvals).toEqual({ recorded: false, why: 'not-supplied' });
    expect(made.verdict.level).toBe('bad');
  });
});

describe('the report about a set that is not as it should be', () => {
  it('names a file with a secret that lies beside it, and does not follow links', async () => {
    const folder = await copyOfSet('visited');
    await writeFile(
      join(folder, 'notes.txt'),
      ['hello', ['-----BEGIN PRIVATE', 'KEY-----'].join(' ')].join('\n'),
    );
    await symlink('/etc/hostname', join(folder, 'link'));
    const { exceptions, secretScan, verdict } = await report({ directory: folder });
    expect(exceptions.strangers).toEqual({ recorded: true, value: ['link', 'notes.txt'] });
    expect(secretScan.recorded && secretScan.value.findings).toEqual([
      { rule: 'private-key', file: 'notes.txt', line: 2, matches: 1 },
    ]);
    expect(secretScan.recorded && secretScan.value.notScanned).toEqual([
      { file: 'link', reason: 'unreadable' },
    ]);
    expect(verdict.reasons).toEqual(['not-verified', 'secrets-found', 'strangers']);
  });

  it('says that a chunk is missing, also without reading the rest', async () => {
    const folder = await copyOfSet('short');
    await rm(join(folder, 'mirror_000001.tar'));
    const { integrity, verdict } = await report({ directory: folder });
    expect(integrity.problems.map(({ code }) => code)).toContain('ARCHIVE_CHUNK_MISSING');
    expect(verdict.level).toBe('bad');
    const read = await report({ directory: folder, verify: true });
    expect(read.integrity.verifications[0]?.chunks).toMatchObject([{ state: 'missing' }]);
  });

  it('says that a byte differs, when every byte is read', async () => {
    const folder = await copyOfSet('flipped');
    const file = await open(join(folder, 'mirror_000001.tar'), 'r+');
    const { size } = await file.stat();
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, Math.floor(size / 2));
    byte.writeUInt8(byte.readUInt8(0) ^ 1, 0);
    await file.write(byte, 0, 1, Math.floor(size / 2));
    await file.close();
    const { integrity, verdict } = await report({ directory: folder, verify: true });
    expect(integrity.verifications[0]?.chunks).toMatchObject([{ state: 'damaged' }]);
    expect(verdict).toMatchObject({ level: 'bad' });
    expect(verdict.reasons).toContain('damaged');
  });

  it('is refused for an archive without a manifest', async () => {
    const folder = await copyOfSet('theirs');
    await rename(join(folder, 'sluice-set.json'), join(world.directory, 'aside.json'));
    expect(await codeOf(report({ directory: folder }))).toBe('REPORT_SET_WITHOUT_MANIFEST');
  });

  it('stops when it is told to', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(
      makeSetReport(services, { directory: disk(), verify: true, signal: stopped }),
    ).rejects.toThrow('enough');
  });
});

describe('the report about a period', () => {
  const period = (from: string, to: string) => makePeriodReport(services, { from, to, signal });

  it('has every set that was made in it, with what differs from the one before', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { sets } = await period('2020-01-01', day);
    expect(
      sets.map(({ target, generation, report: { recorded } }) => [target, generation, recorded]),
    ).toEqual([
      ['enc1', 1, true],
      ['enc1', 2, true],
    ]);
    const second = sets[1]?.report;
    expect(second?.recorded && second.value.delta.recorded).toBe(true);
    const first = sets[0]?.report;
    expect(first?.recorded && first.value.delta).toEqual({ recorded: false, why: 'no-previous' });
  });

  it('is empty where nothing was made', async () => {
    expect((await period('2020-01-01', '2020-12-31')).sets).toEqual([]);
  });

  it.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-03-02', '2026-03-01'],
    ['yesterday', 'today'],
    ['', ''],
  ])('is refused from "%s" to "%s"', async (from, to) => {
    expect(await codeOf(period(from, to))).toBe('REPORT_PERIOD_INVALID');
  });
});
