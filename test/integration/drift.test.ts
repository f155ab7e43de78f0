import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryAgain, checkDrift, repairDrift, type DriftReport } from '../../core/host/index.ts';
import type { Digest } from '../../core/reference/index.ts';
import { startDockerRegistry, type DockerRegistry } from '../support/docker-registry.ts';
import { imageOf, quietly } from '../support/drift-world.ts';
import { mirrorHere } from '../support/host-world.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../support/receipts-world.ts';

let world: ReceiptsWorld;
let enclave: DockerRegistry;
beforeEach(async () => {
  world = await receiptsWorld();
  enclave = await startDockerRegistry(join(world.directory, 'registry'));
});
afterEach(async () => {
  await enclave.stop();
  await world.close();
});

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };
const query = () => ({ target: 'enc1', host: enclave.host, namespace: '', destinationTlsVerify: false });
const compared = (): Promise<DriftReport> => checkDrift(world.services, query(), quietly());
const bring = ({ directory }: MadeHere) =>
  mirrorHere(world, {
    config: join(directory, 'imageset-config.yaml'),
    from: directory,
    destination: `docker://${enclave.host}`,
    more: plain,
  });
const arrived = async (...names: string[]): Promise<MadeHere> => {
  const set = await world.make('enc1', names);
  await bring(set);
  await world.read(set, 'enc1');
  return set;
};
const call = async (method: string, path: string, body?: string, type?: string): Promise<Response> =>
  fetch(`http://${enclave.host}/v2/${path}`, {
    method,
    ...(body !== undefined && { body }),
    headers: { accept: ociType, ...(type !== undefined && { 'content-type': type }) },
  });
const ociType = 'application/vnd.oci.image.manifest.v1+json';

/** As somebody with a shell on the registry's machine does it; what it has in memory is forgotten. */
async function wipe(...paths: string[]): Promise<void> {
  const { storage } = enclave;
  await enclave.stop();
  for (const path of paths) await rm(join(storage, 'docker/registry/v2', path), { recursive: true });
  const { host } = enclave;
  enclave = await startDockerRegistry(join(world.directory, 'registry'), storage, Number(host.split(':')[1]));
}
const blobPath = (digest: Digest): string => {
  const hex = digest.slice('sha256:'.length);
  return `blobs/sha256/${hex.slice(0, 2)}/${hex}`;
};

describe('docker-registry beside its receipts', () => {
  it('is found out and repaired: a manifest deleted, a tag moved, a layer removed from the disk', async () => {
    const set = await arrived('a', 'b', 'c');
    expect(await compared()).toMatchObject({ drifted: false, intact: 3 });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => imageOf(set, name));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three images');
    expect((await call('DELETE', `${a.repository}/manifests/${a.digest}`)).status).toBe(202);
    // The tag of b is moved to another image: that of its own with an annotation.
    const manifest = (await (await call('GET', `${b.repository}/manifests/${b.digest}`)).json()) as object;
    const other = JSON.stringify({ ...manifest, annotations: { by: 'somebody' } });
    expect((await call('PUT', `${b.repository}/manifests/1.0`, other, ociType)).status).toBe(201);
    const layer = c.blobs.at(-1) ?? c.digest;
    await wipe(blobPath(layer));

    const report = await compared();
    expect(report.counts).toEqual({ 'manifest-missing': 1, 'blobs-missing': 1, 'tag-moved': 1 });
    const from = { ...query(), from: set.directory, restoreTags: false };
    expect(await repairDrift(world.services, from, quietly())).toMatchObject({
      counts: { 'tag-moved': 1 },
      repairedImages: 2,
      pushedBytes: set.blobs.get(layer),
    });
    expect(await repairDrift(world.services, { ...from, restoreTags: true }, quietly())).toMatchObject({
      drifted: false,
      pushedBytes: 0,
    });
  });

  it('is filled again by the next set when its storage was wiped: each blob carried once more, and no other', async () => {
    const first = await arrived('a', 'b');
    await wipe('.');
    expect(await compared()).toMatchObject({ intact: 0, drifted: true, counts: { 'manifest-missing': 2 } });
    await carryAgain(world.services, 'enc1');
    const second = await world.make('enc1', ['a', 'b', 'c']);
    const c = imageOf(second, 'c').blobs;
    expect([...second.blobs.keys()].sort()).toEqual([...first.blobs.keys(), ...c].sort());
    await bring(second);
    await world.read(second, 'enc1');
    expect(await compared()).toMatchObject({ drifted: false, intact: 3, gone: 0 });
    expect([...(await world.make('enc1', ['a', 'b', 'c'])).blobs.keys()]).toEqual([]);
  });

  it('that is down is an error, and no drift', async () => {
    await arrived('a');
    await enclave.stop();
    await expect(checkDrift(world.services, { ...query(), retryTimes: 0 }, quietly())).rejects.toMatchObject({
      code: 'NETWORK_REFUSED',
    });
  });
});
