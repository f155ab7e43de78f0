import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { buildPlan, type Plan } from '../../../core/plan/index.ts';
import { resolveImages } from '../../../core/plan/resolve.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { createProgress } from '../../../core/transfer/progress.ts';
import type { Sink } from '../../../core/transfer/sink.ts';
import { transfer } from '../../../core/transfer/transfer.ts';
import { genericRecord, layerBytes, memorySource, type MemorySource } from '../../support/memory-source.ts';

interface MemorySink extends Sink {
  readonly blobs: Map<Digest, Buffer>;
  readonly names: Map<string, Digest>;
  readonly order: string[];
}

function memorySink(held: readonly string[] = []): MemorySink {
  const blobs = new Map<Digest, Buffer>();
  const names = new Map<string, Digest>();
  const order: string[] = [];
  return {
    blobs,
    names,
    order,
    streams: 3,
    holdsImage: (image) => Promise.resolve(held.includes(image.record.origin)),
    async storeBlob(work) {
      const parts: Buffer[] = [];
      for await (const chunk of await work.open(0)) {
        parts.push(chunk);
        work.onBytes(chunk.length);
      }
      blobs.set(work.blob.descriptor.digest, Buffer.concat(parts));
      order.push(work.blob.descriptor.digest);
      return 'stored';
    },
    storeImage(image) {
      names.set(image.record.origin, image.root.digest);
      for (const blob of image.blobs) if (!blobs.has(blob.digest)) order.push('too early');
      order.push(image.record.origin);
      return Promise.resolve();
    },
  };
}

const planOf = async (
  source: MemorySource,
  names: readonly string[],
  carried?: ReadonlySet<Digest>,
): Promise<Plan> => {
  const { images, unplanned } = await resolveImages({
    records: names.map((name) => genericRecord(name, '1')),
    accessories: [],
    signal: new AbortController().signal,
    locate: (record) => Promise.resolve({ source, repository: record.origin.replace(/:1$/, ''), tag: '1' }),
  });
  return buildPlan({ images, unplanned, findings: [], ...(carried !== undefined && { carried }) });
};

const run = (plan: Plan, sink: Sink, signal = new AbortController().signal) => {
  const progress = createProgress();
  return transfer({ plan, sink, progress, signal }).then((result) => ({ result, progress }));
};

describe('when a plan is moved', () => {
  it('reads and stores each unique blob once, and names an image after its last blob', async () => {
    const source = memorySource();
    const shared = layerBytes('shared', 3_000_000);
    source.addImage('q.io/a', '1', [shared, layerBytes('a', 100)]);
    source.addImage('q.io/b', '1', [shared, layerBytes('b', 2_000_000)]);
    const sink = memorySink();
    const { result, progress } = await run(await planOf(source, ['q.io/a', 'q.io/b']), sink);
    expect(result.outcomes.map((outcome) => outcome.status)).toEqual(['copied', 'copied']);
    expect([...source.opened.values()].every((count) => count === 1)).toBe(true);
    expect(sink.order).not.toContain('too early');
    expect(progress.counters.bytesDone).toBe(progress.counters.bytesTotal);
    expect(progress.inFlight.size).toBe(0);
    expect(result.bytesStored).toBe(progress.counters.bytesTotal);
  });

  it('tells of each image once, when it begins to move and when its fate is known', async () => {
    const source = memorySource();
    const shared = layerBytes('shared', 3_000_000);
    source.addImage('q.io/a', '1', [shared]);
    source.addImage('q.io/b', '1', [shared, layerBytes('b', 100)]);
    source.addImage('q.io/c', '1', [layerBytes('c', 100)]);
    const told: string[] = [];
    const plan = await planOf(source, ['q.io/a', 'q.io/b', 'q.io/c']);
    await transfer({
      plan,
      sink: memorySink(['q.io/c:1']),
      progress: createProgress(),
      signal: new AbortController().signal,
      images: {
        begun: ({ record }) => void told.push(`${record.origin} begun`),
        ended: ({ image, status }) => void told.push(`${image.record.origin} ${status}`),
      },
    });
    expect(told[0]).toBe('q.io/c:1 present');
    expect([...told].sort()).toEqual([
      'q.io/a:1 begun',
      'q.io/a:1 copied',
      'q.io/b:1 begun',
      'q.io/b:1 copied',
      'q.io/c:1 present',
    ]);
  });

  it('moves nothing that the target holds or that was carried before', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('a', 100)]);
    source.addImage('q.io/b', '1', [layerBytes('b', 100), layerBytes('old', 50)]);
    const first = await planOf(source, ['q.io/b']);
    const old = first.blobs.find((blob) => blob.descriptor.size === 50)?.descriptor.digest;
    const plan = await planOf(source, ['q.io/a', 'q.io/b'], new Set(old === undefined ? [] : [old]));
    const sink = memorySink(['q.io/a:1']);
    const { result } = await run(plan, sink);
    expect(result.outcomes.map((outcome) => outcome.status)).toEqual(['present', 'copied']);
    expect(source.opened.has(old as Digest)).toBe(false);
    expect(sink.blobs.size).toBe(2);
  });

  it('hands on what was carried before only where a repository of the target lacks it', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('a', 100), layerBytes('old', 50)]);
    const first = await planOf(source, ['q.io/a']);
    const old = first.blobs.find((blob) => blob.descriptor.size === 50)?.descriptor.digest as Digest;
    const plan = await planOf(source, ['q.io/a'], new Set([old]));
    const blobs = plan.blobs.map((blob) => (blob.expected ? { ...blob, mountFrom: ['elsewhere'] } : blob));
    const sink = memorySink();
    const mounted: string[] = [];
    const mounting: Sink = {
      ...sink,
      storeBlob: (work) => {
        if (work.blob.mountFrom === undefined) return sink.storeBlob(work);
        mounted.push(work.blob.descriptor.digest);
        return Promise.resolve('mounted');
      },
    };
    const { result, progress } = await run({ ...plan, blobs }, mounting);
    expect(result.outcomes.map((outcome) => outcome.status)).toEqual(['copied']);
    expect(mounted).toEqual([old]);
    expect(source.opened.has(old)).toBe(false);
    expect(result.bytesSkipped).toBe(50);
    expect(progress.counters.bytesDone).toBe(progress.counters.bytesTotal);
  });

  it('lets one bad image fail alone, with its own code', async () => {
    const source = memorySource();
    const bad = layerBytes('bad', 5000);
    source.addImage('q.io/bad', '1', [bad]);
    source.addImage('q.io/good', '1', [layerBytes('good', 5000)]);
    const plan = await planOf(source, ['q.io/bad', 'q.io/good']);
    const digest = plan.blobs.find((blob) => blob.descriptor.size === 5000)?.descriptor.digest as Digest;
    source.corrupt(digest, layerBytes('other', 5000));
    const sink = memorySink();
    const { result, progress } = await run(plan, sink);
    expect(result.outcomes[0]).toMatchObject({
      status: 'failed',
      error: { code: 'BLOB_DIGEST_MISMATCH', stage: 'transfer', affected: ['q.io/bad:1'] },
    });
    expect(result.outcomes[1]?.status).toBe('copied');
    expect(sink.blobs.has(digest)).toBe(false);
    // Wrong content is asked for again a few times, and then no more.
    expect(source.opened.get(digest)).toBe(3);
    expect(progress.counters.imagesFailed).toBe(1);
  });

  it('does not move what only failed images need', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('a', 2_000_000), layerBytes('late', 1_500_000)]);
    const sink = memorySink();
    const plan = await planOf(source, ['q.io/a']);
    const refusing: Sink = {
      ...sink,
      streams: 1,
      storeBlob: () => Promise.reject(new SluiceError('BLOB_WITHOUT_ORIGIN', { params: { digest: 'x' } })),
    };
    const { result } = await run(plan, refusing);
    expect(result.outcomes[0]?.status).toBe('failed');
    expect(sink.order).toEqual([]);
  });

  it('stops when it is told to, and calls the rest not attempted', async () => {
    const source = memorySource();
    const names = Array.from({ length: 6 }, (_, index) => `q.io/i${index}`);
    for (const name of names) source.addImage(name, '1', [layerBytes(name, 1_100_000)]);
    const stop = new AbortController();
    const sink = memorySink();
    const stopping: Sink = {
      ...sink,
      streams: 1,
      storeBlob: async (work) => {
        const outcome = await sink.storeBlob(work);
        if (work.blob.descriptor.size > 1_000_000) stop.abort(new Error('stop'));
        return outcome;
      },
    };
    const { result } = await run(await planOf(source, names), stopping, stop.signal);
    expect(result.interrupted).toBe(true);
    const counts = result.outcomes.map((outcome) => outcome.status);
    expect(counts).not.toContain('failed');
    expect(counts.filter((status) => status === 'not-attempted').length).toBeGreaterThan(3);
  });

  it('stops everything when the sink takes nothing any more, and throws why', async () => {
    const source = memorySource();
    const names = Array.from({ length: 40 }, (_, index) => `q.io/i${index}`);
    for (const name of names) source.addImage(name, '1', [layerBytes(name, 2000)]);
    const full = new SluiceError('ARCHIVE_DISK_FULL', {
      params: { file: '.partial-000001', reason: 'ENOSPC' },
    });
    const sink = memorySink();
    let failure: SluiceError | undefined;
    const filling: Sink = {
      ...sink,
      failure: () => failure,
      storeBlob: async (work) => {
        if (sink.blobs.size >= 5) failure = full;
        if (failure !== undefined) throw failure;
        return sink.storeBlob(work);
      },
    };
    const plan = await planOf(source, names);
    await expect(run(plan, filling)).rejects.toMatchObject({
      code: 'ARCHIVE_DISK_FULL',
      stage: 'transfer',
      side: 'sink',
      params: { reason: 'ENOSPC' },
    });
    // Nothing was opened but what was stored or on its way.
    expect(source.opened.size).toBeLessThanOrEqual(5 + 12);
  });

  it('cuts off what is on its way when the sink fails', async () => {
    const source = memorySource();
    for (const name of ['q.io/a', 'q.io/b']) source.addImage(name, '1', [layerBytes(name, 3000)]);
    let failure: SluiceError | undefined;
    const sink: Sink = {
      ...memorySink(),
      failure: () => failure,
      storeBlob: async ({ blob, signal }) => {
        if (blob.descriptor.size === 3000 && failure === undefined) {
          failure = new SluiceError('ARCHIVE_WRITE_FAILED', { params: { file: 'x', reason: 'EIO' } });
          throw failure;
        }
        // A blob that would never end by itself.
        return new Promise((_, reject) => {
          if (signal.aborted) reject(signal.reason as Error);
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    };
    await expect(run(await planOf(source, ['q.io/a', 'q.io/b']), sink)).rejects.toMatchObject({
      code: 'ARCHIVE_WRITE_FAILED',
    });
  });

  it('turns an unexpected error into a coded one that names the image', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('a', 10)]);
    const plan = await planOf(source, ['q.io/a']);
    const broken: Sink = {
      ...memorySink(),
      storeImage: () => Promise.reject(new Error('odd')),
    };
    const { result } = await run(plan, broken);
    expect(result.outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'TRANSFER_UNEXPECTED' } });
  });

  it('counts an image once that fails at several of its layers', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('x', 2e6), layerBytes('y', 2e6), layerBytes('z', 2e6)]);
    const plan = await planOf(source, ['q.io/a']);
    const progress = createProgress();
    const sink: Sink = { ...memorySink(), storeBlob: () => Promise.reject(new Error('refused')) };
    const { signal } = new AbortController();
    const { outcomes } = await transfer({ plan, sink, progress, signal });
    expect(outcomes.map(({ status }) => status)).toEqual(['failed']);
    expect(progress.counters.imagesFailed).toBe(1);
  });
});

describe('when wrong bytes arrive for a blob that two repositories share', () => {
  // Each of them counted as a refusal of its own, so that one flipped bit was taken for a damaged copy.
  it('turns them away once', async () => {
    const layer = layerBytes('shared', 5000);
    const source = memorySource();
    source.addImage('quay.io/a/one', '1', [layer]);
    source.addImage('quay.io/a/two', '1', [layer]);
    const digest = digestOf(layer);
    source.corrupt(digest, layerBytes('other', 5000));
    const rejected: Digest[] = [];
    const careful = Object.assign(source, {
      rejectBlob: (wrong: Digest) => {
        rejected.push(wrong);
        source.corrupt(digest, layer);
      },
    });
    const { result } = await run(await planOf(careful, ['quay.io/a/one', 'quay.io/a/two']), memorySink());
    expect(result.outcomes.map(({ status }) => status)).toEqual(['copied', 'copied']);
    expect(rejected).toEqual([digest]);
  });
});
