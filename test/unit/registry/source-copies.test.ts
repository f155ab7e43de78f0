import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { verified } from '../../../core/image/index.ts';
import type { RegistrySource } from '../../../core/registry/index.ts';
import {
  blob,
  content,
  cut,
  digest,
  name,
  over,
  part,
  path,
  read,
  rest,
  serveRegistry,
  size,
  whole,
} from '../../support/mirrored-registries.ts';
import type { Exchange } from '../../support/registry-exchanges.ts';
import { codeOf, collect } from '../../support/registry-world.ts';

describe('when a copy of a blob is missing, broken or wrong', () => {
  it('goes on at the next endpoint when one lacks the blob, offers another size, or breaks for good', async () => {
    const lacks = await serveRegistry(blob(null, { status: 404 }));
    const wrong = await serveRegistry(blob(null, { status: 200, body: 'short' }));
    const breaks = await serveRegistry(blob(null, cut(100_000)), {
      name: 'down',
      expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}` },
      reply: { status: 500 },
      times: 'any',
    });
    const primary = await serveRegistry(rest());
    const { source, events } = over([lacks, wrong, breaks, primary]);
    expect((await read(source)).equals(content.bytes)).toBe(true);
    expect(
      events.flatMap((event) => (event.kind === 'endpoint-passed-over' ? [event.error.code] : [])),
    ).toEqual(['BLOB_NOT_FOUND', 'BLOB_SIZE_DIFFERS', 'REGISTRY_UNAVAILABLE']);
    primary.verify();
  });

  it('says what each endpoint said when none can serve it', async () => {
    const one = await serveRegistry(blob(null, { status: 404 }));
    const two = await serveRegistry(blob(null, { ...whole, headers: { 'content-encoding': 'gzip' } }));
    const error = await codeAndOutcomes(over([one, two]).source);
    expect(error).toEqual([
      'ALL_ENDPOINTS_FAILED',
      `${one.host}/${path}: <absent>; ${two.host}/${path}: <REGISTRY_ANSWER_ENCODED>`,
    ]);
  });

  it('refuses one that was compressed on the way (H1)', async () => {
    const registry = await serveRegistry(blob(null, { ...whole, headers: { 'content-encoding': 'gzip' } }));
    expect(await codeOf(read(over([registry]).source))).toBe('REGISTRY_ANSWER_ENCODED');
  });

  it('does not hand out more than the blob has', async () => {
    const tooMuch = Buffer.concat([content.bytes, Buffer.from('more')]);
    const registry = await serveRegistry(
      blob(null, { status: 200, headers: { 'content-length': 'none' }, body: tooMuch }),
    );
    const received: Buffer[] = [];
    const chunks = await over([registry]).source.openBlob(name, content.descriptor);
    const work = (async () => {
      for await (const chunk of chunks) received.push(chunk);
    })();
    expect(await codeOf(work)).toBe('BLOB_TOO_LONG');
    expect(Buffer.concat(received).length).toBeLessThanOrEqual(size);
  });

  it('turns to another endpoint after wrong bytes, and not a third time to the one that gave them (D4)', async () => {
    const bad = Buffer.from(content.bytes);
    bad[150_000] = (bad[150_000] ?? 0) ^ 1;
    const mirror = await serveRegistry(blob(null, { status: 200, body: bad }, 2));
    const primary = await serveRegistry(blob(null, { status: 200, body: bad }, 2));
    const { source } = over([mirror, primary]);
    for (let round = 0; round < 4; round += 1) {
      const chunks = await source.openBlob(name, content.descriptor);
      expect(await codeOf(collect(verified(chunks, content.descriptor)))).toBe('BLOB_DIGEST_MISMATCH');
      source.rejectBlob(digest);
    }
    expect(mirror.log.filter((entry) => entry !== 'ping')).toHaveLength(2);
    expect(primary.log.filter((entry) => entry !== 'ping')).toHaveLength(2);
    expect(await codeOf(read(source))).toBe('BLOB_COPY_DAMAGED');
  });

  const bad = Buffer.from(content.bytes.map((byte) => byte ^ 1));
  const genuine = async (source: RegistrySource): Promise<Buffer> =>
    collect(verified(await source.openBlob(name, content.descriptor), content.descriptor));

  it('holds wrong bytes that two have a part in against the first, and asks the second for all of it', async () => {
    const mirror = await serveRegistry(blob(null, { status: 200, body: bad, cutAfter: 100_000 }), {
      ...rest(),
      name: 'gone',
      reply: { status: 404 },
    });
    const primary = await serveRegistry(rest(), blob(null, whole));
    const { source } = over([mirror, primary]);
    expect(await codeOf(genuine(source))).toBe('BLOB_DIGEST_MISMATCH');
    source.rejectBlob(digest);
    expect((await genuine(source)).equals(content.bytes)).toBe(true);
    mirror.verify();
    primary.verify();
  });

  it('does not put together again what did not fit together', async () => {
    const most = size - 100_000;
    const lying: Exchange = {
      ...rest(),
      name: 'other bytes',
      reply: ({ headers }) => {
        const from = Number(/\d+/.exec(String(headers.range))?.[0]);
        return { ...part(from), body: bad.subarray(from) };
      },
    };
    const registry = await serveRegistry(
      blob(null, cut(most)),
      lying,
      blob(null, cut(most)),
      blob(null, whole),
    );
    const { source } = over([registry]);
    expect(await codeOf(genuine(source))).toBe('BLOB_DIGEST_MISMATCH');
    source.rejectBlob(digest);
    expect((await genuine(source)).equals(content.bytes)).toBe(true);
    registry.verify();
  });
});

async function codeAndOutcomes(source: RegistrySource): Promise<unknown[]> {
  const error = await read(source).catch((caught: unknown) => caught);
  return error instanceof SluiceError ? [error.code, error.params['outcomes']] : [error];
}
