import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repairDrift, type DriftRepairReport } from '../../../../core/host/index.ts';
import type { Digest } from '../../../../core/reference/index.ts';
import { arrived, compareHere, imageOf, queryFor, quietly, remove } from '../../../support/drift-world.ts';
import { pushImage } from '../../../support/host-registries.ts';
import { mirrorHere } from '../../../support/host-world.ts';
import { personalities, personalityOptions } from '../../../support/personalities/index.ts';
import type { RunningRegistry } from '../../../support/practice-client.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
let enclave: RunningRegistry;
beforeEach(async () => {
  world = await receiptsWorld();
  enclave = await world.registry();
});
afterEach(() => world.close());

const repair = (
  { directory: from }: MadeHere,
  restoreTags = false,
  to = enclave,
): Promise<DriftRepairReport> =>
  repairDrift(world.services, { ...queryFor(to), from, restoreTags }, quietly());
const layer = (set: MadeHere, name: string): Digest => {
  const [, found] = imageOf(set, name).blobs;
  if (found === undefined) throw new Error(`${name} has no layer`);
  return found;
};
const codes = ({ findings }: DriftRepairReport): string[] => findings.map(({ code }) => code);

/** What was pushed: blobs by their digest. */
function uploads(registry: RunningRegistry): string[] {
  return registry
    .log()
    .filter(({ method, path, status }) => method === 'PUT' && path.includes('/uploads/') && status === 201)
    .map(({ path }) => decodeURIComponent(path).replace(/^.*digest=/, ''));
}

describe('a repair from a set', () => {
  it('puts back a layer that is gone, and pushes nothing else', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    await remove(enclave, imageOf(set, 'a').repository, 'blobs', layer(set, 'a'));
    enclave.resetCounters();
    const report = await repair(set);
    expect(report).toMatchObject({ drifted: false, repaired: true, repairedImages: 1, differences: [] });
    expect(uploads(enclave)).toEqual([layer(set, 'a')]);
    expect(report.pushedBytes).toBe(set.blobs.get(layer(set, 'a')));
  });

  it('puts back a manifest and its tag; blobs that are still there are not pushed', async () => {
    const set = await arrived(world, enclave, ['a', 'b']);
    await remove(enclave, imageOf(set, 'a').repository, 'manifests', imageOf(set, 'a').digest);
    enclave.resetCounters();
    expect(await repair(set)).toMatchObject({ drifted: false, repairedImages: 1, pushedBytes: 0 });
    expect(uploads(enclave)).toEqual([]);
  });

  it('leaves a tag that somebody moved, unless it is told otherwise', async () => {
    const set = await arrived(world, enclave, ['a']);
    await pushImage(enclave, imageOf(set, 'a').repository, '1.0', 'somebody else’s');
    const left = await repair(set);
    expect(left).toMatchObject({ drifted: true, repairedImages: 0, counts: { 'tag-moved': 1 } });
    expect(codes(left)).toEqual(['DRIFT_TAG_LEFT']);
    expect(await repair(set, true)).toMatchObject({ drifted: false, repairedImages: 1 });
  });

  it('puts back an image whose tag somebody moved, and leaves the tag', async () => {
    const set = await arrived(world, enclave, ['a']);
    const { repository, digest } = imageOf(set, 'a');
    const other = await pushImage(enclave, repository, '1.0', 'somebody else’s');
    await remove(enclave, repository, 'manifests', digest);
    expect(await repair(set)).toMatchObject({
      repairedImages: 1,
      differences: [{ kind: 'tag-moved', found: other.digest }],
    });
  });

  it('never moves a tag back from a set whose receipt was not read', async () => {
    const first = await arrived(world, enclave, ['a']);
    await pushImage(world.source, 'lab/a', '1.0', 'a, newer');
    const { directory } = await world.make('enc1', ['a']);
    // On a machine of its own: only where the sets are made it is not known that it arrived.
    const elsewhere = { ...world, state: `${world.state}-elsewhere` };
    await mirrorHere(elsewhere, {
      config: `${directory}/imageset-config.yaml`,
      from: directory,
      destination: `docker://${queryFor(enclave).host}`,
      more: { sourceTlsVerify: false, destinationTlsVerify: false },
    });
    const report = await repair(first, true);
    expect(report).toMatchObject({ drifted: false, repairedImages: 0, counts: { 'set-ahead': 1 } });
  });

  it('of a wiped registry takes each set in turn, and says what a set lacks', async () => {
    const first = await arrived(world, enclave, ['a', 'b']);
    const second = await arrived(world, enclave, ['a', 'b', 'c']);
    const { digest } = imageOf(second, 'c');
    for (const { repository, digest: image, blobs } of ['a', 'b', 'c'].map((name) => imageOf(second, name))) {
      await remove(enclave, repository, 'manifests', image);
      for (const blob of blobs) await remove(enclave, repository, 'blobs', blob);
    }
    expect(await compareHere(world, enclave)).toMatchObject({
      intact: 0,
      sets: [
        { generation: 2, setId: second.manifest.setId },
        { generation: 1, setId: first.manifest.setId },
      ],
    });
    const after = await repair(second);
    expect(after).toMatchObject({ drifted: true, repairedImages: 1, counts: { 'manifest-missing': 2 } });
    expect(codes(after)).toEqual(['DRIFT_NOT_IN_SET', 'DRIFT_NOT_IN_SET']);
    expect(after.differences.map((one) => one.digest)).not.toContain(digest);
    enclave.resetCounters();
    expect(await repair(first)).toMatchObject({ drifted: false, repairedImages: 2 });
    expect(new Set(uploads(enclave))).toEqual(
      new Set([...imageOf(first, 'a').blobs, ...imageOf(first, 'b').blobs]),
    );
  });

  it('refuses a set that is damaged, and pushes nothing', async () => {
    const set = await arrived(world, enclave, ['a']);
    await remove(enclave, imageOf(set, 'a').repository, 'blobs', layer(set, 'a'));
    const file = join(set.directory, 'sluice-set.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('lab/a', 'lab/x'));
    enclave.resetCounters();
    await expect(repair(set)).rejects.toMatchObject({ code: 'ARCHIVE_MANIFEST_INVALID' });
    expect(uploads(enclave)).toEqual([]);
  });

  it.each(personalities)('heals a registry like $name', async (personality) => {
    enclave = await world.registry(personalityOptions(personality));
    const set = await arrived(world, enclave, ['a', 'b']);
    await remove(enclave, imageOf(set, 'a').repository, 'manifests', imageOf(set, 'a').digest);
    await remove(enclave, imageOf(set, 'a').repository, 'blobs', layer(set, 'a'));
    await remove(enclave, imageOf(set, 'b').repository, 'blobs', layer(set, 'b'));
    expect(await repair(set)).toMatchObject({ drifted: false, repairedImages: 2 });
  });
});
