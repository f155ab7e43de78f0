import { describe, expect, it } from 'vitest';
import type { CatalogBundle, CatalogPackage, Requirement } from '../../../core/catalog/index.ts';
import type { PlatformConfig } from '../../../core/config/index.ts';
import type { CatalogProgress } from '../../../core/contract/index.ts';
import type { Blobs } from '../../../core/host/catalogs/blob-json.ts';
import { catalogProgress } from '../../../core/host/catalogs/catalog-progress.ts';
import { chosenMinors } from '../../../core/host/catalogs/chosen-minors.ts';
import { iconAddress, isShown } from '../../../core/host/catalogs/icon.ts';
import { longDescription } from '../../../core/host/catalogs/long-description.ts';
import { highestFirst, packageFacts } from '../../../core/host/catalogs/package-facts.ts';
import { packageLines } from '../../../core/host/catalogs/package-lines.ts';
import { packageView } from '../../../core/host/catalogs/package-view.ts';
import { publishedCatalogs } from '../../../core/host/catalogs/published.ts';
import { requirementNames } from '../../../core/host/catalogs/requirement-names.ts';
import {
  api,
  bundleOf,
  chainOf,
  channelOf,
  modelOf,
  needsPackage,
  packageOf,
} from '../../support/catalog-model.ts';

describe('the minors that a configuration chooses', () => {
  const channel = (name: string, more: Partial<PlatformConfig['channels'][number]> = {}) =>
    ({ name, type: 'ocp', shortestPath: false, full: false, ...more }) as const;
  it.each([
    [[], []],
    [[channel('stable-4.15')], ['4.15']],
    [[channel('stable-4.15', { minVersion: '4.14.3' })], ['4.14', '4.15']],
    [[channel('stable-4.16', { maxVersion: '4.15.9' })], ['4.15']],
    [[channel('eus-4.16', { minVersion: '4.14.1', maxVersion: '4.16.2' })], ['4.14', '4.15', '4.16']],
    [
      [channel('stable-4.14'), channel('stable-4.17')],
      ['4.14', '4.15', '4.16', '4.17'],
    ],
    [[channel('4-stable', { type: 'okd' })], []],
    [[channel('stable-4.15', { minVersion: 'nonsense' })], ['4.15']],
    [
      [channel('stable-4.20'), channel('stable-5.1')],
      ['4.20', '5.1'],
    ],
  ])('of %j are %j', (channels, minors) => {
    expect(chosenMinors({ channels })).toEqual(minors);
  });

  it('may be told by a payload that is named itself', () => {
    const release = 'quay.io/openshift-release-dev/ocp-release:4.15.2-x86_64';
    expect(chosenMinors({ channels: [channel('stable-4.18')], release })).toEqual(['4.15']);
    expect(chosenMinors({ channels: [], release: `quay.io/a/b@sha256:${'0'.repeat(64)}` })).toEqual([]);
    expect(chosenMinors(undefined)).toEqual([]);
  });

  it('never come to more than anybody means', () => {
    expect(chosenMinors({ channels: [channel('stable-4.1'), channel('stable-4.90000')] })).toHaveLength(50);
  });
});

describe('the catalogues that Red Hat publishes', () => {
  it('lack the marketplace from 4.22 on', () => {
    expect(publishedCatalogs(['4.21']).at(-1)).toBe(
      'registry.redhat.io/redhat/redhat-marketplace-index:v4.21',
    );
    expect(publishedCatalogs(['4.22', '4.22'])).toEqual([
      'registry.redhat.io/redhat/redhat-operator-index:v4.22',
      'registry.redhat.io/redhat/certified-operator-index:v4.22',
      'registry.redhat.io/redhat/community-operator-index:v4.22',
    ]);
  });
});

describe('an icon', () => {
  const icon = (base64data: unknown, mediatype: unknown = 'image/png') => ({
    icon: { base64data, mediatype },
  });
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');

  it('becomes a data address', () => {
    expect(iconAddress(icon(png))).toBe(`data:image/png;base64,${png}`);
    expect(iconAddress(icon(`${png.slice(0, 4)}\n  ${png.slice(4)}`, 'image/svg+xml'))).toBe(
      `data:image/svg+xml;base64,${png}`,
    );
  });

  it.each([
    ['another type', icon(png, 'text/html')],
    ['a type with more behind it', icon(png, 'image/png" onerror="x')],
    ['no base64', icon('<svg>')],
    ['nothing', icon('')],
    ['too much', icon(Buffer.alloc(256 * 1024 + 1).toString('base64'))],
    ['no text', icon(7)],
    ['no icon', {}],
    ['a list', { icon: [png] }],
  ])('with %s is none', (_what, blob) => {
    expect(iconAddress(blob)).toBeUndefined();
  });

  it('is promised only where it will be shown', () => {
    expect(isShown(undefined)).toBe(false);
    expect(isShown({ mediaType: 'image/webp', bytes: 1 })).toBe(true);
    expect(isShown({ mediaType: 'image/webp', bytes: 0 })).toBe(false);
    expect(isShown({ mediaType: 'image/webp', bytes: 256 * 1024 + 1 })).toBe(false);
    expect(isShown({ mediaType: 'image/tiff', bytes: 1 })).toBe(false);
  });
});

describe('what a bundle needs', () => {
  it('is named, of choices all, of prohibitions nothing', () => {
    const requires: readonly Requirement[] = [
      needsPackage('a', '>=1'),
      { kind: 'gvk', gvk: api('x.example/v1 Thing') },
      { kind: 'any', requirements: [needsPackage('a', '>=2'), needsPackage('b', '1')] },
      { kind: 'not', requirements: [needsPackage('c', '1')] },
      { kind: 'other', text: 'cel' },
    ];
    expect(requirementNames({ requires })).toEqual(['a', 'x.example/v1/Thing', 'b']);
  });
});

describe('a package in a list', () => {
  it('is told by the head of its default channel', async () => {
    const facts = {
      displayName: 'A Tool',
      provider: 'Red Hat',
      summary: 'Does it.',
      disconnected: true,
      fips: false,
    };
    const source = packageOf(
      'tool',
      [
        channelOf('tool', 'alpha', [['tool.v3.0.0']]),
        channelOf('tool', 'stable', [['tool.v2.0.0', 'tool.v1.0.0'], ['tool.v1.0.0']]),
      ],
      [bundleOf('tool', '1.0.0'), bundleOf('tool', '2.0.0', { facts }), bundleOf('tool', '3.0.0')],
      {
        defaultChannel: 'stable',
        deprecations: [
          { place: { offset: 0, length: 2 }, entries: [{ schema: 'olm.package', message: 'Use another.' }] },
        ],
      },
    );
    expect(await packageLines(modelOf(source, chainOf('another', ['1.0.0'])), [])).toMatchObject([
      {
        name: 'tool',
        displayName: 'A Tool',
        provider: 'Red Hat',
        summary: 'Does it.',
        head: 'tool.v2.0.0',
        headVersion: '2.0.0',
        deprecated: 'Use another.',
        disconnected: true,
        fips: false,
        problems: 0,
      },
      { name: 'another', displayName: 'another' },
    ]);
  });

  it('counts what is wrong with it, and what of it could not be read', async () => {
    const broken = packageOf(
      'broken',
      [channelOf('broken', 'stable', [['broken.v1.0.0'], ['broken.v2.0.0']])],
      [bundleOf('broken', '1.0.0'), bundleOf('broken', '2.0.0')],
    );
    const unread = { level: 'warning', code: 'CATALOG_EMPTY', params: {}, affected: ['broken'] } as const;
    const [line] = await packageLines(modelOf(broken), [unread]);
    // Two heads, and a file.
    expect(line).toMatchObject({ head: 'broken.v2.0.0', problems: 2 });
  });

  it('has the first paragraph of its description where nothing better is known', () => {
    const source = packageOf('a', [], [], { description: '# A tool\n\nDoes  this\nand that.\n\nMore.' });
    expect(packageFacts(source).summary).toBe('Does this and that.');
    expect(packageFacts(source).head).toBeUndefined();
  });
});

describe('versions', () => {
  it('are ordered highest first, those that cannot be read last', () => {
    const named = (version?: string) => ({
      name: `a${version ?? ''}`,
      ...(version !== undefined && { version }),
    });
    const all = [undefined, '1.9.0', '1.10.0-rc.1', 'x', '1.10.0'].map(named);
    expect(highestFirst(all).map(({ name }) => name)).toEqual([
      'a1.10.0',
      'a1.10.0-rc.1',
      'a1.9.0',
      'a',
      'ax',
    ]);
  });
});

describe('the long description', () => {
  const head = bundleOf('a', '1.0.0');
  const blobs = (blob: object): Blobs => ({
    readBlobs: async function* readBlobs() {
      yield Buffer.from(JSON.stringify(blob));
    },
  });
  const of = (
    blob: object,
    source: Pick<CatalogPackage, 'description'> = {},
    bundle: CatalogBundle | undefined = head,
  ) => longDescription(blobs(blob), source, bundle);

  it('is the package’s own, else that of the metadata, else that of the CSV itself', async () => {
    const csv = { kind: 'ClusterServiceVersion', spec: { description: 'From the CSV.' } };
    const object = {
      type: 'olm.bundle.object',
      value: { data: Buffer.from(JSON.stringify(csv)).toString('base64') },
    };
    const metadata = { type: 'olm.csv.metadata', value: { description: ' From metadata. ' } };
    expect(await of({ properties: [metadata] }, { description: 'Own.' })).toBe('Own.');
    expect(await of({ properties: [object, metadata] })).toBe('From the CSV.');
    expect(await of({ properties: [metadata] })).toBe('From metadata.');
  });

  it('is none where nothing of it can be read', async () => {
    const broken = { type: 'olm.bundle.object', value: { data: 'AAAA' } };
    for (const properties of [
      undefined,
      'x',
      [null, 7],
      [broken],
      [{ type: 'olm.csv.metadata', value: [] }],
    ]) {
      expect(await of({ properties })).toBeUndefined();
    }
  });
});

describe('a package that is looked at', () => {
  const blobs = { readBlobs: (): never => expect.unreachable('it has no blob'), findings: [] };

  it('may have no blob of its own, and bundles without one', async () => {
    const { place: _place, ...source } = packageOf(
      'orphan',
      [channelOf('orphan', 'stable', [['orphan.v1.0.0']])],
      [],
      { icon: { mediaType: 'image/png', bytes: 4 } },
    );
    const view = await packageView(blobs, { catalog: 'c', package: 'orphan' }, source);
    expect(view).toMatchObject({
      displayName: 'orphan',
      channels: [{ entries: [{ name: 'orphan.v1.0.0', skips: [] }] }],
      bundles: [],
    });
    expect(view.icon).toBeUndefined();
    expect(view.findings.map(({ message }) => message.code)).toContain('CATALOG_PACKAGE_UNDESCRIBED');
  });
});

describe('the progress of reading', () => {
  it('is told four times a second, and each phase from its beginning to its end', () => {
    let now = 0;
    const told: CatalogProgress[] = [];
    const tell = catalogProgress(
      {
        clock: { monotonic: () => now },
        events: { publish: (_topic, payload) => void told.push(payload as CatalogProgress) },
      },
      'c',
    );
    for (let done = 0; done <= 1000; done += 1) {
      now = done;
      tell({ phase: 'fetch', bytesDone: done, bytesTotal: 1000 });
    }
    tell({ phase: 'index', bytesDone: 0, bytesTotal: 10 });
    tell({ phase: 'index', bytesDone: 5, bytesTotal: 10 });
    tell({ phase: 'index', bytesDone: 10, bytesTotal: 10 });
    expect(told.map(({ phase, bytesDone }) => `${phase} ${bytesDone}`)).toEqual([
      'fetch 0',
      'fetch 250',
      'fetch 500',
      'fetch 750',
      'fetch 1000',
      'index 0',
      'index 10',
    ]);
    expect(told[0]).toEqual({ catalog: 'c', phase: 'fetch', bytesDone: 0, bytesTotal: 1000 });
  });
});
