import { gunzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import {
  catalogFiles,
  filterLabel,
  originalLabel,
  rebuildCatalog,
  type FilteredCatalog,
} from '../../../../core/catalog/index.ts';
import {
  mediaTypes,
  parseManifest,
  type Descriptor,
  type ParsedManifest,
} from '../../../../core/image/index.ts';
import { memoryImageSource, readImageFiles, type MadeImage } from '../../../../core/layers/index.ts';
import { digestOf, type Digest } from '../../../../core/reference/index.ts';
import { filteredOf } from '../../../support/catalog-filtered.ts';
import { CatalogText, packageIn } from '../../../support/catalog-text.ts';
import { ImageStore, layerOf } from '../../../support/release-content.ts';

const repository = 'registry.example.com/redhat/redhat-operator-index';
const hash = 'ac8e314872a499f2c6edb0616489c628';
const configs = 'operators.operatorframework.io.index.configs.v1';

interface BaseOptions {
  readonly docker?: boolean;
  readonly label?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly platform?: object;
}

/** An image of a catalogue with two packages. */
async function catalogImage(
  store: ImageStore,
  architecture: string,
  options: BaseOptions = {},
): Promise<Descriptor> {
  const {
    docker = false,
    label = '/configs',
    labels = {},
    platform = { os: 'linux', architecture },
  } = options;
  const folder = label.slice(1);
  const layers = [
    await layerOf({ 'bin/opm': `opm for ${architecture}` }),
    await layerOf({
      [`${folder}/app/catalog.json`]: 'whole app',
      [`${folder}/other/catalog.json`]: 'whole other',
    }),
  ];
  return store.addImage(layers, {
    docker,
    config: {
      ...platform,
      config: {
        Entrypoint: ['/bin/opm'],
        Cmd: ['serve', '/configs', '--cache-dir=/tmp/cache'],
        Env: ['A=b'],
        Labels: { [configs]: label, vendor: 'Example', ...labels },
      },
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(gunzipSync(layer))) },
      history: [{ created_by: 'base' }],
    },
  });
}

async function indexOf(store: ImageStore, docker = false): Promise<Descriptor> {
  const [amd64, arm64] = [
    await catalogImage(store, 'amd64', { docker }),
    await catalogImage(store, 'arm64', { docker }),
  ];
  return store.addIndex(
    [
      { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm64, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      {
        ...amd64,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.digest': amd64.digest },
      },
    ],
    docker,
  );
}

function selection(): { readonly text: CatalogText; readonly filtered: FilteredCatalog } {
  const text = new CatalogText();
  const app = packageIn(text, {
    name: 'app',
    defaultChannel: 'stable',
    channels: { stable: [{ name: 'app.v1.0.0', skips: [] }] },
    versions: ['1.0.0'],
    padding: 'text that repeats itself. '.repeat(20_000),
  });
  return { text, filtered: filteredOf(app) };
}

const rebuild = (store: ImageStore, { digest }: Descriptor, chosen = selection()): Promise<MadeImage> =>
  rebuildCatalog({
    source: store,
    repository,
    digest,
    name: 'index',
    filtered: chosen.filtered,
    readBlobs: chosen.text.readBlobs,
    hash,
  });

function manifestOf({ manifests }: MadeImage, digest: Digest): ParsedManifest {
  const found = manifests.find(({ descriptor }) => descriptor.digest === digest);
  if (found === undefined) throw new Error(`no manifest ${digest}`);
  return parseManifest(found);
}

interface Child {
  readonly entry: Descriptor;
  readonly manifest: Extract<ParsedManifest, { kind: 'image' }>;
  readonly config: {
    readonly config: Record<string, unknown>;
    readonly history: unknown;
    readonly rootfs: unknown;
  };
}

function childrenIn(made: MadeImage): readonly Child[] {
  const root = manifestOf(made, made.root.digest);
  if (root.kind !== 'index') throw new Error('not an index');
  return root.manifests.map((entry) => {
    const manifest = manifestOf(made, entry.digest);
    if (manifest.kind !== 'image') throw new Error('not an image');
    return { entry, manifest, config: JSON.parse(String(made.blobs.get(manifest.config.digest))) };
  });
}

async function entriesOf(made: MadeImage, layer: Descriptor | undefined): Promise<readonly object[]> {
  const bytes = layer === undefined ? undefined : made.blobs.get(layer.digest);
  if (bytes === undefined) throw new Error('the layer is not in memory');
  const reader = Readable.from([gunzipSync(bytes)]).pipe(extract());
  const entries: object[] = [];
  for await (const entry of reader) {
    const { name, type, mode, uid, gid, mtime, size } = entry.header;
    entries.push({ name, type, mode, uid, gid, mtime: mtime?.getTime(), size });
    entry.resume();
  }
  return entries;
}

const common = { uid: 0, gid: 0, mtime: 0 };

describe('a rebuilt catalogue', () => {
  it('has two more layers on every image: what hides the old configuration, and the new one', async () => {
    const store = new ImageStore();
    const chosen = selection();
    const made = await rebuild(store, await indexOf(store), chosen);
    const children = childrenIn(made);
    expect(children.map(({ entry }) => entry.platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ]);
    const [file] = await catalogFiles(chosen.filtered, chosen.text.readBlobs);
    for (const { manifest } of children) {
      expect(manifest.layers).toHaveLength(4);
      expect(manifest.layers.map(({ mediaType }) => mediaType)).toEqual(
        Array(4).fill(mediaTypes.ociLayerGzip),
      );
      expect(await entriesOf(made, manifest.layers[2])).toEqual([
        { name: '.wh.configs', type: 'file', mode: 0o644, size: 0, ...common },
      ]);
      expect(await entriesOf(made, manifest.layers[3])).toEqual([
        { name: 'configs/', type: 'directory', mode: 0o755, size: 0, ...common },
        { name: 'configs/app/', type: 'directory', mode: 0o755, size: 0, ...common },
        { name: 'configs/app/catalog.json', type: 'file', mode: 0o644, size: file?.size, ...common },
      ]);
    }
  });

  it('serves the new configuration and says what it was made of; everything else stays', async () => {
    const store = new ImageStore();
    const base = await indexOf(store);
    const made = await rebuild(store, base);
    for (const { config, manifest } of childrenIn(made)) {
      expect(config.config).toEqual({
        Entrypoint: ['/bin/opm'],
        Cmd: ['serve', '/configs'],
        Env: ['A=b'],
        Labels: {
          [configs]: '/configs',
          vendor: 'Example',
          [originalLabel]: base.digest,
          [filterLabel]: hash,
        },
      });
      const diffIds = manifest.layers.map(({ digest }) =>
        digestOf(gunzipSync(made.blobs.get(digest) ?? store.blobs.get(digest) ?? Buffer.alloc(0))),
      );
      expect(config.rootfs).toEqual({ type: 'layers', diff_ids: diffIds });
      expect(config.history).toHaveLength(3);
    }
  });

  it('reads like any image, with nothing left of what was filtered out', async () => {
    const store = new ImageStore();
    const made = await rebuild(store, await indexOf(store));
    const record = {
      type: 'operatorCatalog',
      origin: repository,
      source: { repository, digest: made.root.digest },
      destination: { repository: 'redhat/redhat-operator-index', tag: hash },
    } as const;
    const files = await readImageFiles(memoryImageSource({ ...made, record }, store), {
      repository,
      digest: made.root.digest,
      required: ['configs/app/catalog.json', 'configs/other/catalog.json', 'bin/opm'],
    });
    expect(files.get('configs/app/catalog.json')?.toString()).toContain('"app.v1.0.0"');
    expect(files.has('configs/other/catalog.json')).toBe(false);
    expect(files.get('bin/opm')?.toString()).toBe('opm for amd64');
  });

  it('has the same digest wherever it is made', async () => {
    const [here, there] = [new ImageStore(), new ImageStore()];
    there.pieceLength = 17;
    const made = await Promise.all([
      rebuild(here, await indexOf(here)),
      rebuild(there, await indexOf(there)),
    ]);
    expect(made[0].root).toEqual(made[1].root);
    const layers = childrenIn(made[0])[0]?.manifest.layers.slice(2) ?? [];
    expect(layers.map(({ digest }) => digest)).toEqual([
      'sha256:d01fe5d2f3b822a01e3a759821f58b25f352e4ec7cebd353319bfc5dc5e8100d',
      'sha256:103845942cd975ad63598a91393be9b61781d2905407048f20a7730c72f54231',
    ]);
  });

  it('keeps the manifests of Docker, and makes an index of a single image', async () => {
    const docker = new ImageStore();
    const list = await rebuild(docker, await indexOf(docker, true));
    expect(list.root.mediaType).toBe(mediaTypes.dockerList);
    const [child] = childrenIn(list);
    expect(child?.manifest.mediaType).toBe(mediaTypes.dockerManifest);
    expect(child?.manifest.layers.at(-1)?.mediaType).toBe(mediaTypes.dockerLayer);
    const singles = [
      { options: { docker: true }, type: mediaTypes.dockerList },
      {
        options: { platform: { os: 'linux', architecture: 's390x', variant: 'z' } },
        type: mediaTypes.ociIndex,
      },
      { options: { platform: { os: '' } }, type: mediaTypes.ociIndex },
    ];
    const platforms: unknown[] = [];
    for (const { options, type } of singles) {
      const store = new ImageStore();
      const made = await rebuild(store, await catalogImage(store, 'arm64', options));
      expect(made.root.mediaType).toBe(type);
      platforms.push(...childrenIn(made).map(({ entry }) => entry.platform));
    }
    expect(platforms).toEqual([
      { os: 'linux', architecture: 'arm64' },
      { os: 'linux', architecture: 's390x', variant: 'z' },
      { os: 'linux', architecture: 'amd64' },
    ]);
  });

  it('takes the platform that an index leaves out from the image', async () => {
    const store = new ImageStore();
    const index = store.addIndex([await catalogImage(store, 'ppc64le'), await catalogImage(store, 'amd64')]);
    const platforms = childrenIn(await rebuild(store, index)).map(
      ({ entry }) => entry.platform?.architecture,
    );
    expect(platforms).toEqual(['ppc64le', 'amd64']);
  });

  it('hides the folder that the label names, wherever that is', async () => {
    const hidden = async (label: string): Promise<unknown> => {
      const store = new ImageStore();
      const made = await rebuild(store, await catalogImage(store, 'amd64', { label }));
      const [child] = childrenIn(made);
      expect(child?.config.config).toMatchObject({ Labels: { [configs]: '/configs' } });
      return (await entriesOf(made, child?.manifest.layers.at(-2))).map(
        (entry) => 'name' in entry && entry.name,
      );
    };
    expect(await hidden('/configs/all')).toEqual(['.wh.configs']);
    expect(await hidden('/srv/index')).toEqual(['.wh.configs', 'srv/', 'srv/.wh.index']);
  });

  it('names the very first catalogue when it is made of one that was filtered before', async () => {
    const store = new ImageStore();
    const first = digestOf(Buffer.from('first'));
    const labels = { [originalLabel]: first, [filterLabel]: 'older' };
    const made = await rebuild(store, await catalogImage(store, 'amd64', { labels }));
    expect(childrenIn(made)[0]?.config.config).toMatchObject({
      Labels: { [originalLabel]: first, [filterLabel]: hash },
    });
  });

  it('is not made when a package’s name leads elsewhere, or its text cannot be had', async () => {
    const store = new ImageStore();
    const base = await catalogImage(store, 'amd64');
    const { text, filtered } = selection();
    const evil = { ...filtered, packages: filtered.packages.map((one) => ({ ...one, name: '../etc' })) };
    await expect(rebuild(store, base, { text, filtered: evil })).rejects.toMatchObject({
      code: 'CATALOG_NAME_UNSAFE',
    });
    const failing = new CatalogText();
    await expect(rebuild(store, base, { text: failing, filtered })).rejects.toMatchObject({
      code: 'CATALOG_TEXT_CHANGED',
    });
  });
});
