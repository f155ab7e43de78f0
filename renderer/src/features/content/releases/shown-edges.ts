import type { UpdateEdgeView } from '../../../../../core/contract/index.ts';
import type { GraphIndex } from './graph-index.ts';

export type EdgeRole = 'path' | 'near' | 'plain';

export interface ShownEdge {
  readonly edge: UpdateEdgeView;
  readonly role: EdgeRole;
}

export interface ShownEdges {
  readonly edges: readonly ShownEdge[];
  /** Updates of the channel that are not drawn. */
  readonly hidden: number;
}

/** A graph with so few updates is drawn whole; beyond it lines cover one another and say nothing. */
const allUpTo = 40;

/**
 * The updates that are worth a line: all of a small graph; of a large one those of the path and those of the release
 * that is pointed at or has the focus. stable-4.15 has some thousand.
 */
export function edgesToShow(
  index: GraphIndex,
  path: readonly string[],
  looked: string | undefined,
): ShownEdges {
  const onPath = new Set(path.slice(1).map((to, place) => `${path[place] ?? ''} ${to}`));
  const near =
    looked === undefined ? [] : [...(index.outOf.get(looked) ?? []), ...(index.into.get(looked) ?? [])];
  const isNear = new Set(near);
  const every = [...index.outOf.values()].flat();
  const drawn = every.length <= allUpTo ? every : every.filter((edge) => isNear.has(edge) || isOn(edge));
  function isOn(edge: UpdateEdgeView): boolean {
    return onPath.has(`${edge.from} ${edge.to}`);
  }
  return {
    edges: drawn.map((edge) => ({
      edge,
      role: isOn(edge) ? 'path' : isNear.has(edge) ? 'near' : 'plain',
    })),
    hidden: every.length - drawn.length,
  };
}
