import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { buildPlan, resolveImages, type Plan, type PlannedImage } from '../../../core/plan/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { createProgress, transfer, type LastImages, type Sink } from '../../../core/transfer/index.ts';
import { genericRecord, layerBytes, memorySource, type MemorySource } from '../../support/memory-source.ts';

const signal = new AbortController().signal;

async function imagesOf(source: MemorySource, names: readonly string[]): Promise<readonly PlannedImage[]> {
  const { images } = await resolveImages({
    records: names.map((name) => genericRecord(name, '1')),
    accessories: [],
    signal,
    locate: (record) => Promise.resolve({ source, repository: record.origin.replace(/:1$/, ''), tag: '1' }),
  });
  return images;
}

const planOf = (images: readonly PlannedImage[]): Plan => buildPlan({ images, unplanned: [], findings: [] });

/** Remembers in which order things were stored. */
function orderedSink(refused: readonly string[] = []): { readonly sink: Sink; readonly order: string[] } {
  const order: string[] = [];
  const stored = new Set<Digest>();
  const sink: Sink = {
    streams: 2,
    holdsImage: () => Promise.resolve(false),
    async storeBlob({ blob, open, onBytes }) {
      for await (const chunk of await open(0)) onBytes(chunk.length);
      stored.add(blob.descriptor.digest);
      return 'stored';
    },
    storeImage(image) {
      if (refused.includes(image.record.origin)) return Promise.reject(new SluiceError('REGISTRY_NOT_FOUND'));
      const whole = image.blobs.every(({ digest }) => stored.has(digest));
      order.push(`${image.record.origin}@${image.root.digest}${whole ? '' : ' (torn)'}`);
      return Promise.resolve();
    },
  };
  return { sink, order };
}

function world(): { readonly source: MemorySource; readonly isLast: LastImages['isLast'] } {
  const source = memorySource();
  source.addImage('q.io/catalog', '1', [layerBytes('catalog', 10)]);
  source.addImage('q.io/smaller', '1', [layerBytes('smaller', 20)]);
  for (const name of ['a', 'b', 'c']) source.addImage(`q.io/${name}`, '1', [layerBytes(name, 2_000_000)]);
  return { source, isLast: ({ record }) => record.origin === 'q.io/catalog:1' };
}

describe('images that offer others', () => {
  it('are stored when all others have ended, however small they are', async () => {
    const { source, isLast } = world();
    const images = await imagesOf(source, ['q.io/catalog', 'q.io/a', 'q.io/b', 'q.io/c']);
    const { sink, order } = orderedSink();
    const last: LastImages = { isLast, settle: (image) => Promise.resolve(image) };
    const result = await transfer({ plan: planOf(images), sink, progress: createProgress(), signal, last });
    expect(order.map((line) => line.split('@')[0])[3]).toBe('q.io/catalog:1');
    expect(result.outcomes.map(({ status }) => status)).toEqual(['copied', 'copied', 'copied', 'copied']);
  });

  it('may give way to another, of which every blob is stored first', async () => {
    const { source, isLast } = world();
    const images = await imagesOf(source, ['q.io/catalog', 'q.io/a']);
    const [smaller] = await imagesOf(source, ['q.io/smaller']);
    const { sink, order } = orderedSink(['q.io/a:1']);
    const seen: string[] = [];
    const progress = createProgress();
    const last: LastImages = {
      isLast,
      settle: (image, outcomes) => {
        seen.push(...outcomes.map(({ status, image: { record } }) => `${record.origin} ${status}`));
        return Promise.resolve(smaller ?? image);
      },
    };
    const result = await transfer({ plan: planOf(images), sink, progress, signal, last });
    expect(seen).toEqual(['q.io/a:1 failed']);
    expect(order).toEqual([`q.io/smaller:1@${smaller?.root.digest ?? ''}`]);
    expect(result.outcomes.map(({ image, status }) => [image.record.origin, status])).toEqual([
      ['q.io/catalog:1', 'copied'],
      ['q.io/a:1', 'failed'],
    ]);
    expect(progress.counters.bytesDone).toBe(progress.counters.bytesTotal);
    expect(progress.counters.imagesDone).toBe(1);
  });

  it('fail alone when they cannot be settled', async () => {
    const { source, isLast } = world();
    const images = await imagesOf(source, ['q.io/catalog', 'q.io/a']);
    const { sink } = orderedSink();
    const last: LastImages = {
      isLast,
      settle: () => Promise.reject(new SluiceError('BLOB_NOT_FOUND', { params: { digest: digestOf('x') } })),
    };
    const result = await transfer({ plan: planOf(images), sink, progress: createProgress(), signal, last });
    expect(result.outcomes.map(({ status }) => status)).toEqual(['failed', 'copied']);
  });
});
