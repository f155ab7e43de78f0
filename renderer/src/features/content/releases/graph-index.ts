import type {
  ReleaseGraphView,
  ReleaseNodeView,
  UpdateEdgeView,
} from '../../../../../core/contract/index.ts';
import { compareVersions } from '../graph/version-order.ts';

/** A channel's update graph, ordered and ready for questions. */
export interface GraphIndex {
  readonly graph: ReleaseGraphView;
  /** Oldest first. */
  readonly versions: readonly string[];
  /** Place of a version in `versions`. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly nodeOf: ReadonlyMap<string, ReleaseNodeView>;
  /** Updates that begin at a version, to the newest release first. */
  readonly outOf: ReadonlyMap<string, readonly UpdateEdgeView[]>;
  /** Updates that end at a version. */
  readonly into: ReadonlyMap<string, readonly UpdateEdgeView[]>;
}

export function indexGraph(graph: ReleaseGraphView): GraphIndex {
  const nodeOf = new Map(graph.nodes.map((node) => [node.version, node]));
  const versions = [...nodeOf.keys()].sort(compareVersions);
  const placeOf = new Map(versions.map((version, place) => [version, place]));
  // An update from or to a release that is not there leads nowhere.
  const edges = graph.edges.filter((edge) => nodeOf.has(edge.from) && nodeOf.has(edge.to));
  const newestFirst = edges.toSorted((a, b) => (placeOf.get(b.to) ?? 0) - (placeOf.get(a.to) ?? 0));
  return {
    graph,
    versions,
    placeOf,
    nodeOf,
    outOf: Map.groupBy(newestFirst, (edge) => edge.from),
    into: Map.groupBy(edges, (edge) => edge.to),
  };
}
