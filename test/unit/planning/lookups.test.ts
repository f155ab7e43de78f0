import { describe, expect, it } from 'vitest';
import { canResolveAccessories, type Descriptor, type Source } from '../../../core/image/index.ts';
import { boundedMemory } from '../../../core/host/lookups/bounded-memory.ts';
import { createLookupMemory } from '../../../core/host/lookups/index.ts';
import { rememberedInputs } from '../../../core/host/lookups/remembered-inputs.ts';
import { rememberedSource } from '../../../core/host/lookups/remembered-source.ts';
import { digestOf } from '../../../core/reference/index.ts';
import type { ReleaseInputs } from '../../../core/release/index.ts';

function clock(): { now: number; monotonic(): number } {
  return {
    now: 0,
    monotonic() {
      return this.now;
    },
  };
}

describe('a bounded memory', () => {
  const limits = { bytes: 100, entries: 3, age: 1000 };

  it('forgets what was not used for longest, when there are too many or too much', () => {
    const memory = boundedMemory<string>(clock(), limits);
    for (const key of ['a', 'b', 'c']) memory.put(key, key, 10);
    expect(memory.get('a')).toEqual({ value: 'a' });
    memory.put('d', 'd', 10);
    expect(memory.get('b')).toBeUndefined();
    const heavy = boundedMemory<string>(clock(), { ...limits, entries: 10 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) heavy.put(key, key, 24);
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => heavy.get(key) !== undefined)).toEqual([
      'b',
      'c',
      'd',
      'e',
    ]);
  });

  it('does not keep what would push out everything else', () => {
    const memory = boundedMemory<string>(clock(), limits);
    memory.put('large', 'x', 26);
    expect(memory.get('large')).toBeUndefined();
  });

  it('believes nothing for longer than its time', () => {
    const time = clock();
    const memory = boundedMemory<undefined>(time, limits);
    memory.put('absent', undefined, 1);
    time.now = 999;
    expect(memory.get('absent')).toEqual({ value: undefined });
    time.now = 1000;
    expect(memory.get('absent')).toBeUndefined();
  });

  it('counts an entry that was replaced once', () => {
    const memory = boundedMemory<number>(clock(), limits);
    for (let value = 0; value < 50; value++) memory.put('same', value, 25);
    memory.put('other', 1, 25);
    expect(memory.get('same')).toEqual({ value: 49 });
  });
});

const bytes = Buffer.from('{}');
const digest = digestOf(bytes);
const descriptor: Descriptor = { mediaType: 'application/json', digest, size: 2 };

/** A registry that tells where a signature is only when it has served the image itself. */
function registry(): { readonly source: Source; readonly asked: string[] } {
  const asked: string[] = [];
  let served = false;
  const source = {
    resolveTag: (repository: string, tag: string) => {
      asked.push(`tag ${repository}:${tag}`);
      return Promise.resolve(tag === 'absent' ? undefined : descriptor);
    },
    fetchManifest: (repository: string) => {
      asked.push(`manifest ${repository}`);
      served = true;
      return Promise.resolve({ descriptor, bytes });
    },
    openBlob: () => Promise.reject(new Error('not asked for')),
    resolveAccessory: (repository: string, _subject: string, tag: string) => {
      asked.push(`accessory ${repository}:${tag}`);
      return Promise.resolve(served ? descriptor : undefined);
    },
  };
  return { source, asked };
}

describe('a source that is remembered', () => {
  it('is asked once for what there is and for what there is not, by place and repository', async () => {
    const memory = createLookupMemory({ clock: clock() });
    const { source, asked } = registry();
    for (const place of ['here', 'here', 'there']) {
      const remembered = rememberedSource(memory, place, source);
      await remembered.resolveTag('quay.io/a', 'absent');
      await remembered.fetchManifest('quay.io/a', digest);
      await remembered.fetchManifest('quay.io/b', digest);
    }
    expect(asked).toEqual(
      ['here', 'there'].flatMap(() => ['tag quay.io/a:absent', 'manifest quay.io/a', 'manifest quay.io/b']),
    );
  });

  it('still finds a signature when the image itself was remembered', async () => {
    const memory = createLookupMemory({ clock: clock() });
    const first = rememberedSource(memory, 'here', registry().source);
    await first.fetchManifest('quay.io/a', digest);
    const later = registry();
    const source = rememberedSource(memory, 'here', later.source);
    await source.fetchManifest('quay.io/a', digest);
    if (!canResolveAccessories(source)) throw new Error('the power was lost');
    expect(await source.resolveAccessory('quay.io/a', digest, 'sha256-x.sig')).toBe(descriptor);
    expect(later.asked).toEqual(['manifest quay.io/a', 'accessory quay.io/a:sha256-x.sig']);
  });

  it('is asked again after a failure', async () => {
    const memory = createLookupMemory({ clock: clock() });
    let calls = 0;
    const failing: Source = {
      ...registry().source,
      fetchManifest: () => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('busy')) : Promise.resolve({ descriptor, bytes });
      },
    };
    const source = rememberedSource(memory, 'here', failing);
    await expect(source.fetchManifest('quay.io/a', digest)).rejects.toThrow('busy');
    expect(await source.fetchManifest('quay.io/a', digest)).toMatchObject({ descriptor });
  });
});

describe('signatures that are remembered', () => {
  it('are known as far as they were looked at', async () => {
    const all = ['one', 'two', 'three'].map((text) => Buffer.from(text));
    const looked: string[] = [];
    const never = (): never => {
      throw new Error('not asked for');
    };
    const inputs: ReleaseInputs = {
      graph: never,
      payloadFiles: never,
      resolveTag: never,
      graphImage: never,
      async *signatures() {
        for (const signature of all) {
          looked.push(signature.toString());
          yield signature;
        }
      },
    };
    const remembered = rememberedInputs(createLookupMemory({ clock: clock() }), 'here', inputs);
    const take = async (count: number): Promise<string[]> => {
      const found: string[] = [];
      for await (const signature of remembered.signatures(digest)) {
        found.push(signature.toString());
        if (found.length === count) break;
      }
      return found;
    };
    expect(await take(1)).toEqual(['one']);
    expect(await take(1)).toEqual(['one']);
    expect(looked).toEqual(['one']);
    expect(await take(9)).toEqual(['one', 'two', 'three']);
    expect(await take(9)).toEqual(['one', 'two', 'three']);
    expect(looked).toEqual(['one', 'one', 'two', 'three']);
  });
});
