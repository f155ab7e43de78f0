import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../support/registry-exchanges.ts';
import {
  accepted,
  begin,
  commit,
  digest,
  drop,
  patch,
  put,
  size,
  status,
  upload,
  uploads,
} from '../../support/registry-uploads.ts';

describe('when a proxy limits the size of requests', () => {
  it('sends pieces after a 413, smaller after another, and remembers it for the host', async () => {
    const piece: Exchange = {
      name: 'piece',
      expect: { method: 'PATCH', path: `${uploads}b` },
      reply: ({ headers }) => ({
        status: 202,
        headers: { range: `0-${String(headers['content-range']).split('-')[1]}` },
      }),
      times: 'any',
    };
    const { outcome, registry } = await upload(
      [begin('a'), put('a', { reply: { status: 413 } }), drop('a'), begin('b'), piece, commit('b')],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    const sizes = registry.received.filter(({ method }) => method === 'PATCH').map(({ body }) => body.length);
    expect(Math.max(...sizes)).toBe(size / 2);
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBe(size);
  });

  it('names the limit when even one mebibyte is too much', async () => {
    const { error } = await upload(
      [
        begin('a'),
        put('a', { reply: { status: 413 } }),
        drop('a'),
        begin('b'),
        {
          name: 'piece refused',
          expect: { method: 'PATCH', path: `${uploads}b` },
          reply: { status: 413 },
          times: 2,
        },
        status('b', { status: 204, headers: { range: 'bytes=0--1' } }),
        {
          name: 'DELETE',
          expect: { method: 'DELETE', path: `${uploads}b` },
          reply: { status: 404 },
          times: 'any',
        },
      ],
      { assumeAbsent: true },
    );
    expect(error).toMatchObject({ code: 'UPLOAD_TOO_LARGE', params: { bytes: 1024 * 1024 } });
  });

  it('respects the registry’s smallest piece', async () => {
    const opened = begin('b');
    const { outcome } = await upload(
      [
        begin('a'),
        put('a', { reply: { status: 413 } }),
        drop('a'),
        {
          ...opened,
          reply: {
            status: 202,
            headers: { location: `${uploads}b`, 'oci-chunk-min-length': String(2 * 1024 * 1024) },
          },
        },
        patch('b', 0, 2 * 1024 * 1024, accepted()),
        patch('b', 2 * 1024 * 1024, size, accepted()),
        commit('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });
});

describe('when the registry disputes the digest', () => {
  const refused: Exchange['reply'] = {
    status: 400,
    body: JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'provided digest did not match' }] }),
  };

  it('sends it once more', async () => {
    const { outcome } = await upload([begin('a'), put('a', { reply: refused }), begin('b'), put('b')], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
  });

  it('says after the second time that something on the way changes data', async () => {
    const { error } = await upload(
      [begin('a'), put('a', { reply: refused }), begin('b'), put('b', { reply: refused })],
      { assumeAbsent: true },
    );
    expect(error).toMatchObject({ code: 'UPLOAD_DIGEST_REFUSED', params: { digest } });
  });
});
