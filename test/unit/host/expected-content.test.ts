import { describe, expect, it } from 'vitest';
import { mirrorRequestSchema, SluiceError } from '../../../core/contract/index.ts';
import { findExpected, missingFindings } from '../../../core/host/mirror/expected-content.ts';
import type { MirrorTask } from '../../../core/host/mirror/task.ts';
import type { Plan, PlannedBlob } from '../../../core/plan/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';

const digest = (name: string): Digest => digestOf(Buffer.from(name));

const blob = (name: string, repositories: readonly string[], expected = true): PlannedBlob => ({
  descriptor: { mediaType: 'application/octet-stream', digest: digest(name), size: 10 },
  origins: [],
  repositories,
  expected,
});

function planOf(blobs: readonly PlannedBlob[]): Plan {
  const images = blobs.flatMap(({ descriptor, repositories }) =>
    repositories.map((repository) => ({
      record: { origin: `quay.io/${repository}:1`, destination: { repository, tag: '1' } },
      blobs: [descriptor],
    })),
  );
  return { images, blobs, unplanned: [], findings: [] } as unknown as Plan;
}

function taskOf(namespace = '', more: { readonly trustTarget?: boolean } = {}): MirrorTask {
  return {
    request: mirrorRequestSchema.parse({
      config: '/isc.yaml',
      from: '/set',
      destination: { kind: 'registry', host: 'reg:5000', namespace },
      ...more,
    }),
    signal: new AbortController().signal,
    source: { set: { manifest: { parent: { setId: 'set-one', generation: 1 } }, repositories: new Map() } },
  } as unknown as MirrorTask;
}

type Client = Parameters<typeof findExpected>[1];

/** A registry with these blobs, by repository. `listed` is its list of repositories; by default it has none. */
function registry(
  content: Readonly<Record<string, readonly string[]>>,
  listed?: readonly string[] | SluiceError,
): { readonly client: Client; readonly asked: string[] } {
  const asked: string[] = [];
  const client: Client = {
    hasBlob: (repository, { digest: wanted }) => {
      asked.push(repository);
      if (repository.startsWith('secret')) {
        return Promise.reject(new SluiceError('REGISTRY_ACCESS_DENIED', { params: {} }));
      }
      return Promise.resolve((content[repository] ?? []).some((name) => digest(name) === wanted));
    },
    listRepositories: () =>
      listed instanceof SluiceError ? Promise.reject(listed) : Promise.resolve(listed),
    headManifest: () => Promise.resolve(undefined),
    getManifest: () => Promise.resolve(undefined),
    openBlob: (repository) => Promise.resolve(bytesFrom(repository)),
  };
  return { client, asked };
}

async function* bytesFrom(repository: string): AsyncGenerator<Buffer> {
  yield Buffer.from(repository);
}

describe('when a set builds on what the target has', () => {
  it('changes nothing where every repository holds what it needs', async () => {
    const plan = planOf([blob('base', ['a', 'b']), blob('new', ['a'], false)]);
    const { client, asked } = registry({ a: ['base'], b: ['base'] });
    const found = await findExpected(taskOf(), client, plan);
    expect(found.missing).toEqual([]);
    expect(found.plan.blobs).toEqual(plan.blobs);
    // What the set carries itself is not asked for.
    expect(asked).toEqual(['a', 'b']);
  });

  it('lets a new repository take a layer from one of the plan’s that holds it', async () => {
    const plan = planOf([blob('base', ['new', 'old'])]);
    const { client } = registry({ 'ns/old': ['base'] });
    const found = await findExpected(taskOf('ns'), client, plan);
    expect(found.missing).toEqual([]);
    expect(found.plan.blobs).toMatchObject([
      { repositories: ['new'], mountFrom: ['ns/old'], expected: true },
    ]);
    // A registry that does not mount is read from and written to.
    const [origin] = found.plan.blobs[0]?.origins ?? [];
    const chunks = await origin?.source.openBlob(origin.repository, blob('base', []).descriptor);
    const read: string[] = [];
    for await (const chunk of chunks ?? []) read.push(chunk.toString());
    expect(read).toEqual(['ns/old']);
  });

  it('looks through the registry’s own list for a layer that only other repositories hold', async () => {
    const plan = planOf([blob('base', ['new'])]);
    const { client } = registry({ 'team/base': ['base'] }, ['other', 'secret/base', 'team/base']);
    const found = await findExpected(taskOf('ns'), client, plan);
    expect(found.plan.blobs).toMatchObject([{ repositories: ['new'], mountFrom: ['team/base'] }]);
  });

  it.each([
    ['does not offer the list', undefined],
    ['refuses the list', new SluiceError('REGISTRY_ACCESS_DENIED', { params: {} })],
  ])('looks where releases stand when the registry %s', async (_, listed) => {
    const plan = planOf([blob('base', ['ubi8/ubi'])]);
    const { client } = registry({ 'openshift/release': ['base'] }, listed);
    const found = await findExpected(taskOf(), client, plan);
    expect(found.plan.blobs).toMatchObject([{ mountFrom: ['openshift/release'] }]);
  });
});

describe('when the target does not have what a set builds on', () => {
  it('names the earlier set, counts what is missing and tells which images need it', async () => {
    const plan = planOf([blob('gone', ['a', 'b']), blob('held', ['c'])]);
    const { client } = registry({ 'ns/c': ['held'] }, ['ns/c']);
    const found = await findExpected(taskOf('ns'), client, plan);
    expect(missingFindings(taskOf('ns'), found)).toEqual([
      {
        level: 'error',
        code: 'EXPECTED_BLOBS_MISSING',
        params: {
          count: 1,
          first: digest('gone'),
          target: 'docker://reg:5000/ns',
          needed: 'generation 1, set-one',
        },
        affected: ['quay.io/a:1', 'quay.io/b:1'],
      },
    ]);
  });

  it('does not search a large registry for a set that was never loaded', async () => {
    const plan = planOf(Array.from({ length: 65 }, (_, index) => blob(`layer ${index}`, ['a'])));
    const listed = Array.from({ length: 50 }, (_, index) => `other/${index}`);
    const { client, asked } = registry({}, listed);
    const found = await findExpected(taskOf(), client, plan);
    expect(found.missing).toHaveLength(65);
    expect(new Set(asked)).toEqual(new Set(['a']));
  });

  it('asks nothing when the target is to be trusted', async () => {
    const { client, asked } = registry({});
    const plan = planOf([blob('gone', ['a'])]);
    const found = await findExpected(taskOf('', { trustTarget: true }), client, plan);
    expect(missingFindings(taskOf(), found)).toEqual([]);
    expect(found.plan).toBe(plan);
    expect(asked).toEqual([]);
  });
});
