import { afterEach, describe, expect, it } from 'vitest';
import type { BeforeHook, Intervention } from '../../../core/practice/index.ts';
import { createMemoryStore } from '../../../core/practice/index.ts';
import { buildPlan, type Plan } from '../../../core/plan/index.ts';
import { resolveImages } from '../../../core/plan/resolve.ts';
import { createProgress, registrySink, transfer } from '../../../core/transfer/index.ts';
import { genericRecord, layerBytes, memorySource } from '../../support/memory-source.ts';
import { personalityOptions, quay, forgetUnreferenced } from '../../support/personalities/index.ts';
import { runRegistry, type RunningRegistry } from '../../support/practice-client.ts';
import { codeOf, registryWorld, type World } from '../../support/registry-world.ts';

let world: World;
let registry: RunningRegistry;
afterEach(async () => {
  await world.close();
  await registry.close();
});

async function planOfTwo(): Promise<Plan> {
  const source = memorySource();
  const shared = layerBytes('shared', 2_000_000);
  source.addImage('q.io/first/app', '1', [shared, layerBytes('a', 1_000_000)]);
  source.addImage('q.io/second/app', '1', [shared, layerBytes('b', 1_000_000)]);
  const signal = new AbortController().signal;
  const { images, unplanned } = await resolveImages({
    records: ['q.io/first/app', 'q.io/second/app'].map((name) => genericRecord(name, '1')),
    accessories: [],
    signal,
    locate: (record) => Promise.resolve({ source, repository: record.origin.replace(/:1$/, ''), tag: '1' }),
  });
  return buildPlan({ images, unplanned, findings: [] });
}

async function move(before: BeforeHook, more: Partial<Parameters<typeof runRegistry>[0]> = {}) {
  registry = await runRegistry({ store: createMemoryStore(), before, ...more });
  world = registryWorld();
  const sink = registrySink({ client: world.client(new URL(registry.url).host), namespace: '' });
  const plan = await planOfTwo();
  const { signal } = new AbortController();
  return transfer({ plan, sink, progress: createProgress(), signal });
}

const respond = (status: number, code: string, message: string): Intervention => ({
  kind: 'respond',
  status,
  body: JSON.stringify({ errors: [{ code, message }] }),
});

describe('when the target’s storage is full', () => {
  it.each(['upload', 'manifest'] as const)(
    'the transfer stops at once, seen at the first %s',
    async (kind) => {
      let refused = 0;
      const work = move(({ method, route }) => {
        if (method !== 'PUT' || route.kind !== kind) return undefined;
        refused += 1;
        return respond(500, 'UNKNOWN', 'write /registry/data: no space left on device');
      });
      await expect(work).rejects.toMatchObject({ code: 'TARGET_FULL', stage: 'transfer', side: 'sink' });
      // Others were on their way already.
      expect(refused).toBeLessThan(6);
      expect(registry.openUploads()).toBe(0);
    },
  );
});

describe('when one project’s quota is used up', () => {
  it('only the images of that project fail', async () => {
    const { outcomes } = await move(({ method, route }) =>
      method === 'POST' && route.kind === 'uploads' && route.repository === 'first/app'
        ? respond(403, 'DENIED', 'Quota has been exceed on namespace')
        : undefined,
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'copied']);
    expect(outcomes[0]).toMatchObject({ error: { code: 'TARGET_QUOTA_USED_UP' } });
  });
});

describe('when a registry forgets blobs before their manifest comes', () => {
  const moveForgetting = (times: number) => {
    const store = createMemoryStore();
    let left = times;
    const before: BeforeHook = async ({ method, route }) => {
      if (method !== 'PUT' || route.kind !== 'manifest' || left === 0) return undefined;
      left -= 1;
      await forgetUnreferenced(store, route.repository);
      return undefined;
    };
    return move(before, { store, ...personalityOptions(quay) });
  };

  it('they are sent again, three times if need be (M10)', async () => {
    const { outcomes } = await moveForgetting(3);
    expect(outcomes.map(({ status }) => status)).toEqual(['copied', 'copied']);
  });

  it('takes from another repository what that one still has', async () => {
    const sent = (): number =>
      registry
        .log()
        .filter(
          ({ method, path, status }) => method === 'PUT' && path.includes('/uploads/') && status === 201,
        ).length;
    await moveForgetting(0);
    const needed = sent();
    await world.close();
    await registry.close();
    // Each image has a layer and a configuration of its own; the layer that both have is still at the other.
    await moveForgetting(1);
    expect(sent()).toBe(needed + 2);
  });

  it('says so when it never ends', async () => {
    const work = moveForgetting(Infinity).then(({ outcomes }) => {
      for (const outcome of outcomes) if (outcome.status === 'failed') throw outcome.error;
    });
    expect(await codeOf(work)).toBe('MANIFEST_BLOBS_MISSING');
  });
});
