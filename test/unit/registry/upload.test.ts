import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import type { Exchange } from '../../support/registry-exchanges.ts';
import { openWorld, serve } from '../../support/registry-servers.ts';
import {
  absent,
  begin,
  blob,
  digest,
  one,
  ping,
  present,
  put,
  repository,
  size,
  upload,
  uploads,
} from '../../support/registry-uploads.ts';
import { blobOf, codeOf } from '../../support/registry-world.ts';

describe('when the registry has the blob', () => {
  it('sends nothing', async () => {
    const { outcome, fed } = await upload([present]);
    expect(outcome).toBe('present');
    expect(fed.opened).toEqual([]);
  });

  it('sends it again when the size there is another', async () => {
    const wrong: Exchange = { ...present, reply: { status: 200, headers: { 'content-length': '7' } } };
    const { outcome } = await upload([wrong, begin('a'), put('a')]);
    expect(outcome).toBe('uploaded');
  });
});

describe('when a blob is new', () => {
  it('needs one POST and one PUT, keeping the parameters of the location', async () => {
    const { outcome, fed, log } = await upload([begin('a'), put('a')], { assumeAbsent: true });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a']);
    expect(fed.progress).toBe(size);
  });

  it('asks first unless it is told that the blob is absent', async () => {
    const { log } = await upload([absent, begin('a'), put('a')]);
    expect(log).toEqual(['HEAD: absent', 'POST a', 'PUT a']);
  });

  it('goes on when the existence check answers 403 (A9)', async () => {
    const denied: Exchange = { ...absent, name: 'HEAD: 403', reply: { status: 403 } };
    expect((await upload([denied, begin('a'), put('a')])).outcome).toBe('uploaded');
  });

  it('accepts the 204 of old registries', async () => {
    const { outcome } = await upload([begin('a'), put('a', { reply: { status: 204 } })], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
  });

  it('keeps the scheme in use when the registry calls itself http or another name for itself', async () => {
    const registry = await serve(ping, put('a'));
    registry.add({
      ...begin('a'),
      reply: { status: 202, headers: { location: `https://${registry.host}${uploads}a?_state=a%2Bb` } },
    });
    const world = openWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes);
    const client = world.client(registry.host);
    await client.uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    registry.verify();
  });
});

describe('when another repository has the blob', () => {
  const mountFrom = (from: string, reply: Exchange['reply']): Exchange => ({
    name: `mount from ${from}`,
    expect: { method: 'POST', path: uploads, query: { mount: digest, from } },
    reply,
  });

  it('mounts it without reading a byte', async () => {
    const { outcome, fed } = await upload([mountFrom('ocp/base', { status: 201 })], {
      assumeAbsent: true,
      mountFrom: ['ocp/base'],
    });
    expect(outcome).toBe('mounted');
    expect(fed.opened).toEqual([]);
  });

  it('uses the session that a refused mount opened', async () => {
    const reply = { status: 202, headers: { location: `${uploads}m?_state=a%2Bb` } };
    const { outcome, log } = await upload([mountFrom('ocp/base', reply), put('m')], {
      assumeAbsent: true,
      mountFrom: ['ocp/base'],
    });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['mount from ocp/base', 'PUT m']);
  });

  it('tries two sources at most and then uploads', async () => {
    const exchanges = [
      mountFrom('one', { status: 404 }),
      mountFrom('two', { status: 400 }),
      begin('a'),
      put('a'),
    ];
    const { outcome } = await upload(exchanges, { assumeAbsent: true, mountFrom: ['one', 'two', 'three'] });
    expect(outcome).toBe('uploaded');
  });
});

describe('when two images need the same blob', () => {
  it('uploads once and mounts for the second (U9)', async () => {
    const other = 'ocp/other';
    const registry = await serve(ping, begin('a'), put('a'), {
      name: 'mount',
      expect: {
        method: 'POST',
        path: `/v2/${other}/blobs/uploads/`,
        query: { mount: digest, from: repository },
      },
      reply: { status: 201 },
    });
    const world = openWorld();
    const client = world.client(registry.host);
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes);
    const outcomes = await Promise.all([
      client.uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true }),
      client.uploadBlob(other, blob.descriptor, open, { assumeAbsent: true }),
    ]);
    expect(outcomes).toEqual(['uploaded', 'mounted']);
    registry.verify();
  });
});

describe('when a blob is empty', () => {
  it('puts it with a length of zero (U10)', async () => {
    const empty = blobOf('');
    const registry = await serve(ping, begin('a'), {
      name: 'PUT',
      expect: {
        method: 'PUT',
        path: `${uploads}a`,
        query: { digest: empty.descriptor.digest },
        headers: { 'content-length': '0' },
      },
      reply: { status: 201 },
    });
    const world = openWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(Buffer.alloc(0));
    const client = world.client(registry.host);
    expect(await client.uploadBlob(repository, empty.descriptor, open, { assumeAbsent: true })).toBe(
      'uploaded',
    );
    registry.verify();
  });
});

describe('when an upload is cancelled', () => {
  it('ends with the reason and asks for nothing more', async () => {
    const registry = await serve(ping, begin('a'));
    const world = openWorld();
    const controller = new AbortController();
    const reason = new Error('stopped by the operator');
    const open = async (): Promise<AsyncIterable<Buffer>> =>
      (async function* () {
        yield blob.bytes.subarray(0, 1000);
        controller.abort(reason);
        yield blob.bytes.subarray(1000);
      })();
    const client = world.client(registry.host);
    const work = client.uploadBlob(repository, blob.descriptor, open, {
      assumeAbsent: true,
      signal: controller.signal,
    });
    await expect(work).rejects.toBe(reason);
    expect(registry.log).toEqual(['ping', 'POST a']);
  });
});

describe('when the source fails', () => {
  it('ends with the source’s own error, at once', async () => {
    const failure = new SluiceError('BLOB_DIGEST_MISMATCH', { params: { digest, actual: 'other' } });
    const registry = await serve(ping, begin('a'));
    const world = openWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> =>
      (async function* () {
        yield blob.bytes.subarray(0, 1000);
        throw failure;
      })();
    const work = world
      .client(registry.host)
      .uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    await expect(work).rejects.toBe(failure);
    expect(registry.log).toEqual(['ping', 'POST a']);
  });

  it('never completes an upload that is too short', async () => {
    const registry = await serve(ping, begin('a'));
    const world = openWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes.subarray(0, 5000));
    const work = world
      .client(registry.host)
      .uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    expect(await codeOf(work)).toBe('BLOB_TOO_SHORT');
  });
});
