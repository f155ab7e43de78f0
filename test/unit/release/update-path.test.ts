import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestRoute, shortestPath, type ReleaseNode, type UpdateGraph } from '../../../core/release/index.ts';
import { graphOf } from '../../support/release-graphs.ts';

const node = (graph: UpdateGraph, version: string): ReleaseNode => {
  const found = graph.nodes.find((candidate) => candidate.version.text === version);
  if (found === undefined) throw new Error(`no ${version}`);
  return found;
};
const texts = (nodes: readonly ReleaseNode[] | undefined): string[] | undefined =>
  nodes?.map(({ version }) => version.text);
const versions = ['4.1.0', '4.2.0', '4.3.0', '4.4.0', '4.5.0'];

describe('when a route is looked for', () => {
  it('prefers releases that are selected to fewer updates', () => {
    const graph = graphOf(versions, [
      '4.1.0>4.5.0',
      '4.1.0>4.2.0',
      '4.2.0>4.4.0',
      '4.4.0>4.5.0',
      '4.1.0>4.3.0',
      '4.3.0>4.5.0',
    ]);
    const route = (from: string, selected: readonly string[]) =>
      bestRoute(graph, node(graph, from), node(graph, '4.5.0'), new Set(selected));
    expect(texts(route('4.1.0', ['4.1.0', '4.5.0'])?.nodes)).toEqual(['4.1.0', '4.5.0']);
    expect(texts(route('4.2.0', ['4.2.0', '4.5.0'])?.missing)).toEqual(['4.4.0']);
  });

  it('takes two missing releases rather than one conditional update', () => {
    const graph = graphOf(
      versions,
      ['4.1.0>4.2.0', '4.2.0>4.3.0', '4.3.0>4.5.0'],
      [{ from: '4.1.0', to: '4.5.0', risk: 'R' }],
    );
    const route = bestRoute(graph, node(graph, '4.1.0'), node(graph, '4.5.0'), new Set(['4.1.0', '4.5.0']));
    expect(texts(route?.missing)).toEqual(['4.2.0', '4.3.0']);
    expect(route?.conditional).toEqual([]);
  });

  it('needs no update from a release to itself', () => {
    const graph = graphOf(versions);
    const start = node(graph, '4.1.0');
    expect(texts(shortestPath(graph, start, start))).toEqual(['4.1.0']);
    expect(bestRoute(graph, start, start, new Set(['4.1.0']))?.nodes).toEqual([start]);
  });

  it('is not caught in a circle', () => {
    const graph = graphOf(versions, ['4.1.0>4.2.0', '4.2.0>4.1.0']);
    expect(shortestPath(graph, node(graph, '4.1.0'), node(graph, '4.5.0'))).toEqual([]);
    expect(bestRoute(graph, node(graph, '4.1.0'), node(graph, '4.5.0'), new Set())).toBeUndefined();
  });

  it('agrees with the shortest path when everything is selected and nothing is conditional', () => {
    const edge = fc.tuple(fc.nat(4), fc.nat(4)).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector: String, maxLength: 12 }), (pairs) => {
        const graph = graphOf(
          versions,
          pairs.map(([from, to]) => `${versions[from] ?? ''}>${versions[to] ?? ''}`),
        );
        const [from, to] = [node(graph, '4.1.0'), node(graph, '4.5.0')];
        const path = shortestPath(graph, from, to);
        const route = bestRoute(graph, from, to, new Set(versions));
        expect(route?.nodes.length ?? 0).toBe(path.length);
        for (const [at, step] of (route?.nodes ?? []).entries()) {
          const next = route?.nodes[at + 1];
          if (next !== undefined)
            expect(graph.edges.get(step)?.some((update) => update.to === next)).toBe(true);
        }
      }),
    );
  });
});
