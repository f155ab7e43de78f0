import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SluiceError } from '../../../../core/contract/index.ts';
import { listDriftChecks, type DriftReport } from '../../../../core/host/index.ts';
import type { BeforeHook } from '../../../../core/practice/index.ts';
import type { RunningRegistry } from '../../../support/practice-client.ts';
import { personalities, personalityOptions } from '../../../support/personalities/index.ts';
import { arrived, compareHere, imageOf, remove } from '../../../support/drift-world.ts';
import { hostOf, pushImage } from '../../../support/host-registries.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
let enclave: RunningRegistry;
/** What goes wrong at the enclave's registry. */
let bend: BeforeHook;
beforeEach(async () => {
  bend = () => undefined;
  world = await receiptsWorld();
  enclave = await world.registry({ before: (request) => bend(request) });
});
afterEach(() => world.close());

const compared = (): Promise<DriftReport> => compareHere(world, enclave);
const kinds = ({ differences }: DriftReport): string[] => differences.map(({ kind }) => kind);
const layerOf = (set: MadeHere, name: string): string => imageOf(set, name).blobs[1] ?? '';

describe('a registry beside its receipts', () => {
  it('is as told', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const report = await compared();
    expect(report).toMatchObject({
      target: 'enc1',
      drifted: false,
      registry: `docker://${hostOf(enclave)}`,
      person: 'Ada',
      images: set.manifest.images.length,
      intact: set.manifest.images.length,
      counts: {},
      gone: 0,
      differences: [],
      sets: [],
      findings: [],
    });
    const [listed] = await listDriftChecks(world.services, 'enc1');
    expect(listed).toMatchObject({ id: report.id, time: report.time, lastGeneration: 1, repaired: false });
  });

  it('has lost a manifest: the image, and what nothing names any more, is gone', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const { repository, tag, digest, blobs } = imageOf(set, 'a');
    await remove(enclave, repository, 'manifests', digest);
    const report = await compared();
    expect(report).toMatchObject({
      drifted: true,
      differences: [
        {
          kind: 'manifest-missing',
          repository,
          tag,
          digest,
          generation: 1,
          absent: [digest],
          absentCount: 1,
        },
      ],
      counts: { 'manifest-missing': 1 },
      intact: report.images - 1,
      gone: 1 + blobs.length,
      sets: [{ generation: 1, setId: set.manifest.setId, digests: 1 + blobs.length }],
    });
  });

  it('has lost a layer', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const { repository, digest } = imageOf(set, 'a');
    await remove(enclave, repository, 'blobs', layerOf(set, 'a'));
    expect(await compared()).toMatchObject({
      drifted: true,
      differences: [{ kind: 'blobs-missing', digest, absent: [layerOf(set, 'a')], absentCount: 1 }],
      gone: 1,
    });
  });

  it('has a tag that somebody moved, and one that somebody took away', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const other = await pushImage(enclave, imageOf(set, 'a').repository, '1.0', 'somebody else’s');
    await remove(enclave, imageOf(set, 'b').repository, 'manifests', '1.0');
    const report = await compared();
    expect(report.differences).toMatchObject([
      { kind: 'tag-moved', digest: imageOf(set, 'a').digest, found: other.digest },
      { kind: 'tag-missing', digest: imageOf(set, 'b').digest },
    ]);
    expect(report).toMatchObject({ drifted: true, gone: 0 });
  });

  it('has a tag that no set brought: told, and no drift', async () => {
    const set = await arrived(world, enclave, ['a']);
    await pushImage(enclave, imageOf(set, 'a').repository, 'mine', 'mine');
    expect(await compared()).toMatchObject({
      drifted: false,
      differences: [{ kind: 'not-ours', tag: 'mine' }],
      intact: 1,
    });
  });

  it('was wiped', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const empty = await world.registry();
    const report = await compareHere(world, empty);
    expect(kinds(report)).toEqual(set.manifest.images.map(() => 'manifest-missing'));
    expect(report.findings.map(({ code }) => code)).toEqual(['DRIFT_OTHER_REGISTRY']);
    expect(report).toMatchObject({ intact: 0, drifted: true });
  });

  it('is ahead of its receipts: a set arrived whose receipt was not read', async () => {
    const first = await arrived(world, enclave, ['a']);
    await pushImage(world.source, 'lab/a', '1.0', 'a, newer');
    const next = await world.make('enc1', ['a', 'b']);
    await world.bring(next, enclave);
    const own = await readdir(join(world.state, 'receipts'));
    // On another machine than where the sets are made, its own receipt is not there.
    await rm(join(world.state, 'receipts', own.find((name) => name.startsWith(next.manifest.setId)) ?? ''));
    expect(await compared()).toMatchObject({
      drifted: false,
      differences: [{ kind: 'set-ahead', tag: '1.0', found: imageOf(next, 'a').digest }],
    });
    await world.read(next, 'enc1');
    expect(kinds(await compared())).toEqual([]);
    await remove(enclave, imageOf(first, 'a').repository, 'manifests', imageOf(first, 'a').digest);
    expect(await compared()).toMatchObject({ drifted: false, counts: { 'superseded-missing': 1 } });
  });

  it('gives other bytes under a digest', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    const { repository, digest } = imageOf(set, 'a');
    const path = `/v2/${repository}/manifests/${digest}`;
    bend = (asked) =>
      asked.method === 'GET' && asked.path === path ? { kind: 'corrupt', offset: 5 } : undefined;
    expect(await compared()).toMatchObject({
      drifted: true,
      differences: [{ kind: 'manifest-damaged', absent: [digest] }],
    });
  });

  it('is compared by the receipts of this machine alone where no sets are made', async () => {
    const set = await world.make('enc1', ['a', 'b']);
    await world.bring(set, enclave);
    await rm(join(world.state, 'targets'), { recursive: true });
    expect(await compared()).toMatchObject({ drifted: false, images: 2 });
    await remove(enclave, imageOf(set, 'a').repository, 'blobs', layerOf(set, 'a'));
    expect(await compared()).toMatchObject({ drifted: true, sets: [{ generation: 1, digests: 1 }] });
  });

  it.each(personalities)('is as told at a registry like $name', async (personality) => {
    enclave = await world.registry(personalityOptions(personality));
    const set = await arrived(world, enclave, ['a', 'b']);
    expect(await compared()).toMatchObject({ drifted: false, differences: [] });
    await remove(enclave, imageOf(set, 'a').repository, 'manifests', imageOf(set, 'a').digest);
    expect(kinds(await compared())).toEqual(['manifest-missing']);
  });
});

describe('what is no drift', () => {
  it('is a registry that cannot be asked: nothing is recorded', async () => {
    await arrived(world, enclave, ['a']);
    for (const status of [401, 404]) {
      bend = () => ({ kind: 'respond', status, body: '<html>' });
      await expect(compared()).rejects.toBeInstanceOf(SluiceError);
    }
    // A page in place of everything, as proxies send it.
    bend = () => ({ kind: 'respond', status: 200, body: '<html>' });
    await expect(compared()).rejects.toMatchObject({ code: 'MANIFEST_DIGEST_MISMATCH' });
    expect(await listDriftChecks(world.services, 'enc1')).toEqual([]);
  });

  it('is an enclave without receipts', async () => {
    await world.make('enc1', ['a']);
    await expect(compared()).rejects.toMatchObject({ code: 'DRIFT_NOTHING_TOLD' });
    await expect(compareHere(world, enclave, 'En clave')).rejects.toMatchObject({
      code: 'LEDGER_TARGET_NAME_INVALID',
    });
  });

  it('asks no question twice', async () => {
    await arrived(world, enclave, ['a', 'b', 'c']);
    const asked = new Map<string, number>();
    bend = ({ method, path }) => {
      asked.set(`${method} ${path}`, (asked.get(`${method} ${path}`) ?? 0) + 1);
      return undefined;
    };
    await compared();
    expect([...asked].filter(([, times]) => times > 1)).toEqual([]);
    expect(asked.size).toBeGreaterThan(9);
  });
});
