import { z } from 'zod';
import { isShallowJson, listUntilFault, SluiceError } from '../contract/index.ts';
import { compareVersions, readVersion, type ReleaseVersion } from './version.ts';

/** One release in an update graph. */
export interface ReleaseNode {
  readonly version: ReleaseVersion;
  /** The payload's reference as the graph gives it; checked only when the release is selected. */
  readonly payload: string;
  /** Channels that the graph says the release is in. */
  readonly channels: readonly string[];
  /** Its advisory, when known. */
  readonly url?: string;
}

/** Why an update is only recommended to some clusters. */
export interface UpdateRisk {
  readonly name: string;
  readonly message: string;
  readonly url: string;
}

/** An update from one release to another; with risks when it is conditional. */
export interface UpdateEdge {
  readonly from: ReleaseNode;
  readonly to: ReleaseNode;
  readonly risks: readonly UpdateRisk[];
}

/** A channel's releases, ascending, and the updates between them, highest target first. */
export interface UpdateGraph {
  readonly nodes: readonly ReleaseNode[];
  readonly edges: ReadonlyMap<ReleaseNode, readonly UpdateEdge[]>;
  /** Edges that named no release of the graph, and so were left out. */
  readonly danglingEdges: number;
}

export interface GraphLimits {
  /** Bytes of the answer. */
  readonly bytes: number;
  readonly nodes: number;
  readonly edges: number;
}

// registry-client.md 4.6
export const defaultGraphLimits: GraphLimits = { bytes: 64 * 1024 * 1024, nodes: 20_000, edges: 4_000_000 };

const text = z.string();
const graphSchema = z.object({
  nodes: listUntilFault(
    z.object({ version: text, payload: text, metadata: z.record(text, text).nullish() }),
  ).nullish(),
  edges: listUntilFault(z.tuple([z.number(), z.number()])).nullish(),
  conditionalEdges: listUntilFault(
    z.object({
      edges: listUntilFault(z.object({ from: text, to: text })).nullish(),
      risks: listUntilFault(
        z.object({ name: text.default(''), message: text.default(''), url: text.default('') }),
      ).nullish(),
    }),
  ).nullish(),
});
type GraphDocument = z.infer<typeof graphSchema>;

const channelsKey = 'io.openshift.upgrades.graph.release.channels';

/**
 * Reads an answer of the update service (oc-mirror-v2.md 5.1). `where` names it in errors, such as
 * `amd64-stable-4.15`. Throws RELEASE_GRAPH_TOO_LARGE, RELEASE_GRAPH_INVALID or RELEASE_GRAPH_VERSION_INVALID.
 */
export function parseGraph(
  bytes: Uint8Array,
  where: string,
  limits: GraphLimits = defaultGraphLimits,
): UpdateGraph {
  if (bytes.length > limits.bytes) throw tooLarge(where, limits.bytes);
  const document = readDocument(bytes, where);
  const rows = document.nodes ?? [];
  const edgeCount =
    (document.edges?.length ?? 0) +
    (document.conditionalEdges ?? []).reduce((count, group) => count + (group.edges?.length ?? 0), 0);
  if (rows.length > limits.nodes || edgeCount > limits.edges) throw tooLarge(where, limits.bytes);
  return buildGraph(
    document,
    rows.map((row) => toNode(row, where)),
  );
}

function tooLarge(where: string, limit: number): SluiceError {
  return new SluiceError('RELEASE_GRAPH_TOO_LARGE', { params: { graph: where, limit }, stage: 'collect' });
}

/** How deep objects and lists of an answer may lie within each other; they need six levels. */
const deepest = 64;

function readDocument(bytes: Uint8Array, where: string): GraphDocument {
  const invalid = (detail: string, cause?: unknown): SluiceError =>
    new SluiceError('RELEASE_GRAPH_INVALID', { params: { graph: where }, stage: 'collect', detail, cause });
  let json: unknown;
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!isShallowJson(source, deepest)) throw new RangeError('nested too deeply');
    json = JSON.parse(source);
  } catch (error) {
    throw invalid('The answer is not JSON.', error);
  }
  const result = graphSchema.safeParse(json);
  if (!result.success) throw invalid(z.prettifyError(result.error).slice(0, 1000));
  return result.data;
}

function toNode(row: NonNullable<GraphDocument['nodes']>[number], where: string): ReleaseNode {
  const version = readVersion(row.version);
  // oc-mirror-v2.md 5.1: one bad version fails the whole answer, because what it hides cannot be known.
  if (version === undefined) {
    throw new SluiceError('RELEASE_GRAPH_VERSION_INVALID', {
      params: { graph: where, version: row.version.slice(0, 100) },
      stage: 'collect',
    });
  }
  const channels = row.metadata?.[channelsKey]?.split(',').map((channel) => channel.trim()) ?? [];
  const url = row.metadata?.['url'];
  return {
    version,
    payload: row.payload,
    channels: channels.filter((channel) => channel !== ''),
    ...(url !== undefined && url !== '' && { url }),
  };
}

function buildGraph(document: GraphDocument, rows: readonly ReleaseNode[]): UpdateGraph {
  const edges: UpdateEdge[] = [];
  const known = new Set<string>();
  const add = (
    from: ReleaseNode | undefined,
    to: ReleaseNode | undefined,
    risks: readonly UpdateRisk[],
  ): boolean => {
    if (from === undefined || to === undefined) return false;
    const key = `${from.version.text} ${to.version.text}`;
    // An update that is recommended without a condition stays so.
    if (!known.has(key)) edges.push({ from, to, risks });
    known.add(key);
    return true;
  };
  let danglingEdges = 0;
  for (const [from, to] of document.edges ?? []) if (!add(rows[from], rows[to], [])) danglingEdges++;
  const byText = new Map(rows.map((node) => [node.version.text, node]));
  for (const group of document.conditionalEdges ?? []) {
    // Conditional edges routinely name releases of other channels; those are not dangling.
    for (const { from, to } of group.edges ?? []) add(byText.get(from), byText.get(to), group.risks ?? []);
  }
  return indexGraph(rows, edges, danglingEdges);
}

function indexGraph(
  rows: readonly ReleaseNode[],
  list: readonly UpdateEdge[],
  danglingEdges: number,
): UpdateGraph {
  const edges = new Map<ReleaseNode, UpdateEdge[]>();
  for (const edge of list) {
    const outgoing = edges.get(edge.from);
    if (outgoing === undefined) edges.set(edge.from, [edge]);
    else outgoing.push(edge);
  }
  for (const outgoing of edges.values()) outgoing.sort((a, b) => compareVersions(b.to.version, a.to.version));
  return {
    nodes: [...rows].sort((a, b) => compareVersions(a.version, b.version)),
    edges,
    danglingEdges,
  };
}

/** The release of this rank in the graph. */
export function findNode(graph: UpdateGraph, version: ReleaseVersion): ReleaseNode | undefined {
  return graph.nodes.find((node) => compareVersions(node.version, version) === 0);
}

/** Several channels' graphs as one: the first graph's node stands for a release that several have. */
export function uniteGraphs(graphs: readonly UpdateGraph[]): UpdateGraph {
  const nodes = new Map<string, ReleaseNode>();
  for (const graph of graphs) {
    for (const node of graph.nodes) {
      if (!nodes.has(node.version.text)) nodes.set(node.version.text, node);
    }
  }
  const edges = new Map<string, UpdateEdge>();
  for (const edge of graphs.flatMap((graph) => [...graph.edges.values()].flat())) {
    const from = nodes.get(edge.from.version.text);
    const to = nodes.get(edge.to.version.text);
    const key = `${edge.from.version.text} ${edge.to.version.text}`;
    const known = edges.get(key);
    if (from === undefined || to === undefined || known?.risks.length === 0) continue;
    if (known === undefined || edge.risks.length === 0) edges.set(key, { from, to, risks: edge.risks });
  }
  return indexGraph([...nodes.values()], [...edges.values()], 0);
}
