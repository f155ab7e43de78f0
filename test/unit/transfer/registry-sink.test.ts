import { describe, expect, it } from 'vitest';
import type { PlannedBlob } from '../../../core/plan/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { registrySink, type RegistrySinkOptions } from '../../../core/transfer/registry-sink.ts';
import { memorySource } from '../../support/memory-source.ts';

interface Upload {
  readonly repository: string;
  readonly mountFrom: readonly string[];
}

/** A registry that mounts whatever it is offered to mount. */
function mountingClient(): { readonly client: RegistrySinkOptions['client']; readonly uploads: Upload[] } {
  const uploads: Upload[] = [];
  const client: RegistrySinkOptions['client'] = {
    headManifest: () => Promise.resolve(undefined),
    getManifest: () => Promise.resolve(undefined),
    putManifest: () => Promise.reject(new Error('not asked for')),
    hasBlob: () => Promise.resolve(false),
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
