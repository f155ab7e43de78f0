import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import type { Exchange } from '../../support/registry-exchanges.ts';
import { openWorld, serve } from '../../support/registry-servers.ts';
import {
  absent,
  accepted,
  begin,
  brokenPut,
  commit,
  drop,
  patch,
  ping,
  present,
  put,
  repository,
  size,
  slices,
  status,
  upload,
  uploads,
} from '../../support/registry-uploads.ts';
import { blobOf } from '../../support/registry-world.ts';

describe('when the reply to the commit is lost', () => {
  it('finds by HEAD that the blob arrived', async () => {
    const { outcome, log } = await upload([begin('a'), put('a', { reply: 'reset' }), present], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a', 'HEAD: present']);
  });
});

describe('when an upload breaks', () => {
  it('starts again on distribution 2.8, which has forgotten the session', async () => {
    const { outcome, fed, log } = await upload(
      [begin('a'), brokenPut('a', 1_000_000), absent, status('a', { status: 404 }), begin('b'), put('b')],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a breaks', 'HEAD: absent', 'status a', 'POST b', 'PUT b']);
    expect(fed.opened).toEqual([0, 0]);
    expect(fed.lowest).toBeLessThan(0);
    expect(fed.progress).toBe(size);
  });

  it('goes on where distribution 3 says it stopped, counting up to and including', async () => {
    const { outcome, fed } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { location: `${uploads}a2`, range: '0-499999' } }),
        patch('a2', 500_000, size, accepted(`0-${size - 1}`)),
        commit('a2'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(fed.opened).toEqual([0, 500_000]);
    expect(fed.progress).toBe(size);
  });

  it('reads Quay’s range as a count, and keeps the location it does not repeat', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: 'bytes=0-500000' } }),
        patch('a', 500_000, size, accepted(`0-${size - 1}`)),
        commit('a'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('opens a new session when the registry claims more than was sent', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 100_000),
        absent,
        status('a', { status: 204, headers: { range: `0-${size * 2}` } }),
        drop('a'),
        begin('b'),
        put('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('leaves a session that appended what it was not sent (2.8’s silent append)', async () => {
    const { outcome, log } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: '0-499999' } }),
        patch('a', 500_000, size, accepted(`0-${size + 99}`)),
        { name: 'DELETE a', expect: { method: 'DELETE', path: `${uploads}a` }, reply: { status: 204 } },
        { ...absent, name: 'HEAD: still absent' },
        begin('b'),
        put('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(log).toContain('DELETE a');
  });

  it('believes the range of a 416 once', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: '0-500000' } }),
        patch('a', 500_001, size, { status: 416, headers: { range: '0-499999' } }),
        patch('a', 500_000, size, accepted()),
        commit('a'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('switches to pieces after breaking off twice, and to smaller ones when they break off too', async () => {
    const large = blobOf(Buffer.alloc(48 * 1024 * 1024, 'large'));
    const head: Exchange = {
      name: 'HEAD',
      expect: { method: 'HEAD', path: `/v2/${repository}/blobs/${large.descriptor.digest}` },
      reply: { status: 404 },
      times: 3,
    };
    const registry = await serve(
      ping,
      begin('a'),
      brokenPut('a', 12_000_000),
      head,
      status('a', { status: 404 }),
      begin('b'),
      brokenPut('b', 12_000_000),
      status('b', { status: 404 }),
      begin('c'),
      {
        name: 'piece breaks',
        expect: { method: 'PATCH', path: `${uploads}c` },
        reply: { cutUploadAt: 4_000_000 },
      },
      status('c', { status: 404 }),
      begin('d'),
      {
        name: 'piece',
        expect: { method: 'PATCH', path: `${uploads}d` },
        reply: ({ headers }) => ({
          status: 202,
          headers: { range: `0-${String(headers['content-range']).split('-')[1]}` },
        }),
        times: 'any',
      },
      { name: 'commit', expect: { method: 'PUT', path: `${uploads}d` }, reply: { status: 201 } },
    );
    const world = openWorld();
    const open = async (offset: number): Promise<AsyncIterable<Buffer>> => slices(large.bytes, offset);
    const client = world.client(registry.host);
    expect(await client.uploadBlob(repository, large.descriptor, open, { assumeAbsent: true })).toBe(
      'uploaded',
    );
    registry.verify();
    const pieces = registry.received
      .filter(({ method }) => method === 'PATCH')
      .map(({ body }) => body.length);
    expect(pieces.reduce((sum, length) => sum + length)).toBe(large.bytes.length);
    // Half of at most the whole is what broke, half of that again is what was sent.
    expect(Math.max(...pieces)).toBeLessThanOrEqual(12 * 1024 * 1024);
  });

  it('gives up after eight attempts without progress, saying what happened', async () => {
    const { error, world } = await upload(
      [
        { ...begin('a'), times: 8 },
        {
          name: 'PUT fails',
          expect: { method: 'PUT', path: `${uploads}a` },
          reply: { status: 502 },
          times: 8,
        },
        { ...absent, times: 7 },
        { ...status('a', { status: 404 }), times: 7 },
      ],
      { assumeAbsent: true },
    );
    expect(error).toBeInstanceOf(SluiceError);
    expect(error).toMatchObject({ code: 'REGISTRY_UNAVAILABLE', retryable: true });
    expect(world.clock.waits.filter((wait) => wait >= 500).length).toBeGreaterThanOrEqual(7);
  });
});
