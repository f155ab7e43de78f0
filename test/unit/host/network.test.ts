import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../core/host/network.ts';
import type { HostServices } from '../../../core/host/services.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../../core/ports/index.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-network-'));
});
afterAll(() => rm(directory, { recursive: true }));

const services = (variables: Readonly<Record<string, string>> = {}): HostServices => ({
  fs: systemFileSystem,
  clock: systemClock,
  random: systemRandom,
  environment: { ...systemEnvironment(), home: directory, variables },
});

describe('when a certificate authority is named that cannot be used', () => {
  it('ends before anything is asked for', async () => {
    const absent = { caFile: join(directory, 'absent.pem') };
    await expect(openNetwork(services(), absent, () => undefined)).rejects.toMatchObject({
      code: expect.stringMatching(/^TRUST_|^CA_/),
    });
    const rubbish = join(directory, 'rubbish.pem');
    await writeFile(rubbish, 'no certificate');
    await expect(openNetwork(services(), { caFile: rubbish }, () => undefined)).rejects.toMatchObject({
      params: expect.objectContaining({ file: rubbish }),
    });
  });
});

describe('when releases are read through a mirror', () => {
  it('knows that, and where the graph image beside them is', async () => {
    const conf = join(directory, 'registries.conf');
    await writeFile(
      conf,
      '[[registry]]\nlocation="quay.io/openshift-release-dev/ocp-release"\n[[registry.mirror]]\nlocation="mirror.test:5000/ns/openshift/release-images"\n',
    );
    const mirrored = await openNetwork(services(), { registriesConf: conf }, () => undefined);
    expect(mirrored.mirrorsReleases()).toBe(true);
    expect(mirrored.graphImageRepository()).toBe('mirror.test:5000/ns/openshift/graph-image');
    await mirrored.close();
    await writeFile(conf, '');
    const direct = await openNetwork(services(), { registriesConf: conf }, () => undefined);
    expect(direct.mirrorsReleases()).toBe(false);
    expect(direct.graphImageRepository()).toBe('quay.io/openshift/graph-image');
    await direct.close();
  });
});

describe('when only listed hosts may be contacted', () => {
  it('says that it is offline and refuses the others', async () => {
    const network = await openNetwork(services(), { offlineAllow: ['mirror.test:5000'] }, () => undefined);
    expect(network.offline).toBe(true);
    await expect(
      network.door.request({ method: 'GET', url: new URL('https://quay.io/v2/'), lane: 'small' }),
    ).rejects.toMatchObject({ code: 'HOST_NOT_ALLOWED' });
    await network.close();
  });
});
