import { mkdtemp, readdir, rm, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { createDirectoryStore, createMemoryStore, type WritableStore } from '../../../core/practice/index.ts';
import { describeRegistryStore } from '../../support/practice-conformance.ts';
import { runRegistry, sampleBytes, sampleImage } from '../../support/practice-client.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'practice-store-'));
});
afterAll(() => rm(root, { recursive: true }));

const openStore = (name: string): Promise<WritableStore> =>
  createDirectoryStore({ fs: systemFileSystem, directory: join(root, name) });

describeRegistryStore('memory', () => Promise.resolve(createMemoryStore()));
describeRegistryStore('a directory', () => openStore('conformance'));

describe('when a registry in a directory is started again', () => {
  it('still serves what was pushed, and not what was deleted', async () => {
    const before = await openStore('restart');
    const first = await runRegistry({ store: before });
    const { manifest, digest } = await sampleImage(first, 'keep/app', 'kept');
    await first.pushManifest('keep/app', 'v1', manifest);
    await first.pushManifest('keep/app', 'gone', manifest);
    await first.call('/v2/keep/app/manifests/gone', { method: 'DELETE' });
    const dropped = await first.pushBlob('keep/app', sampleBytes(5000, 'dropped'));
    await first.call(`/v2/keep/app/blobs/${dropped}`, { method: 'DELETE' });
    await first.close();
    await before.close();

    const after = await openStore('restart');
    const second = await runRegistry({ store: after });
    const tag = await second.call('/v2/keep/app/manifests/v1');
    expect(tag.headers.get('docker-content-digest')).toBe(digest);
    expect(await tag.text()).toBe(JSON.stringify(manifest));
    const layer = await second.call(`/v2/keep/app/blobs/${manifest.layers[0]?.digest}`);
    expect(Buffer.from(await layer.arrayBuffer()).equals(sampleBytes(2000, 'kept'))).toBe(true);
    expect((await second.call('/v2/keep/app/manifests/gone')).status).toBe(404);
    expect((await second.call(`/v2/keep/app/blobs/${dropped}`)).status).toBe(404);
    expect(await readdir(join(root, 'restart', 'blobs'))).toHaveLength(2);
    await second.close();
    await after.close();
  });

  it('drops a torn last line and the bytes of unfinished uploads', async () => {
    const before = await openStore('torn');
    const first = await runRegistry({ store: before });
    const digest = await first.pushBlob('torn/app', sampleBytes(100, 'torn'));
    const start = await first.call('/v2/torn/app/blobs/uploads/', { method: 'POST' });
    await first.call(start.headers.get('location') ?? '', { method: 'PATCH', body: 'half' });
    expect(await readdir(join(root, 'torn', 'uploads'))).toHaveLength(1);
    await first.close();
    await before.close();
    await appendFile(join(root, 'torn', 'journal.jsonl'), '{"op":"blob","repository":"torn/a');

    const after = await openStore('torn');
    expect(after.index.repositories()).toEqual(['torn/app']);
    expect(await readdir(join(root, 'torn', 'uploads'))).toEqual([]);
    await after.record({ op: 'tag', repository: 'torn/app', tag: 'later', digest });
    await after.close();
    const again = await openStore('torn');
    expect(again.index.repository('torn/app')?.tags.get('later')).toBe(digest);
    await again.close();
  });

  it('does not list a blob whose file is gone', async () => {
    const before = await openStore('lost');
    const first = await runRegistry({ store: before });
    const digest = await first.pushBlob('lost/app', sampleBytes(100, 'lost'));
    await first.close();
    await before.close();
    await rm(join(root, 'lost', 'blobs'), { recursive: true });

    const after = await openStore('lost');
    expect(after.index.repository('lost/app')?.blobs.has(digest) ?? false).toBe(false);
    await after.close();
  });
});
