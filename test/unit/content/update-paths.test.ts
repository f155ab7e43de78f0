import { describe, expect, it } from 'vitest';
import type { UpdatePath } from '../../../core/contract/index.ts';
import { pathsOf } from '../../../core/host/content/update-paths.ts';
import { findReleases, parseGraph, type GraphAnswer } from '../../../core/release/index.ts';
import { payloadOf } from '../../support/release-graphs.ts';

type Nodes = Readonly<Record<string, string>>;

/** A channel's graph: each version with its channels, and `from>to` edges; `from?to` has a risk. */
function answer(nodes: Nodes, edges: readonly string[], from: 'service' | 'set'): GraphAnswer {
  const versions = Object.keys(nodes);
  const split = (mark: string): string[][] =>
    edges.filter((edge) => edge.includes(mark)).map((edge) => edge.split(mark));
  const bytes = Buffer.from(
    JSON.stringify({
      nodes: versions.map((version) => ({
        version,
        payload: payloadOf(version),
        metadata: { 'io.openshift.upgrades.graph.release.channels': nodes[version] },
      })),
      edges: split('>').map((ends) => ends.map((version) => versions.indexOf(version))),
      conditionalEdges: split('?').map(([a, b]) => ({
        edges: [{ from: a, to: b }],
        risks: [{ name: 'Risk', message: 'may break', url: 'https://risk.example' }],
      })),
    }),
  );
  return { graph: parseGraph(bytes, 'test'), bytes, from };
}

interface Case {
  readonly graphs: Readonly<Record<string, readonly [Nodes, readonly string[]]>>;
  /** `channel min max`. */
  readonly channels: readonly string[];
  readonly architectures?: readonly string[];
  readonly from?: 'service' | 'set';
  readonly shortestPath?: boolean;
}

async function paths({ graphs, channels, from = 'service', ...more }: Case): Promise<UpdatePath[]> {
  const platform = {
    channels: channels.map((text) => {
      const [name = '', minVersion, maxVersion] = text.split(' ');
      return {
        name,
        type: 'ocp' as const,
        full: false,
        shortestPath: more.shortestPath ?? false,
        ...(minVersion !== undefined && { minVersion }),
        ...(maxVersion !== undefined && { maxVersion }),
      };
    }),
    architectures: more.architectures ?? ['amd64'],
  };
  const none = (): never => {
    throw new Error('not asked for');
  };
  const result = await findReleases({
    platform,
    inputs: {
      graph: ({ channel }) => {
        const [nodes, edges] = graphs[channel] ?? [{}, []];
        return Promise.resolve(answer(nodes, edges, from));
      },
      signatures: none,
      payloadFiles: none,
      resolveTag: none,
      graphImage: none,
    },
  });
  return pathsOf(platform, result);
}

const eus14: readonly [Nodes, readonly string[]] = [{ '4.14.8': 'eus-4.14,eus-4.16' }, []];
const eus16: readonly [Nodes, readonly string[]] = [
  { '4.14.8': 'eus-4.14,eus-4.16', '4.15.9': 'stable-4.15,fast-4.15,eus-4.16', '4.16.4': 'eus-4.16' },
  ['4.14.8>4.15.9', '4.15.9>4.16.4'],
];
const apart = {
  graphs: { 'eus-4.14': eus14, 'eus-4.16': eus16 },
  channels: ['eus-4.14 4.14.8 4.14.8', 'eus-4.16 4.16.4 4.16.4'],
};

describe('the paths between two EUS channels', () => {
  it('name the release between them, and a channel of its own minor release to add it by', async () => {
    expect(await paths(apart)).toEqual([
      {
        from: '4.14.8',
        to: '4.16.4',
        versions: ['4.14.8', '4.15.9', '4.16.4'],
        missing: [{ version: '4.15.9', channel: 'stable-4.15' }],
      },
    ]);
  });

  it('have no gap when it was added', async () => {
    const added = {
      graphs: { ...apart.graphs, 'stable-4.15': [{ '4.15.9': 'stable-4.15,eus-4.16' }, []] as const },
      channels: [...apart.channels, 'stable-4.15 4.15.9 4.15.9'],
    };
    expect((await paths(added)).flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('take a channel that is there where only carried graphs are known', async () => {
    expect((await paths({ ...apart, from: 'set' })).flatMap(({ missing }) => missing)).toEqual([
      { version: '4.15.9', channel: 'eus-4.16' },
    ]);
  });

  it('are said once for architectures that agree', async () => {
    expect(await paths({ ...apart, architectures: ['amd64', 'arm64'] })).toHaveLength(1);
  });
});

describe('the path of a channel', () => {
  it('is empty when no update leads from its lowest to its highest release', async () => {
    const nodes = { '4.15.1': 'stable-4.15', '4.15.2': 'stable-4.15' };
    expect(
      await paths({ graphs: { 'stable-4.15': [nodes, []] }, channels: ['stable-4.15 4.15.1 4.15.2'] }),
    ).toEqual([{ from: '4.15.1', to: '4.15.2', versions: [], missing: [] }]);
  });

  it('avoids a conditional update, and names what the shortest path leaves out', async () => {
    const nodes = { '4.15.1': 'stable-4.15', '4.15.2': 'stable-4.15', '4.15.3': 'stable-4.15' };
    const graphs = { 'stable-4.15': [nodes, ['4.15.1?4.15.3', '4.15.1>4.15.2', '4.15.2>4.15.3']] as const };
    const [path] = await paths({ graphs, channels: ['stable-4.15 4.15.1 4.15.3'] });
    expect(path).toMatchObject({ versions: ['4.15.1', '4.15.2', '4.15.3'], missing: [] });
  });

  it('is none for a single release', async () => {
    const graphs = { 'stable-4.15': [{ '4.15.1': 'stable-4.15' }, []] as const };
    expect(await paths({ graphs, channels: ['stable-4.15'] })).toEqual([]);
  });
});
