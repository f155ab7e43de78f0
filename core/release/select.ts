import type { GoPattern } from '../config/index.ts';
import type { Finding } from '../contract/index.ts';
import { crossChannelPath, type GraphLookup } from './cross-channel.ts';
import { uniteGraphs, type ReleaseNode, type UpdateGraph } from './graph.ts';
import type { ChannelSelection } from './platform.ts';
import { describeRoute } from './route-findings.ts';
import { selectChannel, type ChannelResult } from './select-channel.ts';
import { compareVersions } from './version.ts';

export interface SelectionInput {
  readonly channels: readonly ChannelSelection[];
  /** As the update service names it: amd64, arm64, ppc64le, s390x, multi. */
  readonly architecture: string;
  /** The graph of an OCP or OKD channel; one without releases when the channel does not exist. */
  readonly lookup: (channel: string, type: 'ocp' | 'okd') => Promise<UpdateGraph>;
  /** Add the releases that a cluster must pass through and that the ranges leave out. */
  readonly addIntermediate?: boolean | undefined;
  /** oc-mirror's VERSION_FILTER: which releases count as a channel's lowest and highest. */
  readonly versionFilter?: GoPattern | undefined;
}

/** A release of the graph with the channels that led to it. */
export interface SelectedNode {
  readonly node: ReleaseNode;
  readonly channels: readonly string[];
}

export interface Selection {
  /** Ascending by version; one entry per payload. */
  readonly releases: readonly SelectedNode[];
  readonly findings: readonly Finding[];
}

/**
 * The releases that a configuration's channels select on one architecture (oc-mirror-v2.md 5.3 to
 * 5.5): each channel's range or path, the path across channels, and the releases missing in between.
 * Deterministic. Throws RELEASE_VERSION_INVALID, and what the lookup throws.
 */
export async function selectReleases(input: SelectionInput): Promise<Selection> {
  const results: ChannelResult[] = [];
  for (const channel of input.channels) {
    const graph = await input.lookup(channel.name, channel.type ?? 'ocp');
    results.push(selectChannel(channel, graph, input.architecture, input.versionFilter));
  }
  const chosen = new Chosen();
  const findings = results.flatMap((result) => result.findings);
  for (const result of results) chosen.add(result.nodes, result.channel.name);
  for (const result of results) findings.push(...describeChannel(result, input, chosen));
  findings.push(...(await joinChannels(results, input, chosen)));
  return { releases: chosen.list(), findings };
}

class Chosen {
  readonly #byPayload = new Map<string, { readonly node: ReleaseNode; readonly channels: string[] }>();

  add(nodes: readonly ReleaseNode[], channel: string): void {
    for (const node of nodes) {
      const known = this.#byPayload.get(node.payload);
      if (known === undefined) this.#byPayload.set(node.payload, { node, channels: [channel] });
      else if (!known.channels.includes(channel)) known.channels.push(channel);
    }
  }

  get versions(): ReadonlySet<string> {
    return new Set([...this.#byPayload.values()].map(({ node }) => node.version.text));
  }

  list(): readonly SelectedNode[] {
    return [...this.#byPayload.values()].toSorted((a, b) => compareVersions(a.node.version, b.node.version));
  }
}

function describeChannel(result: ChannelResult, input: SelectionInput, chosen: Chosen): readonly Finding[] {
  const [from, to] = [result.nodes[0], result.nodes.at(-1)];
  if (from === undefined || to === undefined || result.bounds === undefined) return [];
  const answer = describeRoute({
    graph: result.graph,
    from,
    to,
    selected: new Set(result.nodes.map((node) => node.version.text)),
    channel: result.channel.name,
    architecture: input.architecture,
    asked: result.bounds.minGiven,
    addIntermediate: input.addIntermediate ?? false,
  });
  chosen.add(answer.added, result.channel.name);
  return answer.findings;
}

async function joinChannels(
  results: readonly ChannelResult[],
  input: SelectionInput,
  chosen: Chosen,
): Promise<readonly Finding[]> {
  // oc-mirror-v2.md 5.5: more than one channel of any type, of which the OCP ones are joined.
  const joined = results.filter(
    (result) => (result.channel.type ?? 'ocp') === 'ocp' && result.nodes.length > 0,
  );
  if (input.channels.length < 2 || joined.length === 0) return [];
  const lookup: GraphLookup = (channel) => input.lookup(channel, 'ocp');
  const crossing = await crossChannelPath(joined, lookup);
  const names = joined.map((result) => result.channel.name).join(', ');
  chosen.add(crossing.nodes, names);
  if (new Set(joined.map((result) => result.channel.name)).size < 2) return crossing.findings;
  const graph = uniteGraphs([...joined.map((result) => result.graph), ...crossing.graphs]);
  const ends = joined
    .flatMap((result) => result.nodes)
    .toSorted((a, b) => compareVersions(a.version, b.version));
  const [from, to] = [ends[0], ends.at(-1)].map((end) =>
    graph.nodes.find((node) => node.version.text === end?.version.text),
  );
  if (from === undefined || to === undefined) return crossing.findings;
  const answer = describeRoute({
    graph,
    from,
    to,
    selected: chosen.versions,
    channel: names,
    architecture: input.architecture,
    asked: true,
    addIntermediate: input.addIntermediate ?? false,
  });
  chosen.add(answer.added, names);
  return [...crossing.findings, ...answer.findings];
}
