import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planWorld, practiceYaml, releases, type PlanWorld } from '../../support/plan-world.ts';

const upstream = { kind: 'upstream' } as const;

let world: PlanWorld;
beforeAll(async () => {
  world = await planWorld();
});
afterAll(() => world.close());

describe('the channels that a page offers', () => {
  it('come from the graph data where the internet is, newest first', async () => {
    const { channels, origin } = await world.call('releases.channels', {
      site: 'connected',
      source: upstream,
    });
    expect(origin).toBe('update-service');
    expect(channels.map(({ name }) => name)).toEqual([
      'stable-4.15',
      'fast-4.15',
      'candidate-4.15',
      'stable-4.14',
      'fast-4.14',
      'candidate-4.14',
    ]);
    expect(channels[0]).toEqual({ name: 'stable-4.15', group: 'stable', minor: '4.15' });
  });

  it('are asked of the service of a disconnected network, which at first knows none', async () => {
    const { channels, origin } = await world.call('releases.channels', {
      site: 'enterprise',
      source: { kind: 'registry', place: { host: world.practice.hosts.enterprise, namespace: '' } },
    });
    expect({ channels, origin }).toEqual({ channels: [], origin: 'update-service' });
  });

  it('are unknown where there is neither a service nor a set, and it says what to do', async () => {
    await expect(
      world.call('releases.channels', { site: 'enclave', source: upstream }),
    ).rejects.toMatchObject({ code: 'RELEASE_CHANNELS_UNKNOWN' });
  });

  it('give a new configuration its channel', async () => {
    const { templates } = await world.call('config.templates', { site: 'connected' });
    expect(templates[0]?.yaml).toContain(
      '      - name: stable-4.15\n        minVersion: 4.15.0\n        maxVersion: 4.15.3\n',
    );
  });
});

describe('the graph of a channel', () => {
  const ask = (channel: string) =>
    world.call('releases.graph', { site: 'connected', source: upstream, channel, architecture: 'amd64' });

  it('has its releases, ascending, and its updates with their risks in words', async () => {
    const graph = await ask('stable-4.15');
    expect(graph.nodes.map(({ version }) => version)).toEqual([
      '4.14.20',
      '4.15.0',
      '4.15.1',
      '4.15.2',
      '4.15.3',
    ]);
    expect(graph.nodes[0]?.url).toMatch(/^https:/);
    const risky = graph.edges.filter(({ risks }) => risks.length > 0);
    expect(risky).toMatchObject([
      { from: '4.15.1', to: '4.15.3', risks: [{ name: 'PracticeNetworkRestart' }] },
    ]);
    expect(risky[0]?.risks[0]?.message).toContain('restarts the network');
    expect(graph.origin).toBe('update-service');
  });

  it('that does not exist is an error which names it', async () => {
    await expect(ask('stable-4.99')).rejects.toMatchObject({
      code: 'RELEASE_CHANNEL_EMPTY',
      params: { channel: 'stable-4.99', architecture: 'amd64' },
    });
  });

  it('is asked for once, until somebody wants it anew', async () => {
    const first = await ask('fast-4.15');
    expect(await ask('fast-4.15')).toEqual(first);
    await world.call('content.refresh', {});
    expect(await ask('fast-4.15')).toEqual(first);
  });
});

describe('the update paths of a configuration', () => {
  const ask = (yaml: string) => world.call('releases.paths', { site: 'connected', source: upstream, yaml });

  it('lead from its lowest to its highest release', async () => {
    const { paths } = await ask(practiceYaml(releases('4.15.0', '4.15.3')));
    expect(paths).toEqual([{ from: '4.15.0', to: '4.15.3', versions: ['4.15.0', '4.15.3'], missing: [] }]);
  });

  it('are none without releases, and an error for a file with mistakes', async () => {
    expect(await ask(practiceYaml(['  additionalImages: []']))).toEqual({ paths: [] });
    await expect(ask('kind: Nonsense\n')).rejects.toMatchObject({ code: 'CONFIG_REFUSED' });
  });
});

describe('references that are looked up', () => {
  const ask = (references: readonly string[], signal?: AbortSignal) =>
    world.call(
      'images.resolve',
      { site: 'connected', source: upstream, references: [...references] },
      signal,
    );

  it('get digest, pinned form, platforms and exact bytes', async () => {
    const { digests } = world.practice.content;
    const { images } = await ask(['quay.io/practice/multi:1.0', 'registry.redhat.io/ubi8/ubi:latest']);
    const [multi, single] = images;
    expect(multi).toMatchObject({
      digest: digests['quay.io/practice/multi:1.0'],
      pinned: `quay.io/practice/multi:1.0@${digests['quay.io/practice/multi:1.0']}`,
      platforms: ['linux/amd64', 'linux/arm64'],
    });
    expect(single?.platforms).toEqual(['linux/amd64']);
    expect(single?.bytes).toBeGreaterThan(0);
    expect(multi?.error).toBeUndefined();
  });

  it('fail each for itself', async () => {
    const { images } = await ask([
      'quay.io/practice/multi:9.9',
      'quay.io/Practice/UPPER:1',
      'quay.io/practice/zstd:1.0',
      '',
    ]);
    expect(images.map(({ error }) => error?.code)).toEqual([
      // Practice allows no other host: quay.io itself could still have it.
      'NOT_AT_REACHABLE_ENDPOINTS',
      'REFERENCE_NAME_INVALID',
      undefined,
      'REFERENCE_EMPTY',
    ]);
    expect(images[0]?.bytes).toBeUndefined();
  });

  it('are given up at once', async () => {
    const controller = new AbortController();
    const asking = ask(['quay.io/practice/signed:1.0'], controller.signal);
    controller.abort(new Error('given up'));
    await expect(asking).rejects.toThrow('given up');
  });
});
