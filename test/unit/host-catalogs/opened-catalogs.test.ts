import { describe, expect, it } from 'vitest';
import { openedCatalogs } from '../../../core/host/catalogs/index.ts';
import { wholeCatalog } from '../../../core/host/catalogs/at-catalogs.ts';
import type { CatalogBasis } from '../../../core/host/mirror/operators/basis.ts';
import { parseDigest, parseImageReference } from '../../../core/reference/index.ts';
import { modelOf } from '../../support/catalog-model.ts';
import { memorySource } from '../../support/memory-source.ts';

const signal = new AbortController().signal;
const digest = parseDigest(`sha256:${'0'.repeat(64)}`);

function world() {
  const closed: string[] = [];
  const opened: string[] = [];
  let now = 0;
  const basis = (name: string): CatalogBasis => ({
    operator: wholeCatalog(name),
    reference: parseImageReference(`example.com/${name}:1`),
    location: { source: memorySource(), repository: name, digest },
    catalog: {
      model: modelOf(),
      image: { repository: name, digest, label: '/configs' },
      findings: [],
      kept: false,
      readBlobs: () => expect.unreachable('nobody reads here'),
      close: () => Promise.resolve(void closed.push(name)),
    },
    isPartial: false,
    findings: [],
  });
  const memory = openedCatalogs({ monotonic: () => now });
  const take = (name: string, key: string | undefined = name) =>
    memory.take(
      key,
      async () => {
        opened.push(name);
        await Promise.resolve();
        return basis(name);
      },
      signal,
    );
  return { memory, take, opened, closed, basis, later: (by: number) => void (now += by) };
}

describe('the memory of opened catalogues', () => {
  it('opens once what is asked for again, also at the same time', async () => {
    const { take, opened } = world();
    const leases = await Promise.all([take('a'), take('a')]);
    await take('a');
    expect(opened).toEqual(['a']);
    expect(leases[0]?.basis).toBe(leases[1]?.basis);
  });

  it('closes what was not used for longest, but not while somebody works with it', async () => {
    const { take, closed } = world();
    const first = await take('a');
    for (const name of ['b', 'c', 'd', 'e', 'f']) (await take(name)).release();
    expect(closed).toEqual(['b']);
    first.release();
    first.release();
    expect(closed).toEqual(['b', 'a']);
  });

  it('opens anew after a while', async () => {
    const { take, opened, closed, later } = world();
    (await take('a')).release();
    later(10 * 60_000);
    await take('a');
    expect(opened).toEqual(['a', 'a']);
    expect(closed).toEqual(['a']);
  });

  it('remembers nothing without a key', async () => {
    const { memory, basis, closed } = world();
    const lease = await memory.take(undefined, () => Promise.resolve(basis('a')), signal);
    expect(closed).toEqual([]);
    lease.release();
    expect(closed).toEqual(['a']);
  });

  it('lets the next try when one has failed or given up', async () => {
    const { memory, basis, take, opened } = world();
    const failing = memory.take('a', () => Promise.reject(new Error('given up')), signal);
    const [first, second] = await Promise.allSettled([failing, take('a')]);
    expect(first).toMatchObject({ status: 'rejected', reason: new Error('given up') });
    expect(second.status).toBe('fulfilled');
    expect(opened).toEqual(['a']);
    const controller = new AbortController();
    const gate = Promise.withResolvers<CatalogBasis>();
    const slow = memory.take('b', () => gate.promise, signal);
    const waiting = memory.take('b', () => Promise.resolve(basis('b')), controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    gate.resolve(basis('b'));
    expect((await slow).basis.operator.catalog).toBe('b');
  });

  it('forgets all at once', async () => {
    const { memory, take, opened, closed } = world();
    (await take('a')).release();
    const held = await take('b');
    memory.clear();
    expect(closed).toEqual(['a']);
    held.release();
    expect(closed).toEqual(['a', 'b']);
    await take('a');
    expect(opened).toEqual(['a', 'b', 'a']);
  });
});
