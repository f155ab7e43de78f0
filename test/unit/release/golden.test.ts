import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { rawManifest, type Source } from '../../../core/image/index.ts';
import { digestHex, parseDigest, type Layout } from '../../../core/reference/index.ts';
import {
  collectReleases,
  parseReleaseKeys,
  setReleaseInputs,
  type ReleaseCollection,
  type ReleaseKeys,
} from '../../../core/release/index.ts';
import { clockAt, sharedFolder, sharedNote } from '../../support/release-world.ts';

const archive = 'golden/01-m2d-connected/mirror_000001.tar';
const mapping = 'golden/11-dryrun/11-dryrun-m2d.wd/dry-run/mapping.txt';

/** Every file of a tar, by name. */
async function filesOf(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of createReadStream(path).pipe(extract())) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}

/** Reads images by digest out of an archive's blobs. */
function archiveSource(files: ReadonlyMap<string, Buffer>): Source {
  const blob = (digest: string): Buffer => {
    const hex = digestHex(parseDigest(digest));
    const bytes = files.get(`docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`);
    if (bytes === undefined) throw new Error(`no ${digest}`);
    return bytes;
  };
  return {
    resolveTag: async () => undefined,
    fetchManifest: async (_repository, digest) => rawManifest(blob(digest), 'application/json'),
    openBlob: async (_repository, { digest }) =>
      (async function* () {
        yield blob(digest);
      })(),
  };
}

describe.skipIf(sharedNote(archive) !== '')(
  `when oc-mirror’s golden archive is read${sharedNote(archive)}`,
  () => {
    let files: Map<string, Buffer>;
    let keys: ReleaseKeys;
    beforeAll(async () => {
      files = await filesOf(join(sharedFolder, archive));
      const file = join(sharedFolder, 'golden/fixtures/lab-release.asc');
      keys = await parseReleaseKeys(readFileSync(file, 'utf8'), file);
    });

    const collect = (layout: Layout, withSource: boolean): Promise<ReleaseCollection> =>
      collectReleases({
        platform: { channels: [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.3' }] },
        inputs: setReleaseInputs({
          listFiles: async () =>
            [...files.keys()].flatMap((name) => (name.startsWith('working-dir/') ? [name.slice(12)] : [])),
          readFile: async (name) => files.get(`working-dir/${name}`),
          source: withSource ? archiveSource(files) : undefined,
        }),
        keys,
        layout,
        clock: clockAt('2026-01-01T00:00:00Z'),
      });

    it('gives the release images of oc-mirror’s own mapping, under its names', async () => {
      const { records, errors, releases } = await collect('oc-mirror-4.17', true);
      expect(errors).toEqual([]);
      expect(releases.map(({ tag, contentFrom }) => [tag, contentFrom])).toEqual(
        ['4.15.0', '4.15.1', '4.15.2', '4.15.3'].map((version) => [`${version}-x86_64`, 'payload']),
      );
      const lines = readFileSync(join(sharedFolder, mapping), 'utf8').split('\n');
      const expected = lines.filter((line) => line.includes('openshift-release-dev'));
      const ours = records.map(
        ({ origin, destination }) =>
          `docker://${origin}=docker://localhost:55000/${destination.repository}:${destination.tag}`,
      );
      expect(new Set(ours)).toEqual(new Set(expected));
    });

    it('gives the same from the payloads as from the lists beside them', async () => {
      const [payloads, lists] = [await collect('oc-mirror', true), await collect('oc-mirror', false)];
      expect(lists.records).toEqual(payloads.records);
      expect(lists.releases.map(({ contentFrom }) => contentFrom)).toEqual(['file', 'file', 'file', 'file']);
      for (const { name, bytes } of payloads.files.filter((file) => file.name.includes('hold-release'))) {
        expect(bytes.equals(files.get(name) ?? Buffer.alloc(0)), name).toBe(true);
      }
    });
  },
);
