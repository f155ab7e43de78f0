import { describe, expect, it } from 'vitest';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { exitCodeOf, missingOf, summarise } from '../../../core/host/mirror/outcome.ts';
import { createKnownLayers } from '../../../core/host/mirror/known-layers.ts';
import type { ImageType } from '../../../core/image/index.ts';
import type { PlannedImage, UnplannedImage } from '../../../core/plan/index.ts';
import type { ImageOutcome } from '../../../core/transfer/index.ts';
import { genericRecord, layerBytes, memorySource } from '../../support/memory-source.ts';
import { digestOf } from '../../../core/reference/index.ts';

const error = new SluiceError('IMAGE_NOT_FOUND', { params: { image: 'x', repository: 'y', tag: 'z' } });

const image = (type: ImageType): PlannedImage => ({
  record: { ...genericRecord('q.io/x', '1'), type },
  root: { mediaType: 'm', digest: digestOf('r'), size: 1 },
  manifests: [],
  blobs: [],
  omitted: [],
  source: memorySource(),
  repository: 'q.io/x',
});

const outcome = (type: ImageType, status: 'copied' | 'present' | 'not-attempted'): ImageOutcome => ({
  image: image(type),
  status,
});
const failed = (type: ImageType): ImageOutcome => ({ image: image(type), status: 'failed', error });
const unplanned = (type: ImageType): UnplannedImage => ({ record: image(type).record, error });

describe('the exit code', () => {
  const code = (outcomes: readonly ImageOutcome[], lost: readonly UnplannedImage[] = []): number =>
    summarise({ unplanned: lost }, { unmet: [] }, outcomes).exitCode;

  it('is 0 only when everything asked for is there', () => {
    expect(code([outcome('ocpRelease', 'copied'), outcome('generic', 'present')])).toBe(0);
  });

  it('has oc-mirror’s bit for each kind that lacks something', () => {
    expect(code([failed('ocpReleaseContent')])).toBe(2);
    expect(code([failed('operatorCatalog')])).toBe(4);
    expect(code([failed('generic'), outcome('ocpRelease', 'copied')])).toBe(8);
    expect(code([failed('helmImage'), failed('ocpRelease')])).toBe(18);
    expect(code([outcome('generic', 'not-attempted')])).toBe(8);
    expect(code([outcome('generic', 'copied')], [unplanned('ocpRelease')])).toBe(2);
  });

  it('knows what was asked for and cannot be given at all', () => {
    const unmet = [{ category: 'operator' as const, origin: 'mirror.operators', error }];
    const summary = summarise({ unplanned: [] }, { unmet }, [outcome('generic', 'copied')]);
    expect(summary.exitCode).toBe(4);
    expect(summary.categories.map(({ category, asked, failed: lost }) => [category, asked, lost])).toEqual([
      ['operator', 1, 1],
      ['additional', 1, 0],
    ]);
    expect(missingOf({ unplanned: [] }, { unmet }, [failed('generic')])).toEqual([
      { origin: 'mirror.operators', code: 'IMAGE_NOT_FOUND' },
      { origin: 'q.io/x:1', code: 'IMAGE_NOT_FOUND' },
    ]);
  });
});

describe('the exit code of a run that ended before anything moved', () => {
  const codes = (...list: ErrorCode[]): SluiceError[] => list.map((code) => new SluiceError(code));
  const refusal = (...list: ErrorCode[]): SluiceError =>
    new SluiceError('PLAN_REFUSED', { cause: new AggregateError(codes(...list)) });

  it.each<[ErrorCode, number]>([
    ['RELEASE_GRAPH_DATA_INVALID', 2],
    ['CATALOG_NOT_FOUND', 4],
    ['CATALOG_STORAGE_FAILED', 4],
    ['CATALOG_FILTER_DEFAULT_LOST', 4],
    ['HELM_CHART_NOT_FOUND', 16],
    ['HELM_TEMPLATE_LIMIT', 16],
    // Written wrong in the configuration, but oc-mirror learns of it when it collects.
    ['HELM_IMAGE_PATH_INVALID', 16],
  ])('is that of the collector: %s', (code, bits) => {
    expect(exitCodeOf(new SluiceError(code))).toBe(bits);
  });

  it.each<ErrorCode>([
    'HELM_VALUES_INVALID',
    'HELM_VALUES_UNREADABLE',
    // oc-mirror rebuilds catalogues after it collected: failing there is fatal, and generic.
    'CATALOG_NAME_UNSAFE',
    'CATALOG_BLOB_UNREADABLE',
    'CATALOG_TEXT_CHANGED',
    'CONFIG_HELM_URL',
    'IMAGE_NOT_FOUND',
    'NOTHING_TO_MIRROR',
  ])('is 1 for what no collector found: %s', (code) => {
    expect(exitCodeOf(new SluiceError(code))).toBe(1);
  });

  it('unites what refused a plan, and is 1 where nothing says why', () => {
    expect(exitCodeOf(refusal('CATALOG_FILTER_DEFAULT_LOST', 'HELM_NO_IMAGES'))).toBe(20);
    expect(exitCodeOf(refusal('RELEASE_GRAPH_DATA_INVALID', 'IMAGE_NOT_FOUND'))).toBe(3);
    expect(exitCodeOf(refusal())).toBe(1);
    expect(exitCodeOf(new SluiceError('PLAN_REFUSED'))).toBe(1);
    expect(exitCodeOf(new TypeError('a fault of this program'))).toBe(1);
  });
});

describe('layers that were read to plan', () => {
  const read = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts);
  };

  it('are not fetched again, and others still are', async () => {
    const source = memorySource();
    const [known, other] = [layerBytes('known', 3000), layerBytes('other', 10)];
    source.addImage('q.io/x', '1', [known, other]);
    const layers = createKnownLayers();
    const describe_ = (bytes: Buffer) => ({ mediaType: 'l', digest: digestOf(bytes), size: bytes.length });
    layers.remember(describe_(known), known);
    const before = layers.before(source);
    expect(layers.before(source)).toBe(before);
    expect(await read(await before.openBlob('q.io/x', describe_(known)))).toEqual(known);
    const rest = await before.openBlob('q.io/x', describe_(known), { offset: 2990 });
    expect(await read(rest)).toEqual(known.subarray(2990));
    await read(await before.openBlob('q.io/x', describe_(other)));
    expect([...source.opened.keys()]).toEqual([digestOf(other)]);
  });

  it('keep the powers of their source', () => {
    const rejected: string[] = [];
    const source = { ...memorySource(), rejectBlob: (digest: string) => void rejected.push(digest) };
    const before = createKnownLayers().before(source);
    expect('rejectBlob' in before).toBe(true);
  });
});
