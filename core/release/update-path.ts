import type { ReleaseNode, UpdateEdge, UpdateGraph } from './graph.ts';
import { compareVersions } from './version.ts';

/**
 * The path with the fewest updates that are recommended without a condition, both ends included;
 * of equally short ones the one whose next release is highest (oc-mirror-v2.md 5.4). Empty when there is none.
 */
export function shortestPath(graph: UpdateGraph, from: ReleaseNode, to: ReleaseNode): readonly ReleaseNode[] {
  const cameFrom = new Map<ReleaseNode, ReleaseNode | undefined>([[from, undefined]]);
  const queue = [from];
  for (let index = 0; index < queue.length && !cameFrom.has(to); index++) {
    const node = queue[index];
    if (node === undefined) break;
    for (const edge of graph.edges.get(node) ?? []) {
      if (edge.risks.length > 0 || cameFrom.has(edge.to)) continue;
      cameFrom.set(edge.to, node);
      queue.push(edge.to);
    }
  }
  if (!cameFrom.has(to)) return [];
  const path: ReleaseNode[] = [];
  for (let node: ReleaseNode | undefined = to; node !== undefined; node = cameFrom.get(node))
    path.unshift(node);
  return path;
}

/** How a cluster gets from one release to another, and what that needs. */
export interface UpdateRoute {
  readonly nodes: readonly ReleaseNode[];
  /** The updates of the route that are conditional. */
  readonly conditional: readonly UpdateEdge[];
  /** Releases of the route that are not selected. */
  readonly missing: readonly ReleaseNode[];
}

// A conditional update costs more than any number of missing releases, a missing release more than any number of hops.
const conditionalCost = 1e8;
const missingCost = 1e4;

/**
 * The route that avoids conditional updates first, then releases that are not in `selected`, then hops.
 * Undefined when no sequence of updates leads from one to the other.
 */
export function bestRoute(
  graph: UpdateGraph,
  from: ReleaseNode,
  to: ReleaseNode,
  selected: ReadonlySet<string>,
): UpdateRoute | undefined {
  const best = new Map<ReleaseNode, { readonly cost: number; readonly edge?: UpdateEdge }>([
    [from, { cost: 0 }],
  ]);
  const open = new Set([from]);
  const done = new Set<ReleaseNode>();
  while (open.size > 0) {
    const node = cheapest(open, best);
    open.delete(node);
    done.add(node);
    if (node === to) break;
    const costSoFar = best.get(node)?.cost ?? 0;
    for (const edge of graph.edges.get(node) ?? []) {
      if (done.has(edge.to)) continue;
      const cost =
        costSoFar +
        1 +
        (edge.risks.length > 0 ? conditionalCost : 0) +
        (selected.has(edge.to.version.text) ? 0 : missingCost);
      if (cost >= (best.get(edge.to)?.cost ?? Infinity)) continue;
      best.set(edge.to, { cost, edge });
      open.add(edge.to);
    }
  }
  if (!done.has(to)) return undefined;
  const edges: UpdateEdge[] = [];
  for (let edge = best.get(to)?.edge; edge !== undefined; edge = best.get(edge.from)?.edge)
    edges.unshift(edge);
  const nodes = [from, ...edges.map((edge) => edge.to)];
  return {
    nodes,
    conditional: edges.filter((edge) => edge.risks.length > 0),
    missing: nodes.filter((node) => !selected.has(node.version.text)),
  };
}

function cheapest(
  open: ReadonlySet<ReleaseNode>,
  best: ReadonlyMap<ReleaseNode, { readonly cost: number }>,
): ReleaseNode {
  const [first, ...others] = open;
  if (first === undefined) throw new RangeError('nothing is open');
  return others.reduce((chosen, node) => {
    const difference = (best.get(node)?.cost ?? Infinity) - (best.get(chosen)?.cost ?? Infinity);
    return difference < 0 || (difference === 0 && compareVersions(node.version, chosen.version) > 0)
      ? node
      : chosen;
  }, first);
}
