import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MirrorReport, RunEvent } from '../../../core/contract/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';
import type { RunningRegistry } from '../../support/practice-client.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };
const chunk = 'mirror_000001.tar';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('an import that reads the whole set first', () => {
  let enclave: RunningRegistry;
  let config: string;
  let disk: string;
  const events: RunEvent[] = [];

  beforeEach(async () => {
    const source = await world.registry();
    enclave = await world.registry();
    disk = join(world.directory, 'disk');
    await pushImage(source, 'lab/good', '1.0', 'good');
    await pushImage(source, 'lab/bad', '1.0', 'bad');
    config = await world.configuration(
      `name: ${hostOf(source)}/lab/good:1.0`,
      `name: ${hostOf(source)}/lab/bad:1.0`,
    );
    await mirrorHere(world, { config, destination: `file://${disk}`, more: plain });
    events.length = 0;
  });

  const load = async (more: object): Promise<MirrorReport> => {
    const { report } = await mirrorHere(world, {
      config,
      from: disk,
      destination: `docker://${hostOf(enclave)}`,
      more: { ...plain, ...more },
      onEvent: (event) => events.push(event),
    });
    return report;
  };
  const repositories = async (): Promise<unknown> => (await fetch(`${enclave.url}/v2/_catalog`)).json();
  /** The last blob of the set is one of the image that is named last. */
  const damage = async (): Promise<void> => {
    const lines = (await readFile(join(disk, 'sluice-index.jsonl'), 'utf8')).trim().split('\n');
    const blobs = lines
      .map((line) => JSON.parse(line) as { digest?: string; offset: number; size: number })
      .filter(({ digest, size }) => digest !== undefined && size > 0)
      .toSorted((a, b) => a.offset - b.offset);
    const bytes = await readFile(join(disk, chunk));
    const at = blobs.at(-1)?.offset ?? 0;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(join(disk, chunk), bytes);
  };

  it('moves nothing of a set that is damaged anywhere, and names the file', async () => {
    await damage();
    await expect(load({ verifyFirst: true })).rejects.toMatchObject({
      code: 'SET_REFUSED',
      stage: 'preflight',
      affected: [chunk],
    });
    expect(await repositories()).toEqual({ repositories: [] });
    const codes = events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));
    expect(codes).toContain('ARCHIVE_BLOB_DAMAGED');
  });

  it('moves what is good without it', async () => {
    await damage();
    expect(await load({})).toMatchObject({ status: 'incomplete' });
    expect(await repositories()).not.toEqual({ repositories: [] });
  });

  it('tells how far it has read, and imports a set that is good', async () => {
    expect(await load({ verifyFirst: true })).toMatchObject({ status: 'complete' });
    const read = events.flatMap((event) =>
      event.type === 'progress' && event.progress.phase === 'preflight' && event.progress.bytesTotal > 0
        ? [event.progress]
        : [],
    );
    expect(read.at(-1)).toMatchObject({ bytesDone: read.at(-1)?.bytesTotal });
  });
});
