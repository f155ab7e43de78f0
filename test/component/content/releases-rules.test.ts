import { describe, expect, it } from 'vitest';
import type { ChannelModel, ContentModel, UpdatePath } from '../../../core/contract/index.ts';
import { findChannels } from '../../../renderer/src/features/content/releases/channel-options.ts';
import { editsForGaps } from '../../../renderer/src/features/content/releases/gap-edits.ts';
import { indexGraph } from '../../../renderer/src/features/content/releases/graph-index.ts';
import { clickRange, moveEnd } from '../../../renderer/src/features/content/graph/range-click.ts';
import { groupRisks } from '../../../renderer/src/features/content/releases/risk-groups.ts';
import { selectVersions, shortestPath } from '../../../renderer/src/features/content/releases/selection.ts';
import { edgesToShow } from '../../../renderer/src/features/content/releases/shown-edges.ts';
import {
  compareVersions,
  isVersion,
  minorOf,
} from '../../../renderer/src/features/content/graph/version-order.ts';
import { statesOf } from '../../../renderer/src/features/content/releases/version-state.ts';
import { sampleGraph } from './fake-content.ts';
import { emptyModel } from '../support/content-model.ts';

const index = indexGraph(sampleGraph());

function channel(over: Partial<ChannelModel> = {}): ChannelModel {
  return { name: 'stable-4.15', full: false, shortestPath: false, ...over };
}

describe('the order of versions', () => {
  it.each([
    [
      ['4.15.10', '4.15.9', '4.9.99'],
      ['4.9.99', '4.15.9', '4.15.10'],
    ],
    [
      ['4.15.0', '4.15.0-rc.10', '4.15.0-rc.2', '4.15.0-ec.1'],
      ['4.15.0-ec.1', '4.15.0-rc.2', '4.15.0-rc.10', '4.15.0'],
    ],
    [
      ['4.15.0-rc.a', '4.15.0-rc.1', '4.15.0-rc'],
      ['4.15.0-rc', '4.15.0-rc.1', '4.15.0-rc.a'],
    ],
    [
      ['zebra', '4.1.0', 'ant'],
      ['4.1.0', 'ant', 'zebra'],
    ],
  ])('puts %j in order', (given, wanted) => {
    expect(given.toSorted(compareVersions)).toEqual(wanted);
  });

  it('does not order by build metadata', () => {
    expect(compareVersions('4.15.0+a', '4.15.0+b')).toBe(0);
  });

  it('knows a complete version and its minor', () => {
    expect(['4.15.1', '4.15', 'v4.15.1', '4.15.1-rc.1', ''].map(isVersion)).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(minorOf('4.15.1-rc.1')).toBe('4.15');
  });
});

describe('which releases a channel selects', () => {
  it.each([
    ['only the newest without bounds', {}, ['4.15.2']],
    [
      'everything when it is full',
      { full: true },
      ['4.14.0', '4.14.1', '4.14.2', '4.15.0', '4.15.1', '4.15.2'],
    ],
    [
      'a range with both ends',
      { minVersion: '4.14.1', maxVersion: '4.15.0' },
      ['4.14.1', '4.14.2', '4.15.0'],
    ],
    ['the rest above a first version', { minVersion: '4.15.1' }, ['4.15.1', '4.15.2']],
    ['the rest below a last version', { maxVersion: '4.14.1' }, ['4.14.0', '4.14.1']],
    ['nothing of a reversed range', { minVersion: '4.15.0', maxVersion: '4.14.0' }, []],
  ])('takes %s', (_name, over, versions) => {
    expect(selectVersions(channel(over), index).versions).toEqual(versions);
  });

  it('takes the shortest unconditional path, over the newest release of equally short ones', () => {
    const given = channel({ minVersion: '4.14.0', maxVersion: '4.15.2', shortestPath: true });
    expect(selectVersions(given, index).path).toEqual(['4.14.0', '4.14.2', '4.15.0', '4.15.2']);
  });

  it('keeps both ends where only conditional updates lead, and says so', () => {
    const given = channel({ minVersion: '4.14.2', maxVersion: '4.15.1', shortestPath: true });
    expect(selectVersions(given, index)).toMatchObject({
      versions: ['4.14.2', '4.15.1'],
      path: [],
      isUnreachable: true,
    });
  });

  it('names ends that the channel does not have', () => {
    const given = channel({ minVersion: '4.14.1', maxVersion: '4.15.9' });
    expect(selectVersions(given, index)).toMatchObject({ absent: ['4.15.9'], last: '4.15.9' });
  });

  it('selects nothing of a channel without releases', () => {
    expect(selectVersions(channel(), indexGraph(sampleGraph({ nodes: [], edges: [] }))).versions).toEqual([]);
  });

  it('ends on a graph that goes in circles', () => {
    const edges = [
      { from: '4.14.0', to: '4.14.1', risks: [] },
      { from: '4.14.1', to: '4.14.0', risks: [] },
      { from: '4.14.1', to: '9.9.9', risks: [] },
    ];
    expect(shortestPath(indexGraph(sampleGraph({ edges })), '4.14.0', '4.15.2')).toEqual([]);
  });

  it('tells the place of each release in the selection', () => {
    const stateOf = statesOf(selectVersions(channel({ minVersion: '4.14.1', maxVersion: '4.15.0' }), index));
    expect(index.versions.map(stateOf)).toEqual(['outside', 'first', 'within', 'last', 'outside', 'outside']);
    expect(statesOf(selectVersions(channel(), index))('4.15.2')).toBe('only');
  });
});

describe('choosing a range by clicks', () => {
  const range = { first: '4.14.1', last: '4.15.1' };
  it.each([
    ['the first click chooses one release', undefined, '4.14.2', { first: '4.14.2', last: '4.14.2' }],
    ['the second click makes the end', { first: '4.14.1', last: '4.14.1' }, '4.15.1', range],
    ['or the beginning', { first: '4.15.1', last: '4.15.1' }, '4.14.1', range],
    ['below moves the first', range, '4.14.0', { first: '4.14.0', last: '4.15.1' }],
    ['above moves the last', range, '4.15.2', { first: '4.14.1', last: '4.15.2' }],
    ['inside moves the nearer end', range, '4.14.2', { first: '4.14.2', last: '4.15.1' }],
    [
      'and the last at equal distance',
      { first: '4.14.0', last: '4.14.2' },
      '4.14.1',
      { first: '4.14.0', last: '4.14.1' },
    ],
    ['an end keeps that release alone', range, '4.15.1', { first: '4.15.1', last: '4.15.1' }],
    ['the only one takes the range away', { first: '4.15.1', last: '4.15.1' }, '4.15.1', undefined],
  ])('%s', (_name, before, version, after) => {
    expect(clickRange(before, version, index.versions)).toEqual(after);
  });

  it('moves one end by the table, and the other along when it would be passed', () => {
    expect(moveEnd(range, 'first', '4.14.0')).toEqual({ first: '4.14.0', last: '4.15.1' });
    expect(moveEnd(range, 'first', '4.15.2')).toEqual({ first: '4.15.2', last: '4.15.2' });
    expect(moveEnd(undefined, 'last', '4.15.0')).toEqual({ first: '4.15.0', last: '4.15.0' });
  });
});

describe('which updates are drawn', () => {
  it('are all of a small graph, those of the path marked', () => {
    const shown = edgesToShow(index, ['4.14.0', '4.14.2'], '4.15.0');
    expect(shown.hidden).toBe(0);
    const roles = Map.groupBy(shown.edges, ({ role }) => role);
    expect(roles.get('path')?.map(({ edge }) => edge.to)).toEqual(['4.14.2']);
    expect(roles.get('near')?.length).toBe(2);
  });

  it('are only the path and the neighbours in a large one, and the rest is counted', () => {
    const versions = Array.from({ length: 200 }, (_one, patch) => `4.16.${patch}`);
    const edges = versions.flatMap((from, at) =>
      versions.slice(at + 1, at + 26).map((to) => ({ from, to, risks: [] })),
    );
    const large = indexGraph(
      sampleGraph({ nodes: versions.map((version) => ({ version, channels: [] })), edges }),
    );
    const shown = edgesToShow(large, ['4.16.0', '4.16.25', '4.16.50'], '4.16.100');
    expect(shown.edges.length).toBe(52);
    expect(shown.hidden).toBe(edges.length - 52);
  });
});

describe('risks', () => {
  it('are told once, with all the updates that they concern', () => {
    const risk = { name: 'A', message: ' same ', url: '' };
    const edges = ['4.14.0', '4.14.1'].map((from) => ({ from, to: '4.15.0', risks: [risk] }));
    expect(groupRisks(edges, 'from')).toEqual([
      { name: 'A', message: 'same', url: '', versions: ['4.14.0', '4.14.1'] },
    ]);
  });
});

describe('adding what is missing on the way', () => {
  const path = (missing: UpdatePath['missing']): UpdatePath => ({
    from: 'a',
    to: 'b',
    versions: ['a', 'b'],
    missing,
  });
  const model = (over: Partial<ChannelModel>): ContentModel => ({ ...emptyModel, channels: [channel(over)] });

  it('adds a channel that is not there with just the release', () => {
    expect(editsForGaps(emptyModel, [path([{ version: '4.15.3', channel: 'eus-4.16' }])])).toEqual([
      {
        kind: 'channel',
        name: 'eus-4.16',
        minVersion: '4.15.3',
        maxVersion: '4.15.3',
        full: false,
        shortestPath: false,
      },
    ]);
  });

  it.each([
    [
      'widens a range downwards',
      { minVersion: '4.15.1', maxVersion: '4.15.2' },
      '4.14.0',
      ['4.14.0', '4.15.2', false],
    ],
    [
      'widens it upwards',
      { minVersion: '4.14.1', maxVersion: '4.14.2' },
      '4.15.0',
      ['4.14.1', '4.15.0', false],
    ],
    ['begins a range where only the newest is carried', {}, '4.14.0', ['4.14.0', null, false]],
    ['keeps an open end open', { maxVersion: '4.14.2' }, '4.15.0', [null, '4.15.0', false]],
    [
      'carries the whole range where the shortest path leaves the release out',
      { minVersion: '4.14.0', maxVersion: '4.15.2', shortestPath: true },
      '4.14.1',
      ['4.14.0', '4.15.2', false],
    ],
  ])('%s', (_name, over, version, [minVersion, maxVersion, shortest]) => {
    const [edit] = editsForGaps(model(over), [path([{ version, channel: 'stable-4.15' }])]);
    expect(edit).toEqual({
      kind: 'channel',
      name: 'stable-4.15',
      minVersion,
      maxVersion,
      full: false,
      shortestPath: shortest,
    });
  });

  it('has nothing to add to a channel that is carried whole', () => {
    expect(
      editsForGaps(model({ full: true }), [path([{ version: '4.14.0', channel: 'stable-4.15' }])]),
    ).toEqual([]);
  });
});

describe('finding a channel', () => {
  const channels = ['stable-4.16', 'eus-4.16', 'stable-4.15'].map((name) => {
    const [group = '', minor = ''] = name.split('-');
    return { name, group, minor };
  });
  it.each([
    ['', ['4.16', '4.15'], 3],
    ['stable', ['4.16', '4.15'], 2],
    ['4.16 EUS', ['4.16'], 1],
    ['nope', [], 0],
  ])('by %j', (typed, minors, count) => {
    const groups = findChannels(channels, typed);
    expect(groups.map(({ minor }) => minor)).toEqual(minors);
    expect(groups.flatMap((group) => group.channels).length).toBe(count);
  });
});
