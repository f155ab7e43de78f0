import type { GoPattern } from '../config/index.ts';
import type { Finding } from '../contract/index.ts';
import { resolveBounds, selectRange, type Bounds } from './bounds.ts';
import { findNode, type ReleaseNode, type UpdateGraph } from './graph.ts';
import type { ChannelSelection } from './platform.ts';
import { shortestPath } from './update-path.ts';

/** What one channel of a configuration comes to. */
export interface ChannelResult {
  readonly channel: ChannelSelection;
  readonly graph: UpdateGraph;
  readonly nodes: readonly ReleaseNode[];
  readonly bounds?: Bounds;
  readonly findings: readonly Finding[];
}

/**
 * The releases that one channel entry selects (oc-mirror-v2.md 5.3 and 5.4). Where oc-mirror
 * quietly selects nothing, an error finding says so. Throws RELEASE_VERSION_INVALID.
 */
export function selectChannel(
  channel: ChannelSelection,
  graph: UpdateGraph,
  architecture: string,
  versionFilter?: GoPattern,
): ChannelResult {
  const dangling = danglingFinding(channel, graph, architecture);
  const { bounds, findings } = resolveBounds(channel, graph, architecture, versionFilter);
  if (bounds === undefined) return { channel, graph, nodes: [], findings: [...dangling, ...findings] };
  const selection =
    channel.shortestPath === true
      ? selectPath(channel, graph, architecture, bounds)
      : selectRange(channel, graph, architecture, bounds);
  return { channel, graph, bounds, nodes: selection.nodes, findings: [...dangling, ...selection.findings] };
}

function danglingFinding(
  channel: ChannelSelection,
  graph: UpdateGraph,
  architecture: string,
): readonly Finding[] {
  if (graph.danglingEdges === 0) return [];
  const params = { channel: channel.name, architecture, count: graph.danglingEdges };
  return [{ level: 'warning', code: 'RELEASE_GRAPH_EDGES_DANGLING', params, affected: [channel.name] }];
}

function selectPath(
  channel: ChannelSelection,
  graph: UpdateGraph,
  architecture: string,
  bounds: Bounds,
): { readonly nodes: readonly ReleaseNode[]; readonly findings: readonly Finding[] } {
  const ends = [bounds.min, bounds.max];
  const [from, to] = ends.map((version) => findNode(graph, version));
  if (from !== undefined && to !== undefined) {
    const path = shortestPath(graph, from, to);
    // Without a path the two ends are still kept; what lies between is named with the missing releases.
    return { nodes: path.length > 0 ? path : [from, to], findings: [] };
  }
  const absent = ends.filter((version) => findNode(graph, version) === undefined);
  return {
    nodes: [],
    findings: [...new Set(absent.map((version) => version.text))].map((version) => ({
      level: 'error',
      code: 'RELEASE_PATH_END_ABSENT',
      params: { channel: channel.name, architecture, version },
      affected: [channel.name, version],
    })),
  };
}
