import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WritableStore } from '../../core/practice/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import {
  errorCode,
  ociImage,
  ociIndex,
  runRegistry,
  sampleBytes,
  sampleImage,
  type RunningRegistry,
} from './practice-client.ts';

/** The distribution specification's cases, run the same over every writable store. */
export function describeRegistryStore(name: string, makeStore: () => Promise<WritableStore>): void {
  describe(`when a registry keeps its content in ${name}`, () => {
    let registry: RunningRegistry;
    let store: WritableStore;
    beforeAll(async () => {
      store = await makeStore();
      registry = await runRegistry({ store });
    });
    afterAll(async () => {
      await registry.close();
      await store.close();
    });

    const start = async (repository: string, query = ''): Promise<string> => {
      const response = await registry.call(`/v2/${repository}/blobs/uploads/${query}`, { method: 'POST' });
      expect(response.status).toBe(202);
      return response.headers.get('location') ?? '';
    };
    const patch = (location: string, bytes: Buffer, contentRange?: string): Promise<Response> =>
      registry.call(location, {
        method: 'PATCH',
        body: new Uint8Array(bytes),
        headers: contentRange === undefined ? {} : { 'content-range': contentRange },
      });

    it('answers the ping with the protocol version', async () => {
      const response = await registry.call('/v2/');
      expect(response.status).toBe(200);
      expect(response.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
    });

    describe('blobs', () => {
      const bytes = sampleBytes(3 * 1024 * 1024 + 17, 'blob');
      const path = `/v2/team/app/blobs/${digestOf(bytes)}`;
      beforeAll(async () => {
        await registry.pushBlob('team/app', bytes);
      });

      it('serves the bytes that were pushed', async () => {
        const response = await registry.call(path);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-length')).toBe(String(bytes.length));
        expect(digestOf(Buffer.from(await response.arrayBuffer()))).toBe(digestOf(bytes));
      });

      it('answers HEAD with size and digest only', async () => {
        const response = await registry.call(path, { method: 'HEAD' });
        expect(response.headers.get('content-length')).toBe(String(bytes.length));
        expect(response.headers.get('docker-content-digest')).toBe(digestOf(bytes));
        expect((await response.arrayBuffer()).byteLength).toBe(0);
      });

      it.each([
        ['bytes=0-9', 0, 10],
        ['bytes=1048570-2097200', 1_048_570, 2_097_201],
        ['bytes=3145700-', 3_145_700, 3_145_745],
        ['bytes=-5', 3_145_740, 3_145_745],
        ['bytes=3145744-99999999', 3_145_744, 3_145_745],
      ])('serves the range %s', async (range, from, to) => {
        const response = await registry.call(path, { headers: { range } });
        expect(response.status).toBe(206);
        expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(from, to))).toBe(true);
      });

      it('refuses a range behind the end with the size', async () => {
        const response = await registry.call(path, { headers: { range: `bytes=${bytes.length}-` } });
        expect(response.status).toBe(416);
        expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
      });

      it('keeps repositories apart until the blob is mounted', async () => {
        const other = `/v2/team/other/blobs/${digestOf(bytes)}`;
        expect((await registry.call(other)).status).toBe(404);
        const mount = await registry.call(
          `/v2/team/other/blobs/uploads/?mount=${digestOf(bytes)}&from=team/app`,
          { method: 'POST' },
        );
        expect(mount.status).toBe(201);
        expect(mount.headers.get('location')).toBe(other);
        expect((await registry.call(other, { method: 'HEAD' })).status).toBe(200);
      });

      it('opens an upload when the blob to mount is not there', async () => {
        await start('team/other', `?mount=${digestOf('absent')}&from=team/app`);
        await start('team/other', `?mount=${digestOf(bytes)}`);
      });

      it('deletes a blob from one repository and leaves the other its own', async () => {
        const shared = sampleBytes(100, 'shared');
        const digest = await registry.pushBlob('del/one', shared);
        await registry.pushBlob('del/two', shared);
        const remove = await registry.call(`/v2/del/one/blobs/${digest}`, { method: 'DELETE' });
        expect(remove.status).toBe(202);
        expect((await registry.call(`/v2/del/one/blobs/${digest}`)).status).toBe(404);
        expect((await registry.call(`/v2/del/two/blobs/${digest}`)).status).toBe(200);
      });

      it('stores the empty blob', async () => {
        const digest = await registry.pushBlob('team/app', Buffer.alloc(0));
        const response = await registry.call(`/v2/team/app/blobs/${digest}`);
        expect(response.status).toBe(200);
        expect((await response.arrayBuffer()).byteLength).toBe(0);
      });

      it('says which part of a request it does not understand', async () => {
        expect(await errorCode(await registry.call('/v2/team/app/blobs/sha256:short'))).toBe(
          'DIGEST_INVALID',
        );
        expect(await errorCode(await registry.call('/v2/Team/blobs/sha256:short'))).toBe('NAME_INVALID');
        expect(await errorCode(await registry.call(`/v2/team/app/blobs/${digestOf('no')}`))).toBe(
          'BLOB_UNKNOWN',
        );
      });
    });

    describe('uploads', () => {
      const bytes = sampleBytes(300_000, 'upload');
      const digest = digestOf(bytes);

      it('takes a blob in one PUT', async () => {
        const location = await start('up/mono');
        const done = await registry.call(`${location}?digest=${digest}`, {
          method: 'PUT',
          body: new Uint8Array(bytes),
        });
        expect(done.status).toBe(201);
        expect(done.headers.get('docker-content-digest')).toBe(digest);
        expect((await registry.call(done.headers.get('location') ?? '')).status).toBe(200);
      });

      it('takes a blob in chunks and tells how far it is', async () => {
        const location = await start('up/chunks');
        const first = await patch(location, bytes.subarray(0, 100_000), '0-99999');
        expect(first.status).toBe(202);
        expect(first.headers.get('range')).toBe('0-99999');
        const status = await registry.call(location);
        expect(status.status).toBe(204);
        expect(status.headers.get('range')).toBe('0-99999');
        expect((await patch(location, bytes.subarray(100_000, 200_000), '100000-199999')).status).toBe(202);
        const done = await registry.call(`${location}?digest=${digest}`, {
          method: 'PUT',
          body: new Uint8Array(bytes.subarray(200_000)),
          headers: { 'content-range': '200000-299999' },
        });
        expect(done.status).toBe(201);
        const back = await registry.call(`/v2/up/chunks/blobs/${digest}`);
        expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
      });

      it('refuses a chunk that does not start where the upload ends, and goes on from there', async () => {
        const location = await start('up/order');
        await patch(location, bytes.subarray(0, 1000), '0-999');
        for (const wrong of ['0-999', '1001-2000', 'garbage']) {
          const refused = await patch(location, bytes.subarray(0, 1000), wrong);
          expect(refused.status).toBe(416);
          expect(refused.headers.get('range')).toBe('0-999');
          expect(refused.headers.get('location')).toBe(location);
        }
        expect((await patch(location, bytes.subarray(1000, 2000), '1000-1999')).status).toBe(202);
      });

      it('refuses a chunk whose length and Content-Range disagree', async () => {
        const location = await start('up/size');
        const refused = await patch(location, bytes.subarray(0, 1000), '0-500');
        expect(refused.status).toBe(400);
        expect(await errorCode(refused)).toBe('SIZE_INVALID');
      });

      it('refuses bytes that are not the digest, and forgets the upload', async () => {
        const location = await start('up/wrong');
        const refused = await registry.call(`${location}?digest=${digestOf('other')}`, {
          method: 'PUT',
          body: 'bytes',
        });
        expect(refused.status).toBe(400);
        expect(await errorCode(refused)).toBe('DIGEST_INVALID');
        expect((await registry.call(location)).status).toBe(404);
        expect((await registry.call(`/v2/up/wrong/blobs/${digestOf('other')}`)).status).toBe(404);
      });

      it('accepts a sha512 digest', async () => {
        const wide = digestOf(bytes, 'sha512');
        const location = await start('up/wide');
        const done = await registry.call(`${location}?digest=${wide}`, {
          method: 'PUT',
          body: new Uint8Array(bytes),
        });
        expect(done.status).toBe(201);
        expect((await registry.call(`/v2/up/wide/blobs/${wide}`, { method: 'HEAD' })).status).toBe(200);
      });

      it('forgets a cancelled upload', async () => {
        const location = await start('up/cancel');
        await patch(location, bytes.subarray(0, 1000));
        expect((await registry.call(location, { method: 'DELETE' })).status).toBe(204);
        const after = await patch(location, bytes.subarray(0, 1000));
        expect(after.status).toBe(404);
        expect(await errorCode(after)).toBe('BLOB_UPLOAD_UNKNOWN');
      });

      it('does not show an upload to another repository', async () => {
        const location = await start('up/mine');
        const stolen = location.replace('up/mine', 'up/yours');
        expect((await registry.call(stolen)).status).toBe(404);
      });
    });

    describe('manifests', () => {
      it('keeps bytes and type, by tag and by digest', async () => {
        const { manifest, digest } = await sampleImage(registry, 'man/app', 'one');
        const pushed = await registry.pushManifest('man/app', 'v1', manifest);
        expect(pushed.status).toBe(201);
        expect(pushed.headers.get('docker-content-digest')).toBe(digest);
        for (const reference of ['v1', digest]) {
          const response = await registry.call(`/v2/man/app/manifests/${reference}`, {
            headers: { accept: `application/json, ${ociImage}` },
          });
          expect(response.headers.get('content-type')).toBe(ociImage);
          expect(await response.text()).toBe(JSON.stringify(manifest));
        }
      });

      it('does not convert for a client that leaves the stored type out of Accept', async () => {
        const { manifest } = await sampleImage(registry, 'man/accept', 'one');
        await registry.pushManifest('man/accept', 'v1', manifest);
        const response = await registry.call('/v2/man/accept/manifests/v1', {
          headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
        });
        expect(response.status).toBe(404);
        expect(await errorCode(response)).toBe('MANIFEST_UNKNOWN');
      });

      it('refuses an image whose blobs are missing, and names them', async () => {
        const { manifest } = await sampleImage(registry, 'man/full', 'two');
        const response = await registry.pushManifest('man/empty', 'v1', manifest);
        expect(response.status).toBe(400);
        const body = (await response.json()) as { errors: { code: string; detail: { digest: string }[] }[] };
        expect(body.errors[0]?.code).toBe('MANIFEST_BLOB_UNKNOWN');
        expect(body.errors[0]?.detail.map(({ digest }) => digest)).toContain(manifest.layers[0]?.digest);
      });

      it('refuses an index whose children are missing', async () => {
        const { manifest, digest } = await sampleImage(registry, 'man/index', 'child');
        const child = { mediaType: ociImage, size: JSON.stringify(manifest).length, digest };
        const index = { schemaVersion: 2, mediaType: ociIndex, manifests: [child] };
        const refused = await registry.pushManifest('man/index', 'v1', index);
        expect(await errorCode(refused)).toBe('MANIFEST_BLOB_UNKNOWN');
        await registry.pushManifest('man/index', digest, manifest);
        expect((await registry.pushManifest('man/index', 'v1', index)).status).toBe(201);
      });

      it.each([
        ['no JSON', 'nonsense', ociImage],
        ['another schema version', JSON.stringify({ schemaVersion: 1, mediaType: ociImage }), ociImage],
        [
          'a type that differs from Content-Type',
          JSON.stringify({ schemaVersion: 2, mediaType: ociIndex }),
          ociImage,
        ],
        ['an unknown type', JSON.stringify({ schemaVersion: 2 }), 'text/plain'],
        [
          'image and index at once',
          JSON.stringify({ schemaVersion: 2, manifests: [], layers: [] }),
          ociIndex,
        ],
        [
          'a descriptor without a digest',
          JSON.stringify({ schemaVersion: 2, config: {}, layers: [] }),
          ociImage,
        ],
      ])('refuses %s', async (_case, body, type) => {
        const response = await registry.call('/v2/man/bad/manifests/v1', {
          method: 'PUT',
          body,
          headers: { 'content-type': type },
        });
        expect(response.status).toBe(400);
        expect(await errorCode(response)).toBe('MANIFEST_INVALID');
      });

      it('refuses a manifest under a digest that is not its own', async () => {
        const { manifest } = await sampleImage(registry, 'man/liar', 'x');
        const response = await registry.pushManifest('man/liar', digestOf('y'), manifest);
        expect(await errorCode(response)).toBe('DIGEST_INVALID');
      });

      it('deletes a tag alone, or a manifest with its tags', async () => {
        const { manifest, digest } = await sampleImage(registry, 'man/del', 'd');
        for (const tag of ['a', 'b', 'c']) await registry.pushManifest('man/del', tag, manifest);
        const path = '/v2/man/del/manifests/';
        expect((await registry.call(`${path}a`, { method: 'DELETE' })).status).toBe(202);
        expect((await registry.call(`${path}a`)).status).toBe(404);
        expect((await registry.call(`${path}b`)).status).toBe(200);
        expect((await registry.call(path + digest, { method: 'DELETE' })).status).toBe(202);
        expect((await registry.call(`${path}b`)).status).toBe(404);
        expect((await registry.call(path + digest, { method: 'DELETE' })).status).toBe(404);
      });
    });

    describe('listings', () => {
      it('pages the tags and links to the next page', async () => {
        const { manifest } = await sampleImage(registry, 'list/tags', 't');
        for (const tag of ['4.15.10', '4.15.0', 'latest', '4.15.1', '4.15.2']) {
          await registry.pushManifest('list/tags', tag, manifest);
        }
        const seen: string[][] = [];
        let next: string | undefined = '/v2/list/tags/tags/list?n=2';
        while (next !== undefined) {
          const response: Response = await registry.call(next);
          seen.push(((await response.json()) as { tags: string[] }).tags);
          next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
        }
        expect(seen).toEqual([['4.15.0', '4.15.1'], ['4.15.10', '4.15.2'], ['latest']]);
      });

      it('answers an unknown repository and a bad page size as the specification says', async () => {
        expect(await errorCode(await registry.call('/v2/list/none/tags/list'))).toBe('NAME_UNKNOWN');
        const bad = await registry.call('/v2/list/tags/tags/list?n=-1');
        expect(await errorCode(bad)).toBe('PAGINATION_NUMBER_INVALID');
      });

      it('pages the repositories', async () => {
        await registry.pushBlob('zz/one', Buffer.from('1'));
        await registry.pushBlob('zz/two', Buffer.from('1'));
        const response = await registry.call('/v2/_catalog?n=1&last=zz/one');
        expect(await response.json()).toEqual({ repositories: ['zz/two'] });
      });

      it('lists what refers to a manifest, filtered by type', async () => {
        const { manifest, digest } = await sampleImage(registry, 'ref/app', 'subject');
        await registry.pushManifest('ref/app', 'v1', manifest);
        const subject = { mediaType: ociImage, digest, size: JSON.stringify(manifest).length };
        const extra = { subject, artifactType: 'application/spdx+json', annotations: { made: 'here' } };
        const sbom = await sampleImage(registry, 'ref/app', 'sbom', extra);
        const pushed = await registry.pushManifest('ref/app', sbom.digest, sbom.manifest);
        expect(pushed.headers.get('oci-subject')).toBe(digest);

        const all = await registry.call(`/v2/ref/app/referrers/${digest}`);
        expect(all.headers.get('content-type')).toBe(ociIndex);
        expect(await all.json()).toMatchObject({
          manifests: [
            { digest: sbom.digest, artifactType: 'application/spdx+json', annotations: { made: 'here' } },
          ],
        });
        const none = await registry.call(`/v2/ref/app/referrers/${digest}?artifactType=other/type`);
        expect(none.headers.get('oci-filters-applied')).toBe('artifactType');
        expect(await none.json()).toMatchObject({ manifests: [] });
        const unknown = await registry.call(`/v2/ref/nobody/referrers/${digestOf('nothing')}`);
        expect(await unknown.json()).toMatchObject({ manifests: [] });
      });
    });
  });
}
