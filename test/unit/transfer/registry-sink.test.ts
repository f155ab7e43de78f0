import { describe, expect, it } from 'vitest';
import { mediaTypes } from '../../../core/image/index.ts';
import type { PlannedBlob } from '../../../core/plan/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { registrySink, type RegistrySinkOptions } from '../../../core/transfer/registry-sink.ts';
import { imageDocument, jsonBytes } from '../../support/image-manifests.ts';
import { genericRecord, memorySource } from '../../support/memory-source.ts';

interface Upload {
  readonly repository: string;
  readonly mountFrom: readonly string[];
}

/** A registry that mounts whatever it is offered to mount. */
function mountingClient(): { readonly client: RegistrySinkOptions['client']; readonly uploads: Upload[] } {
  const uploads: Upload[] = [];
  const client: RegistrySinkOptions['client'] = {
    headManifest: () => Promise.resolve(undefined),
    hasBlob: () => Promise.reject(new Error('not asked for')),
    getManifest: () => Promise.resolve(undefined),
    putManifest: () => Promise.reject(new Error('not asked for')),
    uploadBlob: async (repository, _blob, open, options) => {
      const mountFrom = options?.mountFrom ?? [];
      uploads.push({ repository, mountFrom });
      if (mountFrom.length > 0) return 'mounted';
      for await (const chunk of await open(0)) options?.onProgress?.(chunk.length);
      return 'uploaded';
    },
  };
  return { client, uploads };
}

const bytes = Buffer.from('a layer that several repositories share');
const digest = digestOf(bytes);
const blob = (more: Partial<PlannedBlob> = {}): PlannedBlob => ({
  descriptor: { mediaType: 'application/octet-stream', digest, size: bytes.length },
  origins: [{ source: memorySource(), repository: 'q.io/a' }],
  repositories: ['a', 'b', 'c'],
  expected: false,
  ...more,
});

async function store(planned: PlannedBlob, namespace = '') {
  const { client, uploads } = mountingClient();
  const counted: number[] = [];
  const outcome = await registrySink({ client, namespace }).storeBlob({
    blob: planned,
    open: () => Promise.resolve(chunksOf(bytes)),
    onBytes: (delta) => counted.push(delta),
    signal: new AbortController().signal,
  });
  return { outcome, uploads, counted };
}

async function* chunksOf(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

describe('when a blob is needed in several repositories', () => {
  it('is sent once and mounted into the others', async () => {
    const { outcome, uploads, counted } = await store(blob(), 'mirror/ocp');
    expect(outcome).toBe('stored');
    expect(uploads).toEqual([
      { repository: 'mirror/ocp/a', mountFrom: [] },
      { repository: 'mirror/ocp/b', mountFrom: ['mirror/ocp/a'] },
      { repository: 'mirror/ocp/c', mountFrom: ['mirror/ocp/a'] },
    ]);
    expect(counted).toEqual([bytes.length]);
  });
});

describe('when an expected blob stands in another repository of the target', () => {
  it('is mounted from there, whatever the namespace of this run', async () => {
    const { outcome, uploads, counted } = await store(
      blob({ expected: true, repositories: ['b', 'c'], mountFrom: ['elsewhere/a'] }),
      'mirror',
    );
    expect(outcome).toBe('mounted');
    expect(uploads).toEqual([
      { repository: 'mirror/b', mountFrom: ['elsewhere/a'] },
      { repository: 'mirror/c', mountFrom: ['mirror/b'] },
    ]);
    expect(counted).toEqual([]);
  });
});

describe('when the first blobs of a release are new to a repository that has others', () => {
  it('is still asked for the large ones before they are sent again', async () => {
    const assumed: boolean[] = [];
    const { client } = mountingClient();
    const sink = registrySink({
      client: {
        ...client,
        uploadBlob: (_repository, _blob, _open, options) => {
          assumed.push(options?.assumeAbsent === true);
          return Promise.resolve('uploaded');
        },
      },
      namespace: '',
    });
    for (const [index, size] of [9e6, 8e6, 7e6, 6e6, 5e6, 2e6, 1000].entries()) {
      const descriptor = { mediaType: 'layer', digest: digestOf(Buffer.from(`layer ${index}`)), size };
      await sink.storeBlob({
        blob: blob({ descriptor, repositories: ['openshift/release'] }),
        open: () => Promise.resolve(chunksOf(bytes)),
        onBytes: () => undefined,
        signal: new AbortController().signal,
      });
    }
    expect(assumed).toEqual([false, false, false, false, false, false, true]);
  });
});

describe('when a manifest goes under two tags of one repository', () => {
  it('is put for one after the other: distribution empties what it writes again', async () => {
    let atWork = 0;
    const most: number[] = [];
    const { client } = mountingClient();
    const sink = registrySink({
      namespace: '',
      client: {
        ...client,
        putManifest: async () => {
          most.push(++atWork);
          await new Promise((resolve) => setTimeout(resolve, 5));
          atWork--;
          return { subject: undefined };
        },
      },
    });
    const image = (tag: string, seed: string) => {
      const bytesOf = jsonBytes(imageDocument({ annotations: { seed } }));
      const descriptor = {
        mediaType: mediaTypes.ociManifest,
        digest: digestOf(bytesOf),
        size: bytesOf.length,
      };
      const raw = { descriptor, bytes: bytesOf };
      return {
        record: genericRecord('lab/app', tag),
        root: raw.descriptor,
        manifests: [raw],
        blobs: [],
        omitted: [],
        source: memorySource(),
        repository: 'lab/app',
      };
    };
    const { signal } = new AbortController();
    await Promise.all([
      sink.storeImage(image('1.0', 'a'), signal),
      sink.storeImage(image('latest', 'a'), signal),
    ]);
    expect(Math.max(...most)).toBe(1);
    await Promise.all([
      sink.storeImage(image('1.0', 'a'), signal),
      sink.storeImage(image('2.0', 'b'), signal),
    ]);
    expect(Math.max(...most)).toBe(2);
  });
});
