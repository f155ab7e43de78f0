import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rulesSchema } from '../../../core/approval/index.ts';
import { readSetCustody } from '../../../core/host/index.ts';
import { readImagesFor } from '../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { carriedIn, clockAt, enclave, ruled, scanned, waived } from '../../support/approval-world.ts';
import {
  hostOf,
  pushImage,
  pushList,
  registryWorld,
  type RegistryWorld,
} from '../../support/host-registries.ts';
import { mirrorHere, runsHere, servicesOf, type HostRun } from '../../support/host-world.ts';
import type { RunningRegistry, SampleImage } from '../../support/practice-client.ts';

let world: RegistryWorld;
let source: RunningRegistry;
beforeEach(async () => {
  world = await registryWorld();
  source = await world.registry();
});
afterEach(() => world.close());

const disk = (name = 'disk'): string => join(world.directory, name);
const nameOf = (image: string): string => `${hostOf(source)}/${image}`;
const blobsOf = ({ manifest, digest }: SampleImage): string[] => [
  digest,
  ...manifest.layers.map((layer) => layer.digest),
];

function gated(config: string, more: Partial<HostRun> = {}, name = 'disk') {
  return mirrorHere(world, {
    config,
    destination: `file://${disk(name)}`,
    ...more,
    more: { sourceTlsVerify: false, approvedFor: enclave, ...more.more },
  });
}

describe('an export for an enclave', () => {
  it('takes what is approved, and nothing of anything else', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    const bad = await pushImage(source, 'lab/bad', '1', 'bad');
    const unknown = await pushImage(source, 'lab/unknown', '1', 'unknown');
    await scanned(world, good.digest, 'low');
    await scanned(world, bad.digest, 'critical');
    const names = ['good', 'bad', 'unknown'].map((name) => `name: ${nameOf(`lab/${name}:1`)}`);
    const { report, events } = await gated(await world.configuration(...names));
    expect(report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0, failures: [] });
    expect(report.held?.map(({ origin, error }) => [origin, error.code])).toEqual([
      [nameOf('lab/bad:1'), 'APPROVAL_TOO_SEVERE'],
      [nameOf('lab/unknown:1'), 'APPROVAL_NOT_SCANNED'],
    ]);
    const { blobs, manifest } = await carriedIn(disk());
    for (const digest of blobsOf(good)) expect(blobs).toContain(digest);
    for (const digest of [...blobsOf(bad), ...blobsOf(unknown)]) expect(blobs).not.toContain(digest);
    expect(manifest).toMatchObject({
      complete: 'complete-with-exceptions',
      missing: [
        { origin: nameOf('lab/bad:1'), code: 'APPROVAL_TOO_SEVERE', params: { worst: '<critical>' } },
        { origin: nameOf('lab/unknown:1'), code: 'APPROVAL_NOT_SCANNED' },
      ],
    });
    expect(manifest.images.map(({ digest }) => digest)).toEqual([good.digest]);
    expect((await runsHere(world)).map(({ record }) => record.state)).toEqual(['complete-with-exceptions']);
    const told = events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));
    expect(told).toContain('APPROVAL_HELD_BACK');
    const custody = await readSetCustody(servicesOf(world), disk(), 10);
    expect(custody.newest.map(({ kind, result }) => `${kind} ${result}`)).toEqual([
      'created exceptions',
      'approved exceptions',
      'written exceptions',
    ]);
    expect(custody.newest[1]?.details).toMatchObject({ enclave, images: 1, held: 2 });
  });

  it('goes on with the custody log of the set before in the same folder', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    await scanned(world, good.digest);
    const config = await world.configuration(`name: ${nameOf('lab/good:1')}`);
    await gated(config);
    const { events } = await gated(config, { more: { selfContained: true } });
    const told = events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));
    expect(told.filter((code) => code.startsWith('CUSTODY'))).toEqual([]);
    expect(await readSetCustody(servicesOf(world), disk(), 10)).toMatchObject({ state: 'whole', records: 6 });
  });

  it('is whole when everything is approved, and says nothing of exceptions', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    await scanned(world, good.digest);
    const { report } = await gated(await world.configuration(`name: ${nameOf('lab/good:1')}`));
    expect(report.status).toBe('complete');
    expect(report.held).toBeUndefined();
    expect((await carriedIn(disk())).manifest.complete).toBe('complete');
  });

  it('is still incomplete when something besides could not be had', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    await pushImage(source, 'lab/unknown', '1', 'unknown');
    await scanned(world, good.digest);
    const names = ['good', 'unknown', 'absent'].map((name) => `name: ${nameOf(`lab/${name}:1`)}`);
    const { report } = await gated(await world.configuration(...names), { more: { retryTimes: 0 } });
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 8 });
    expect(report.failures).toHaveLength(1);
    expect(report.held).toHaveLength(1);
    expect((await carriedIn(disk())).manifest.complete).toBe('incomplete');
  });

  it('holds an index back until each carried instance is approved', async () => {
    const [amd64, arm64] = await pushList(source, 'lab/list', '1', ['amd64', 'arm64']);
    const good = await pushImage(source, 'lab/good', '1');
    if (amd64 === undefined || arm64 === undefined) throw new Error('two instances');
    await scanned(world, good.digest);
    await scanned(world, amd64.digest);
    const config = await world.configuration(
      `name: ${nameOf('lab/list:1')}`,
      `name: ${nameOf('lab/good:1')}`,
    );
    const first = await gated(config, {}, 'one');
    expect(first.report.held).toMatchObject([{ error: { params: { instance: 'linux/arm64' } } }]);
    const { blobs } = await carriedIn(disk('one'));
    for (const digest of [...blobsOf(amd64), ...blobsOf(arm64)]) expect(blobs).not.toContain(digest);
    await scanned(world, arm64.digest);
    expect((await gated(config, {}, 'two')).report.status).toBe('complete');
  });

  it('leaves the signature of what is held back behind, too, and carries that of what goes', async () => {
    const good = await pushImage(source, 'lab/app', 'good');
    const bad = await pushImage(source, 'lab/app', 'bad', 'bad');
    const tagOf = ({ digest }: SampleImage): string => `${digest.replace(':', '-')}.sig`;
    const goodSignature = await pushImage(source, 'lab/app', tagOf(good), 'signature of good');
    const badSignature = await pushImage(source, 'lab/app', tagOf(bad), 'signature of bad');
    await scanned(world, good.digest);
    await waived(world, goodSignature.digest);
    const config = await world.configuration(
      `name: ${nameOf('lab/app:good')}`,
      `name: ${nameOf('lab/app:bad')}`,
    );
    await gated(config);
    const { blobs } = await carriedIn(disk());
    expect(blobs).toContain(goodSignature.digest);
    expect(blobs).not.toContain(badSignature.digest);
  });

  it('does not take for a signature what could be run: it is an image like any other', async () => {
    const good = await pushImage(source, 'lab/app', 'good');
    await scanned(world, good.digest);
    const smuggled = await pushImage(source, 'lab/app', `${good.digest.replace(':', '-')}.sig`, 'smuggled');
    const { report } = await gated(await world.configuration(`name: ${nameOf('lab/app:good')}`));
    expect(report.held).toMatchObject([{ error: { code: 'APPROVAL_NOT_SCANNED' } }]);
    expect((await carriedIn(disk())).blobs).not.toContain(smuggled.digest);
  });

  it('remembers what the enclave was to get, approved or not: that is what has to be scanned', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    const bad = await pushImage(source, 'lab/bad', '1', 'bad');
    await scanned(world, good.digest);
    const config = await world.configuration(`name: ${nameOf('lab/good:1')}`, `name: ${nameOf('lab/bad:1')}`);
    await gated(config);
    const known = await readImagesFor(systemFileSystem, world.state, enclave);
    expect(known?.images.map(({ subjects }) => subjects.root)).toEqual([good.digest, bad.digest]);
  });

  it('goes by the rules of its own enclave', async () => {
    const image = await pushImage(source, 'lab/app', '1');
    await ruled(world, rulesSchema.parse({ allow: { repositories: ['*/lab/*'] } }));
    const config = await world.configuration(`name: ${nameOf('lab/app:1')}`);
    expect((await gated(config)).report.status).toBe('complete');
    expect((await carriedIn(disk())).blobs).toContain(image.digest);
    await expect(gated(config, { more: { approvedFor: 'enclave-c' } }, 'other')).rejects.toMatchObject({
      code: 'APPROVAL_NOTHING_APPROVED',
    });
  });
});

describe('a waiver that runs out between approval and export', () => {
  it('holds the image back, and says so', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    const bad = await pushImage(source, 'lab/bad', '1', 'bad');
    await scanned(world, good.digest);
    await scanned(world, bad.digest, 'critical');
    await waived(world, bad.digest, '2026-12-01T00:00:00.000Z');
    const config = await world.configuration(`name: ${nameOf('lab/good:1')}`, `name: ${nameOf('lab/bad:1')}`);
    const before = await gated(config, { clock: clockAt('2026-11-30T23:59:59Z') }, 'before');
    expect(before.report.status).toBe('complete');
    const after = await gated(config, { clock: clockAt('2026-12-01T00:00:01Z') }, 'after');
    expect(after.report.held).toMatchObject([
      { error: { code: 'APPROVAL_WAIVER_EXPIRED', params: { owner: 'A. Officer' } } },
    ]);
    expect((await carriedIn(disk('after'))).blobs).not.toContain(bad.digest);
  });

  it('holds it back when a run is gone on with, although its bytes are on the medium already', async () => {
    const bad = await pushImage(source, 'lab/bad', '1', 'bad');
    const good = await pushImage(source, 'lab/good', '1');
    await scanned(world, good.digest);
    await waived(world, bad.digest, '2026-12-01T00:00:00.000Z');
    const config = await world.configuration(`name: ${nameOf('lab/bad:1')}`, `name: ${nameOf('lab/good:1')}`);
    const stop = new AbortController();
    const first = await gated(config, {
      clock: clockAt('2026-11-30T12:00:00Z'),
      signal: stop.signal,
      more: { workers: 1 },
      onEvent: (event) => {
        if (event.type === 'phase' && event.phase === 'finish') stop.abort();
      },
    });
    expect(first.report.status).toBe('interrupted');
    const { report } = await gated(config, { clock: clockAt('2026-12-02T12:00:00Z') });
    expect(report).toMatchObject({ status: 'complete-with-exceptions', resumed: true });
    const { blobs } = await carriedIn(disk());
    for (const digest of blobsOf(good)) expect(blobs).toContain(digest);
    for (const digest of blobsOf(bad)) expect(blobs).not.toContain(digest);
  });
});

describe('where the gate has nothing to give, or no place', () => {
  it('writes no set when nothing is approved', async () => {
    await pushImage(source, 'lab/app', '1');
    const config = await world.configuration(`name: ${nameOf('lab/app:1')}`);
    await expect(gated(config)).rejects.toMatchObject({
      code: 'APPROVAL_NOTHING_APPROVED',
      params: { count: 1, enclave },
    });
    expect(existsSync(join(disk(), 'sluice-set.json'))).toBe(false);
  });

  it('is for archives only', async () => {
    await pushImage(source, 'lab/app', '1');
    const target = hostOf(await world.registry());
    const run = mirrorHere(world, {
      config: await world.configuration(`name: ${nameOf('lab/app:1')}`),
      destination: `docker://${target}`,
      more: { sourceTlsVerify: false, destinationTlsVerify: false, approvedFor: enclave },
    });
    await expect(run).rejects.toMatchObject({ code: 'APPROVAL_TARGET_NOT_ARCHIVE' });
  });

  it('does not guess what is approved when the record is damaged', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    await scanned(world, good.digest);
    await systemFileSystem
      .open(join(world.state, 'approvals', 'approvals.json'), 'w')
      .then((file) => file.close());
    await expect(gated(await world.configuration(`name: ${nameOf('lab/good:1')}`))).rejects.toMatchObject({
      code: 'LEDGER_STATE_DAMAGED',
    });
  });
});

describe('a set with approved exceptions', () => {
  it('is imported as such, and re-cut through the gate of another enclave', async () => {
    const good = await pushImage(source, 'lab/good', '1');
    await pushImage(source, 'lab/bad', '1', 'bad');
    await scanned(world, good.digest);
    const config = await world.configuration(`name: ${nameOf('lab/good:1')}`, `name: ${nameOf('lab/bad:1')}`);
    await gated(config);
    const host = hostOf(await world.registry());
    const { report } = await mirrorHere(world, {
      config,
      from: disk(),
      destination: `docker://${host}`,
      more: { destinationTlsVerify: false },
    });
    expect(report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0, failures: [] });
    expect(report.held).toMatchObject([
      {
        origin: nameOf('lab/bad:1'),
        error: { code: 'APPROVAL_HELD_AT_EXPORT', params: { code: '<APPROVAL_NOT_SCANNED>' } },
      },
    ]);
    const cut = await gated(config, { from: disk() }, 'cut');
    expect(cut.report.status).toBe('complete-with-exceptions');
    await waived(world, good.digest);
    await ruled(world, rulesSchema.parse({ deny: { digests: [good.digest] } }));
    await expect(gated(config, { from: disk() }, 'cut-again')).rejects.toMatchObject({
      code: 'APPROVAL_NOTHING_APPROVED',
    });
  });
});
