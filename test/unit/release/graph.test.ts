import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGraph, uniteGraphs } from '../../../core/release/index.ts';
import { graphJson, graphOf } from '../../support/release-graphs.ts';
import { sharedFolder, sharedNote } from '../../support/release-world.ts';

const versionsOf = (graph: ReturnType<typeof parseGraph>): string[] =>
  graph.nodes.map((node) => node.version.text);
const edgesOf = (graph: ReturnType<typeof parseGraph>): string[] =>
  [...graph.edges.values()].flat().map((edge) => `${edge.from.version.text}>${edge.to.version.text}`);

describe('when an update graph is read', () => {
  it('lists releases ascending and targets descending, whatever the order of the answer', () => {
    const graph = graphOf(['4.15.2', '4.15.0', '4.15.1'], ['4.15.0>4.15.1', '4.15.0>4.15.2']);
    expect(versionsOf(graph)).toEqual(['4.15.0', '4.15.1', '4.15.2']);
    expect(edgesOf(graph)).toEqual(['4.15.0>4.15.2', '4.15.0>4.15.1']);
  });

  it('keeps the risks of conditional edges', () => {
    const graph = graphOf(['4.15.0', '4.15.1'], [], [{ from: '4.15.0', to: '4.15.1', risk: 'Slow' }]);
    const [edge] = [...graph.edges.values()].flat();
    expect(edge?.risks).toEqual([
      { name: 'Slow', message: 'Slow may break.', url: 'https://risk.example/Slow' },
    ]);
  });

  it('lets an unconditional edge win over a conditional one', () => {
    const risky = [{ from: '4.15.0', to: '4.15.1', risk: 'Slow' }];
    const graph = graphOf(['4.15.0', '4.15.1'], ['4.15.0>4.15.1'], risky);
    expect([...graph.edges.values()].flat().map((edge) => edge.risks)).toEqual([[]]);
  });

  it('leaves out conditional edges of other channels without a word', () => {
    const graph = graphOf(['4.15.0'], [], [{ from: '4.14.1', to: '4.15.0', risk: 'Slow' }]);
    expect(edgesOf(graph)).toEqual([]);
    expect(graph.danglingEdges).toBe(0);
  });

  it('counts edges that point at nothing', () => {
    const json = JSON.parse(graphJson(['4.15.0', '4.15.1'])) as { edges: number[][] };
    json.edges = [
      [0, 1],
      [0, 7],
      [-1, 1],
      [0.5, 1],
    ];
    expect(parseGraph(Buffer.from(JSON.stringify(json)), 'test').danglingEdges).toBe(3);
  });

  it('reads an empty answer as a graph without releases', () => {
    expect(versionsOf(parseGraph(Buffer.from('{"nodes":[],"edges":[]}'), 'test'))).toEqual([]);
    expect(versionsOf(parseGraph(Buffer.from('{"nodes":null,"edges":null}'), 'test'))).toEqual([]);
  });

  it.each([
    ['a login page', '<html>Sign in</html>'],
    ['a list', '[]'],
    ['a node without a payload', '{"nodes":[{"version":"4.15.0"}]}'],
    ['an edge of three', '{"nodes":[],"edges":[[0,1,2]]}'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(() => parseGraph(Buffer.from(text), 'amd64-stable-4.15')).toThrow(
      expect.objectContaining({ code: 'RELEASE_GRAPH_INVALID', params: { graph: 'amd64-stable-4.15' } }),
    );
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseGraph(Buffer.from([0x22, 0xff, 0x22]), 'test')).toThrow(
      expect.objectContaining({ code: 'RELEASE_GRAPH_INVALID' }),
    );
  });

  it('refuses the whole answer for one bad version, and names it', () => {
    expect(() => parseGraph(Buffer.from(graphJson(['4.15.0', 'v4.15.1'])), 'test')).toThrow(
      expect.objectContaining({
        code: 'RELEASE_GRAPH_VERSION_INVALID',
        params: { graph: 'test', version: 'v4.15.1' },
      }),
    );
  });

  it.each([
    { bytes: 10, nodes: 100, edges: 100 },
    { bytes: 1e6, nodes: 1, edges: 100 },
    { bytes: 1e6, nodes: 100, edges: 0 },
  ])('refuses an answer beyond %o', (limits) => {
    const bytes = Buffer.from(graphJson(['4.15.0', '4.15.1'], ['4.15.0>4.15.1']));
    expect(() => parseGraph(bytes, 'test', limits)).toThrow(
      expect.objectContaining({ code: 'RELEASE_GRAPH_TOO_LARGE' }),
    );
  });
});

describe('when graphs of several channels are united', () => {
  it('has every release and update once, and prefers the unconditional one', () => {
    const risky = [{ from: '4.15.0', to: '4.15.1', risk: 'Slow' }];
    const united = uniteGraphs([
      graphOf(['4.15.0', '4.15.1'], [], risky),
      graphOf(['4.15.1', '4.15.0', '4.16.0'], ['4.15.0>4.15.1', '4.15.1>4.16.0']),
      graphOf(['4.15.0', '4.15.1'], [], risky),
    ]);
    expect(versionsOf(united)).toEqual(['4.15.0', '4.15.1', '4.16.0']);
    expect(edgesOf(united)).toEqual(['4.15.0>4.15.1', '4.15.1>4.16.0']);
    expect([...united.edges.values()].flat().every((edge) => edge.risks.length === 0)).toBe(true);
  });
});

const sample = 'samples/cincinnati/01-stable-4.15-era-with-conditionalEdges.json';
describe.skipIf(sharedNote(sample) !== '')(`when a real graph is read${sharedNote(sample)}`, () => {
  it('has its releases, its updates and the risks of the conditional ones', () => {
    const graph = parseGraph(readFileSync(join(sharedFolder, sample)), 'amd64-stable-4.15');
    const edges = [...graph.edges.values()].flat();
    expect(graph.nodes).toHaveLength(55);
    expect(graph.danglingEdges).toBe(0);
    expect(edges.filter((edge) => edge.risks.length === 0)).toHaveLength(358);
    const risky = edges.find((edge) => edge.to.version.text === '4.14.22' && edge.risks.length > 0);
    expect(risky?.risks.map((risk) => risk.name)).toContain('AzureRegistryImageMigrationUserProvisioned');
  });
});
