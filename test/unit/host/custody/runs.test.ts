import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustodyView } from '../../../../core/contract/index.ts';
import {
  readInstallationCustody,
  readSetCustody,
  systemServices,
  type HostServices,
} from '../../../../core/host/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../../support/host-registries.ts';
import { mirrorHere } from '../../../support/host-world.ts';
import type { RunningRegistry } from '../../../support/practice-client.ts';

let world: RegistryWorld;
let source: RunningRegistry;
beforeEach(async () => {
  world = await registryWorld();
  source = await world.registry();
  await pushImage(source, 'lab/one', '1.0', 'one');
});
afterEach(() => world.close());

const disk = (): string => join(world.directory, 'disk');
const services = (): HostServices => {
  const system = systemServices();
  const variables = { SLUICE_STATE_DIR: world.state };
  return { ...system, environment: { ...system.environment, variables } };
};
const set = (folder = disk()): Promise<CustodyView> => readSetCustody(services(), folder, 100);
const installation = (): Promise<CustodyView> => readInstallationCustody(services(), 100);
const kinds = ({ newest }: CustodyView): string[] => newest.map(({ kind, result }) => `${kind} ${result}`);

async function exported(more: object = {}): Promise<string> {
  const config = await world.configuration(`name: ${hostOf(source)}/lab/one:1.0`);
  const { report } = await mirrorHere(world, {
    config,
    destination: `file://${disk()}`,
    more: { sourceTlsVerify: false, ...more },
  });
  expect(report.status).toBe('complete');
  return config;
}

async function imported(
  config: string,
  registry: string,
  more: object = {},
  fs: FileSystem = systemFileSystem,
) {
  return mirrorHere(world, {
    config,
    from: disk(),
    fs,
    destination: `docker://${registry}`,
    more: { destinationTlsVerify: false, workspace: join(world.directory, 'work'), ...more },
  });
}

describe('the custody of what runs do', () => {
  it('begins with the export, and names person, seal, and the manifest', async () => {
    await exported({ person: 'Ada', sealNumber: '4711' });
    const view = await set();
    expect(view).toMatchObject({ state: 'whole', records: 2 });
    expect(kinds(view)).toEqual(['created good', 'written good']);
    const manifest = JSON.parse(await readFile(join(disk(), 'sluice-set.json'), 'utf8')) as {
      readonly setId: string;
      readonly checksum: string;
    };
    for (const record of view.newest) {
      expect(record).toMatchObject({
        person: 'Ada',
        sealNumber: '4711',
        setId: manifest.setId,
        generation: 1,
        details: { manifestSum: manifest.checksum },
      });
    }
    expect(kinds(await installation())).toEqual(kinds(view));
  });

  it('goes on with the next set in the same folder', async () => {
    await exported();
    await pushImage(source, 'lab/one', '1.0', 'one, changed');
    await exported();
    const view = await set();
    expect(view).toMatchObject({ state: 'whole', records: 4 });
    expect(view.newest.map(({ generation }) => generation)).toEqual([1, 1, 2, 2]);
  });

  it('names no host of the connected side', async () => {
    await exported();
    expect(await readFile(join(disk(), 'custody.jsonl'), 'utf8')).not.toContain(hostOf(source));
  });

  it('records an import with its result, on the medium and here', async () => {
    const config = await exported();
    const target = await world.registry();
    const { report } = await imported(config, hostOf(target), { person: 'Li Hua' });
    expect(report.status).toBe('complete');
    const view = await set();
    expect(kinds(view)).toEqual(['created good', 'written good', 'imported good']);
    expect(view.newest[2]).toMatchObject({
      person: 'Li Hua',
      details: { registry: `docker://${hostOf(target)}`, images: 1, missing: 0 },
    });
    expect(kinds(await installation())).toEqual(kinds(view));
  });

  it('records an import that failed, with the code, and fails as before', async () => {
    const config = await exported();
    const target = await world.registry();
    // The disk of the run's journal is full: nothing can go on.
    const { fs } = faultyFileSystem({ at: 1, only: /journal\.jsonl/, kind: 'fail', code: 'ENOSPC' });
    const failed = { code: 'LEDGER_WRITE_FAILED' };
    await expect(imported(config, hostOf(target), {}, fs)).rejects.toMatchObject(failed);
    expect((await set()).newest.at(-1)).toMatchObject({
      kind: 'imported',
      result: 'failed',
      details: { error: 'LEDGER_WRITE_FAILED' },
    });
  });

  it('does not let a log that cannot be written fail an export or an import', async () => {
    const config = await exported();
    await rm(join(disk(), 'custody.jsonl'));
    await mkdir(join(disk(), 'custody.jsonl'));
    const target = await world.registry();
    const { report, events } = await imported(config, hostOf(target));
    expect(report).toMatchObject({ status: 'complete', exitCode: 0 });
    const told = events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));
    expect(told).toContain('CUSTODY_NOT_RECORDED');
    expect(kinds(await installation()).at(-1)).toBe('imported good');
  });

  it('leaves the set verifiable: the log is none of its files', async () => {
    await exported();
    const manifest = await readFile(join(disk(), 'sluice-set.json'), 'utf8');
    expect(manifest).not.toContain('custody');
  });
});
