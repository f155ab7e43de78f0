import { createReadStream, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { CatalogModel, CatalogPackage } from '../../../../core/catalog/index.ts';
import { mediaTypes, rawManifest, type Source } from '../../../../core/image/index.ts';
import { digestHex, parseDigest } from '../../../../core/reference/index.ts';
import { CatalogImages } from '../../../support/catalog-images.ts';
import { sharedFolder, sharedNote } from '../../../support/release-world.ts';

interface Blob {
  readonly schema: string;
  readonly name?: string;
  readonly package?: string;
  readonly entries?: readonly unknown[];
  readonly relatedImages?: readonly unknown[];
}

/** The blobs of a file, read in the simplest way that there is. */
function blobsOf(text: string): Blob[] {
  if (text.trimStart().startsWith('{')) {
    return text.split(/^(?=\{)/m).map((one) => JSON.parse(one) as Blob);
  }
  return parseAllDocuments(text).map((document) => document.toJS() as Blob);
}

const ofSchema = (blobs: readonly Blob[], schema: string): readonly Blob[] =>
  blobs.filter((blob) => blob.schema === schema);

/** Every package with its channels, their sizes, and its bundles with their numbers of images. */
function expected(blobs: readonly Blob[]): Record<string, unknown> {
  return Object.fromEntries(
    ofSchema(blobs, 'olm.package').map(({ name = '' }) => {
      const own = blobs.filter((blob) => blob.package === name);
      return [
        name,
        {
          channels: ofSchema(own, 'olm.channel')
            .map((channel) => `${channel.name}: ${channel.entries?.length}`)
            .sort(),
          bundles: ofSchema(own, 'olm.bundle')
            .map((one) => `${one.name}: ${one.relatedImages?.length}`)
            .sort(),
        },
      ];
    }),
  );
}

function found({ packages }: CatalogModel): Record<string, unknown> {
  const one = ({ channels, bundles }: CatalogPackage): unknown => ({
    channels: channels.map(({ name, entries }) => `${name}: ${entries.length}`).sort(),
    bundles: bundles.map(({ name, relatedImages }) => `${name}: ${relatedImages.length}`).sort(),
  });
  return Object.fromEntries([...packages].map(([name, entry]) => [name, one(entry)]));
}

let images: CatalogImages;
beforeEach(() => {
  images = new CatalogImages();
});
afterEach(() => images.close());

describe.each([
  '01-jaeger-product-catalog.json',
  '02-node-observability-operator-catalog.json',
  '04-3scale-excerpt-catalog.json',
])('when a published catalogue is read', (name) => {
  const path = `samples/fbc/${name}`;
  it.skipIf(sharedNote(path) !== '')(`finds what ${name} holds${sharedNote(path)}`, async () => {
    const text = readFileSync(join(sharedFolder, path), 'utf8');
    const catalog = await images.open(await images.addFiles({ 'op/catalog.json': text }));
    expect(catalog.findings).toEqual([]);
    expect(found(catalog.model)).toEqual(expected(blobsOf(text)));
    for (const { bundles } of catalog.model.packages.values()) {
      for (const { version, facts } of bundles) {
        expect(version).toMatch(/^\d+\.\d+\.\d+/);
        // All of these carry their ClusterServiceVersion as an object.
        expect(facts.displayName).toBeDefined();
        expect(facts.provider).toMatch(/^Red Hat/);
      }
    }
    await catalog.close();
  });
});

/** Files of a tar by name. */
async function filesOf(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const stream = createReadStream(path);
  const tar = path.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
  for await (const entry of tar.pipe(extract())) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}

const upstream = 'golden/fixtures/upstream-registry-tiny.tar.gz';
const archive = 'golden/01-m2d-connected/mirror_000001.tar';
const digest = parseDigest('sha256:7b3cee0081c3a89f150ed08e7228135195ebfdd3ad86fb1f2d4e6f3d1600c2f4');

describe.skipIf(sharedNote(upstream) !== '' || sharedNote(archive) !== '')(
  `when the catalogue of the golden runs is read${sharedNote(upstream)}${sharedNote(archive)}`,
  () => {
    it('finds what oc-mirror took out of it', async () => {
      const storage = await filesOf(join(sharedFolder, upstream));
      const blob = (wanted: string): Buffer => {
        const hex = digestHex(parseDigest(wanted));
        const file = `docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
        const bytes = storage.get(file) ?? storage.get(`./${file}`);
        if (bytes === undefined) throw new Error(`no ${wanted}`);
        return bytes;
      };
      const source: Source = {
        resolveTag: async () => undefined,
        fetchManifest: async (_repository, wanted) => {
          const bytes = blob(wanted);
          const { mediaType } = JSON.parse(bytes.toString()) as { mediaType?: string };
          return rawManifest(bytes, mediaType ?? mediaTypes.ociManifest);
        },
        openBlob: async (_repository, wanted) =>
          (async function* () {
            yield blob(wanted.digest);
          })(),
      };
      const repository = 'registry.redhat.io/redhat/redhat-operator-index';
      const list = { digest, mediaType: mediaTypes.dockerList, size: 0 };
      const catalog = await images.open(list, { source, repository });
      const held = [...(await filesOf(join(sharedFolder, archive)))].filter(
        ([name]) => name.includes('working-dir/hold-operator/') && /\.(json|yaml)$/.test(basename(name)),
      );
      const blobs = held.flatMap(([, bytes]) => blobsOf(bytes.toString('utf8')));
      expect(catalog.findings).toEqual([]);
      expect(Object.keys(expected(blobs)).length).toBeGreaterThan(4);
      expect(found(catalog.model)).toEqual(expected(blobs));
      await catalog.close();
    });
  },
);
