import type { Finding } from '../contract/index.ts';
import type { ReleaseNode, UpdateGraph } from './graph.ts';
import { findNode } from './graph.ts';
import type { ChannelResult } from './select-channel.ts';
import { shortestPath } from './update-path.ts';
import { compareVersions, parseChannelName } from './version.ts';

/** The graph of a channel; one without releases for a channel that does not exist. */
export type GraphLookup = (channel: string) => Promise<UpdateGraph>;

export interface CrossChannelResult {
  readonly nodes: readonly ReleaseNode[];
  readonly findings: readonly Finding[];
  /** Every graph that was looked at, for the search for missing releases. */
  readonly graphs: readonly UpdateGraph[];
}

/**
 * The update path from the lowest release of several channels to the highest, which
 * oc-mirror adds when more than one channel is configured (oc-mirror-v2.md 5.5 and D.2).
 */
export async function crossChannelPath(
  results: readonly ChannelResult[],
  lookup: GraphLookup,
): Promise<CrossChannelResult> {
  const [start, goal] = outermost(results);
  if (start === undefined || goal === undefined) return { nodes: [], findings: [], graphs: [] };
  const walk = new ChannelWalk(start, goal, lookup);
  return walk.run();
}

interface End {
  readonly channel: string;
  readonly graph: UpdateGraph;
  readonly node: ReleaseNode;
}

/** Of equally low or high ends the first in the configuration counts; oc-mirror leaves it to chance. */
function outermost(results: readonly ChannelResult[]): readonly [End | undefined, End | undefined] {
  const ends = (pick: (nodes: readonly ReleaseNode[]) => ReleaseNode | undefined): readonly End[] =>
    results.flatMap(({ channel, graph, nodes }) => {
      const node = pick(nodes);
      return node === undefined ? [] : [{ channel: channel.name, graph, node }];
    });
  const byVersion = (a: End, b: End): number => compareVersions(a.node.version, b.node.version);
  const lowest = ends((nodes) => nodes[0]).toSorted(byVersion)[0];
  const highest = ends((nodes) => nodes.at(-1)).toSorted((a, b) => byVersion(b, a))[0];
  return [lowest, highest];
}

class ChannelWalk {
  readonly #start: End;
  readonly #goal: End;
  readonly #lookup: GraphLookup;
  readonly #nodes: ReleaseNode[];
  readonly #graphs: UpdateGraph[];

  constructor(start: End, goal: End, lookup: GraphLookup) {
    this.#start = start;
    this.#goal = goal;
    this.#lookup = lookup;
    this.#nodes = [start.node, goal.node];
    this.#graphs = [start.graph, goal.graph];
  }

  async run(): Promise<CrossChannelResult> {
    const [start, goal] = [this.#start, this.#goal];
    if (start.channel === goal.channel) return this.#enter(start.node, goal.channel, goal.graph, goal.node);
    const [from, to] = [parseChannelName(start.channel), parseChannelName(goal.channel)];
    if (from === undefined || to === undefined || from.major !== to.major || from.minor > to.minor) {
      return this.#blocked(start.node, goal.channel);
    }
    if (from.minor === to.minor) return this.#enter(start.node, goal.channel, goal.graph, goal.node);
    const head = start.graph.nodes.at(-1) ?? start.node;
    this.#nodes.push(...shortestPath(start.graph, start.node, head));
    return this.#climb(head, from, to.minor);
  }

  /** One minor release after the other, each time to the head of the channel, until the wanted one. */
  async #climb(
    head: ReleaseNode,
    from: { readonly prefix: string; readonly major: number; readonly minor: number },
    lastMinor: number,
  ): Promise<CrossChannelResult> {
    let current = head;
    for (let minor = from.minor + 1; minor < lastMinor; minor++) {
      const channel = `${from.prefix}-${from.major}.${minor}`;
      const graph = await this.#lookup(channel);
      const next = graph.nodes.at(-1);
      this.#graphs.push(graph);
      const entry = findNode(graph, current.version);
      if (next === undefined || entry === undefined) return this.#blocked(current, channel);
      this.#nodes.push(...shortestPath(graph, entry, next));
      current = next;
    }
    return this.#enter(current, this.#goal.channel, this.#goal.graph, this.#goal.node);
  }

  #enter(current: ReleaseNode, channel: string, graph: UpdateGraph, target: ReleaseNode): CrossChannelResult {
    const entry = findNode(graph, current.version);
    if (entry === undefined) return this.#blocked(current, channel);
    this.#nodes.push(...shortestPath(graph, entry, target));
    return { nodes: this.#nodes, findings: [], graphs: this.#graphs };
  }

  #blocked(current: ReleaseNode, channel: string): CrossChannelResult {
    const params = {
      from: this.#start.node.version.text,
      to: this.#goal.node.version.text,
      version: current.version.text,
      channel,
    };
    const finding: Finding = {
      level: 'warning',
      code: 'RELEASE_CHANNELS_NOT_CONNECTED',
      params,
      affected: [this.#start.channel, this.#goal.channel],
    };
    return { nodes: this.#nodes, findings: [finding], graphs: this.#graphs };
  }
}
