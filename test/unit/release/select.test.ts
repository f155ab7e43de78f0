import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../core/contract/index.ts';
import {
  parseGraph,
  selectReleases,
  type ChannelSelection,
  type Selection,
  type SelectionInput,
  type UpdateGraph,
} from '../../../core/release/index.ts';
import { graphOf } from '../../support/release-graphs.ts';
import { sharedFolder, sharedNote } from '../../support/release-world.ts';

const nothing = graphOf([]);

async function select(
  graphs: Readonly<Record<string, UpdateGraph>>,
  channels: readonly ChannelSelection[],
  options: Partial<SelectionInput> = {},
): Promise<Selection> {
  const lookup = async (channel: string): Promise<UpdateGraph> => graphs[channel] ?? nothing;
  return selectReleases({ channels, architecture: 'amd64', lookup, ...options });
}

const versions = (selection: Selection): string[] =>
  selection.releases.map((release) => release.node.version.text);
const codes = (selection: Selection): string[] =>
  selection.findings.map((finding) => `${finding.level} ${finding.code}`);
const find = (selection: Selection, code: string): Finding | undefined =>
  selection.findings.find((finding) => finding.code === code);

const z = graphOf(
  ['4.14.20', '4.15.0', '4.15.1', '4.15.2', '4.15.3'],
  [
    '4.14.20>4.15.0',
    '4.14.20>4.15.1',
    '4.15.0>4.15.1',
    '4.15.0>4.15.2',
    '4.15.0>4.15.3',
    '4.15.1>4.15.2',
    '4.15.2>4.15.3',
  ],
);
const all = ['4.14.20', '4.15.0', '4.15.1', '4.15.2', '4.15.3'];

describe('when one channel is selected', () => {
  it.each<[string, Omit<ChannelSelection, 'name'>, readonly string[]]>([
    ['nothing', {}, ['4.15.3']],
    ['full', { full: true }, all],
    ['a lower bound', { minVersion: '4.15.1' }, ['4.15.1', '4.15.2', '4.15.3']],
    [
      'an upper bound: from the oldest of the channel',
      { maxVersion: '4.15.1' },
      ['4.14.20', '4.15.0', '4.15.1'],
    ],
    ['both bounds', { minVersion: '4.15.0', maxVersion: '4.15.2' }, ['4.15.0', '4.15.1', '4.15.2']],
    ['equal bounds', { minVersion: '4.15.2', maxVersion: '4.15.2' }, ['4.15.2']],
    [
      'both bounds and full, which then changes nothing',
      { minVersion: '4.15.3', maxVersion: '4.15.3', full: true },
      ['4.15.3'],
    ],
    [
      'a shortest path',
      { minVersion: '4.15.0', maxVersion: '4.15.3', shortestPath: true },
      ['4.15.0', '4.15.3'],
    ],
    [
      'a shortest path from the oldest',
      { maxVersion: '4.15.3', shortestPath: true },
      ['4.14.20', '4.15.0', '4.15.3'],
    ],
  ])('%s', async (_given, channel, expected) => {
    const selection = await select({ 'stable-4.15': z }, [{ name: 'stable-4.15', ...channel }]);
    expect(versions(selection)).toEqual(expected);
    expect(selection.findings).toEqual([]);
  });

  it('takes of equally short paths the one with the highest next release', async () => {
    const graph = graphOf(
      ['4.15.0', '4.15.1', '4.15.2', '4.15.3'],
      ['4.15.0>4.15.1', '4.15.0>4.15.2', '4.15.1>4.15.3', '4.15.2>4.15.3'],
    );
    const channel = { name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.3', shortestPath: true };
    expect(versions(await select({ 'stable-4.15': graph }, [channel]))).toEqual([
      '4.15.0',
      '4.15.2',
      '4.15.3',
    ]);
  });

  it('compares pre-releases as plain versions', async () => {
    const graph = graphOf(['4.15.0-rc.1', '4.15.0-rc.2', '4.15.0']);
    const channel = { name: 'candidate-4.15', minVersion: '4.15.0-rc.2', maxVersion: '4.15.0' };
    expect(versions(await select({ 'candidate-4.15': graph }, [channel]))).toEqual(['4.15.0-rc.2', '4.15.0']);
  });

  it('lets VERSION_FILTER decide what counts as highest', async () => {
    const selection = await select({ 'stable-4.15': z }, [{ name: 'stable-4.15' }], {
      versionFilter: /^4\.15\.[0-2]$/,
    });
    expect(versions(selection)).toEqual(['4.15.2']);
  });

  it('says which channels led to a release', async () => {
    const selection = await select({ 'stable-4.15': z, 'fast-4.15': z }, [
      { name: 'stable-4.15' },
      { name: 'fast-4.15' },
    ]);
    expect(selection.releases).toHaveLength(1);
    expect(selection.releases[0]?.channels.slice(0, 2)).toEqual(['stable-4.15', 'fast-4.15']);
  });
});

describe('when oc-mirror would lose content without a word', () => {
  const one = (channel: Omit<ChannelSelection, 'name'>): Promise<Selection> =>
    select({ 'stable-4.15': z }, [{ name: 'stable-4.15', ...channel }]);

  it('refuses a channel that does not exist', async () => {
    const selection = await select({}, [{ name: 'stabel-4.15' }]);
    expect(selection.findings).toEqual([
      {
        level: 'error',
        code: 'RELEASE_CHANNEL_EMPTY',
        params: { channel: 'stabel-4.15', architecture: 'amd64' },
        affected: ['stabel-4.15'],
      },
    ]);
  });

  it('refuses a range that is upside down', async () => {
    const selection = await one({ minVersion: '4.15.3', maxVersion: '4.15.0' });
    expect(find(selection, 'RELEASE_RANGE_INVERTED')).toMatchObject({
      level: 'error',
      params: { min: '4.15.3', max: '4.15.0' },
    });
    expect(selection.releases).toEqual([]);
  });

  it('refuses a lower bound above the channel', async () => {
    expect(codes(await one({ minVersion: '4.16.0' }))).toEqual(['error RELEASE_RANGE_INVERTED']);
  });

  it('refuses an empty range and says what the channel has', async () => {
    const selection = await one({ minVersion: '4.15.7', maxVersion: '4.15.9' });
    expect(find(selection, 'RELEASE_RANGE_EMPTY')).toMatchObject({
      level: 'error',
      params: { lowest: '4.14.20', highest: '4.15.3' },
    });
  });

  it('names a bound that is no release, and where the range ends instead', async () => {
    const selection = await one({ minVersion: '4.15.2', maxVersion: '4.15.9' });
    expect(versions(selection)).toEqual(['4.15.2', '4.15.3']);
    expect(find(selection, 'RELEASE_VERSION_ABSENT')).toMatchObject({
      level: 'warning',
      params: { version: '4.15.9', nearest: '4.15.3' },
    });
  });

  it('refuses a shortest path whose end is no release', async () => {
    const selection = await one({ minVersion: '4.15.0', maxVersion: '4.15.9', shortestPath: true });
    expect(find(selection, 'RELEASE_PATH_END_ABSENT')).toMatchObject({
      level: 'error',
      params: { version: '4.15.9' },
    });
    expect(selection.releases).toEqual([]);
  });

  it('throws for a version that is none, instead of crashing', async () => {
    await expect(one({ minVersion: 'four', maxVersion: '4.15.0' })).rejects.toMatchObject({
      code: 'RELEASE_VERSION_INVALID',
      params: { version: 'four' },
    });
  });

  it('mentions updates of the graph that point at nothing', async () => {
    const json = { nodes: [{ version: '4.15.0', payload: 'x' }], edges: [[0, 9]] };
    const graph = parseGraph(Buffer.from(JSON.stringify(json)), 'test');
    const selection = await select({ 'stable-4.15': graph }, [{ name: 'stable-4.15' }]);
    expect(codes(selection)).toEqual(['warning RELEASE_GRAPH_EDGES_DANGLING']);
  });

  it('selects from the other channels all the same', async () => {
    const selection = await select({ 'stable-4.15': z }, [{ name: 'nowhere-4.15' }, { name: 'stable-4.15' }]);
    expect(versions(selection)).toEqual(['4.15.3']);
    expect(codes(selection)).toEqual(['error RELEASE_CHANNEL_EMPTY']);
  });
});

describe('when the way between the bounds is not in the selection', () => {
  const ends = { minVersion: '4.14.9', maxVersion: '4.16.3', shortestPath: true };
  const graph = (edges: readonly string[], risky: Parameters<typeof graphOf>[2] = []): UpdateGraph =>
    graphOf(['4.14.9', '4.15.5', '4.15.6', '4.16.3'], edges, risky);
  const run = (edges: readonly string[], risky: Parameters<typeof graphOf>[2], addIntermediate = false) =>
    select({ 'eus-4.16': graph(edges, risky) }, [{ name: 'eus-4.16', ...ends }], { addIntermediate });

  it('names the missing releases when only conditional updates lead there', async () => {
    const risky = [{ from: '4.15.6', to: '4.16.3', risk: 'SlowDisk' }];
    const selection = await run(['4.14.9>4.15.5', '4.14.9>4.15.6'], risky);
    expect(versions(selection)).toEqual(['4.14.9', '4.16.3']);
    expect(find(selection, 'RELEASE_INTERMEDIATE_MISSING')).toEqual({
      level: 'warning',
      code: 'RELEASE_INTERMEDIATE_MISSING',
      params: {
        channel: 'eus-4.16',
        architecture: 'amd64',
        from: '4.14.9',
        to: '4.16.3',
        versions: '4.15.6',
        path: '4.14.9 → 4.15.6 → 4.16.3',
      },
      affected: ['4.15.6'],
    });
  });

  it('tells the risk of a conditional update in its own words', async () => {
    const risky = [{ from: '4.15.6', to: '4.16.3', risk: 'SlowDisk' }];
    const selection = await run(['4.14.9>4.15.6'], risky);
    expect(find(selection, 'RELEASE_PATH_CONDITIONAL')).toMatchObject({
      level: 'warning',
      params: {
        from: '4.15.6',
        to: '4.16.3',
        risks: 'SlowDisk',
        message: 'SlowDisk may break.',
        urls: 'https://risk.example/SlowDisk',
      },
    });
  });

  it('adds them when asked to', async () => {
    const risky = [{ from: '4.15.6', to: '4.16.3', risk: 'SlowDisk' }];
    const selection = await run(['4.14.9>4.15.6'], risky, true);
    expect(versions(selection)).toEqual(['4.14.9', '4.15.6', '4.16.3']);
    expect(codes(selection)).toEqual(['note RELEASE_INTERMEDIATE_ADDED', 'warning RELEASE_PATH_CONDITIONAL']);
  });

  it('goes round a conditional update, even by a longer way', async () => {
    const risky = [{ from: '4.14.9', to: '4.16.3', risk: 'SlowDisk' }];
    const selection = await run(['4.14.9>4.15.5', '4.15.5>4.15.6', '4.15.6>4.16.3'], risky);
    expect(versions(selection)).toEqual(['4.14.9', '4.15.5', '4.15.6', '4.16.3']);
    expect(codes(selection)).toEqual(['note RELEASE_EUS_PATH']);
  });

  it('says when there is no way at all', async () => {
    const selection = await run([], []);
    expect(versions(selection)).toEqual(['4.14.9', '4.16.3']);
    expect(codes(selection)).toEqual(['warning RELEASE_UPDATE_PATH_ABSENT']);
  });

  it('only notes it when nobody chose the lower end', async () => {
    const selection = await select({ 'stable-4.16': graph([]) }, [{ name: 'stable-4.16', full: true }]);
    expect(codes(selection)).toEqual(['note RELEASE_UPDATE_PATH_ABSENT']);
  });

  it('gives the way on an EUS channel even when nothing is missing', async () => {
    const selection = await select({ 'eus-4.16': graph(['4.14.9>4.15.6', '4.15.6>4.16.3']) }, [
      { name: 'eus-4.16', minVersion: '4.14.9', maxVersion: '4.16.3' },
    ]);
    expect(find(selection, 'RELEASE_EUS_PATH')?.params['path']).toBe('4.14.9 → 4.15.6 → 4.16.3');
  });
});

describe('when several channels are selected', () => {
  const s14 = graphOf(['4.14.1', '4.14.8'], ['4.14.1>4.14.8']);
  const s15 = graphOf(['4.14.8', '4.15.2', '4.15.9'], ['4.14.8>4.15.2', '4.15.2>4.15.9']);
  const s16 = graphOf(['4.15.9', '4.16.1', '4.16.4'], ['4.15.9>4.16.1', '4.16.1>4.16.4']);
  const graphs = { 'stable-4.14': s14, 'stable-4.15': s15, 'stable-4.16': s16 };
  const from = { name: 'stable-4.14', minVersion: '4.14.1', maxVersion: '4.14.1' };
  const to = { name: 'stable-4.16', minVersion: '4.16.4', maxVersion: '4.16.4' };

  it('adds the path through the channels in between', async () => {
    const selection = await select(graphs, [from, to]);
    expect(versions(selection)).toEqual(['4.14.1', '4.14.8', '4.15.2', '4.15.9', '4.16.1', '4.16.4']);
    expect(selection.findings).toEqual([]);
  });

  it('does not depend on the order of the channels', async () => {
    expect(versions(await select(graphs, [to, from]))).toEqual(versions(await select(graphs, [from, to])));
  });

  it('says where the way breaks off, and which releases are missing', async () => {
    const torn = { ...graphs, 'stable-4.15': graphOf(['4.15.2', '4.15.9'], ['4.15.2>4.15.9']) };
    const selection = await select(torn, [from, to]);
    expect(versions(selection)).toEqual(['4.14.1', '4.14.8', '4.16.4']);
    expect(find(selection, 'RELEASE_CHANNELS_NOT_CONNECTED')).toMatchObject({
      level: 'warning',
      params: { from: '4.14.1', to: '4.16.4', version: '4.14.8', channel: 'stable-4.15' },
    });
    expect(codes(selection)).toContain('warning RELEASE_UPDATE_PATH_ABSENT');
  });

  it('finds the missing releases in the graphs that it has when the channel between does not exist', async () => {
    const eus16 = graphOf(['4.14.8', '4.15.9', '4.16.4'], ['4.14.8>4.15.9', '4.15.9>4.16.4']);
    const channels = [
      { name: 'eus-4.14', minVersion: '4.14.8', maxVersion: '4.14.8' },
      { name: 'eus-4.16', minVersion: '4.16.4', maxVersion: '4.16.4' },
    ];
    const eus = { 'eus-4.14': s14, 'eus-4.16': eus16 };
    const named = await select(eus, channels);
    expect(find(named, 'RELEASE_INTERMEDIATE_MISSING')?.affected).toEqual(['4.15.9']);
    expect(versions(named)).toEqual(['4.14.8', '4.16.4']);
    const added = await select(eus, channels, { addIntermediate: true });
    expect(versions(added)).toEqual(['4.14.8', '4.15.9', '4.16.4']);
  });

  it('takes the target channel when only the prefix differs', async () => {
    const channels = [
      { name: 'stable-4.15', minVersion: '4.15.2', maxVersion: '4.15.2' },
      { name: 'fast-4.15', minVersion: '4.15.9', maxVersion: '4.15.9' },
    ];
    const blocked = { 'stable-4.15': s15, 'fast-4.15': graphOf(['4.15.9']) };
    expect(versions(await select({ 'stable-4.15': s15, 'fast-4.15': s15 }, channels))).toEqual([
      '4.15.2',
      '4.15.9',
    ]);
    expect(codes(await select(blocked, channels))).toContain('warning RELEASE_CHANNELS_NOT_CONNECTED');
  });

  it('does not join OKD channels, and asks for them as OKD', async () => {
    const asked: string[] = [];
    const okd = graphOf(['4.15.0-0.okd-2024-03-10-010116']);
    const selection = await selectReleases({
      channels: [{ name: 'stable-4', type: 'okd' }, { name: 'stable-4.15' }],
      architecture: 'amd64',
      lookup: async (channel, type) => {
        asked.push(`${type} ${channel}`);
        return type === 'okd' ? okd : s15;
      },
    });
    expect(asked).toEqual(['okd stable-4', 'ocp stable-4.15']);
    expect(versions(selection)).toEqual(['4.15.0-0.okd-2024-03-10-010116', '4.15.9']);
    expect(selection.findings).toEqual([]);
  });
});

const golden = 'golden/fixtures/graph.json';
describe.skipIf(sharedNote(golden) !== '')(
  `when the golden graph is selected from${sharedNote(golden)}`,
  () => {
    const graph = (): UpdateGraph => parseGraph(readFileSync(join(sharedFolder, golden)), 'golden');

    it.each<[Omit<ChannelSelection, 'name'>, readonly string[]]>([
      [{}, ['4.15.3']],
      [{ minVersion: '4.15.1' }, ['4.15.1', '4.15.2', '4.15.3']],
      [{ maxVersion: '4.15.1' }, ['4.14.20', '4.15.0', '4.15.1']],
      [{ full: true }, all],
      [{ minVersion: '4.15.0', maxVersion: '4.15.3', shortestPath: true }, ['4.15.0', '4.15.3']],
    ])('selects for %o what oc-mirror selects', async (channel, expected) => {
      const selection = await select({ 'stable-4.15': graph() }, [{ name: 'stable-4.15', ...channel }]);
      expect(versions(selection)).toEqual(expected);
    });
  },
);

const sample = 'samples/cincinnati/01-stable-4.15-era-with-conditionalEdges.json';
describe.skipIf(sharedNote(sample) !== '')(`when a real graph is selected from${sharedNote(sample)}`, () => {
  const graph = (): UpdateGraph => parseGraph(readFileSync(join(sharedFolder, sample)), 'sample');

  it('names the release in between that oc-mirror leaves out, and the real risks of the way', async () => {
    const selection = await select({ 'stable-4.15': graph() }, [
      { name: 'stable-4.15', minVersion: '4.14.0', shortestPath: true },
    ]);
    expect(versions(selection)).toEqual(['4.14.0', '4.15.23']);
    expect(find(selection, 'RELEASE_INTERMEDIATE_MISSING')?.affected).toEqual(['4.14.33']);
    const risk = find(selection, 'RELEASE_PATH_CONDITIONAL');
    expect(risk?.affected).toEqual(['4.14.33', '4.15.23']);
    expect(risk?.params['risks']).toBe('HyperShiftKubeAPIPort443, OVNIPsecPausedMCPConnectivity');
    expect(String(risk?.params['message'])).toContain('HyperShift');
  });

  it('finds a way within a minor release without a conditional update', async () => {
    const selection = await select({ 'stable-4.15': graph() }, [
      { name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.10', shortestPath: true },
    ]);
    expect(versions(selection).length).toBeGreaterThan(1);
    expect(selection.findings).toEqual([]);
  });
});
