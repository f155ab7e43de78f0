import type { Digest } from '../../reference/index.ts';
import { errataUrl } from './payload.ts';
import { releaseRepository, type PracticeRelease } from './releases.ts';
import { gzipStored } from './stored.ts';
import { tarOf } from './tar.ts';

export interface GraphNode {
  readonly version: string;
  /** Digest reference of the release payload. */
  readonly payload: string;
  readonly digest: Digest;
  readonly channels: readonly string[];
  readonly architecture: 'amd64';
}

export interface ConditionalRisk {
  readonly url: string;
  readonly name: string;
  readonly message: string;
  readonly matchingRules: readonly object[];
}

/** The sample update graph over all channels; edges by version. */
export interface UpdateGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly (readonly [string, string])[];
  readonly conditionalEdges: readonly {
    readonly edges: readonly (readonly [string, string])[];
    readonly risks: readonly ConditionalRisk[];
  }[];
}

const channelsOf415 = ['candidate-4.15', 'fast-4.15', 'stable-4.15'];

const risk: ConditionalRisk = {
  url: 'https://issues.example.invalid/PRACTICE-1',
  name: 'PracticeNetworkRestart',
  message:
    'Updating from 4.15.1 to 4.15.3 restarts the network of clusters with more than 100 nodes twice. Practice example of a risk; go through 4.15.2 to avoid it.',
  matchingRules: [{ type: 'PromQL', promql: { promql: 'cluster:node_count > 100' } }],
};

export function updateGraph(releases: readonly PracticeRelease[]): UpdateGraph {
  return {
    nodes: releases.map(({ version, digest }) => ({
      version,
      digest,
      payload: `${releaseRepository}@${digest}`,
      channels: version.startsWith('4.14.')
        ? ['candidate-4.14', 'fast-4.14', 'stable-4.14', ...channelsOf415]
        : channelsOf415,
      architecture: 'amd64',
    })),
    edges: [
      ['4.14.20', '4.15.0'],
      ['4.14.20', '4.15.2'],
      ['4.15.0', '4.15.1'],
      ['4.15.0', '4.15.2'],
      ['4.15.0', '4.15.3'],
      ['4.15.1', '4.15.2'],
      ['4.15.2', '4.15.3'],
    ],
    conditionalEdges: [{ edges: [['4.15.1', '4.15.3']], risks: [risk] }],
  };
}

export interface GraphQuestion {
  readonly channel: string;
  readonly architecture: string;
  /** Which payloads the answering server knows. */
  readonly holds: (digest: Digest) => boolean;
}

/**
 * The answer of an update service (Cincinnati protocol, version 1) about one channel: a
 * channel or architecture that it does not know gets an empty graph, not an error.
 */
export function answerGraph(graph: UpdateGraph, question: GraphQuestion): object {
  const nodes = graph.nodes.filter(
    ({ channels, architecture, digest }) =>
      channels.includes(question.channel) && architecture === question.architecture && question.holds(digest),
  );
  const position = new Map(nodes.map(({ version }, at) => [version, at]));
  const known = ([from, to]: readonly [string, string]): boolean => position.has(from) && position.has(to);
  return {
    version: 1,
    nodes: nodes.map(({ version, payload, digest, channels }) => ({
      version,
      payload,
      metadata: {
        'io.openshift.upgrades.graph.release.channels': channels.join(','),
        'io.openshift.upgrades.graph.release.manifestref': digest,
        url: errataUrl(version),
      },
    })),
    edges: graph.edges.filter(known).map(([from, to]) => [position.get(from), position.get(to)]),
    conditionalEdges: graph.conditionalEdges
      .map(({ edges, risks }) => ({
        edges: edges.filter(known).map(([from, to]) => ({ from, to })),
        risks,
      }))
      .filter(({ edges }) => edges.length > 0),
  };
}

/** The graph data as `api/upgrades_info/graph-data` serves it: a gzip'ed tar that a graph image is made of. */
export function graphDataArchive(graph: UpdateGraph): Buffer {
  const channels = [...new Set(graph.nodes.flatMap((node) => node.channels))].sort();
  const versions = (channel: string): string =>
    graph.nodes
      .filter((node) => node.channels.includes(channel))
      .map(({ version }) => `- ${version}\n`)
      .join('');
  return gzipStored(
    tarOf([
      { path: 'version', content: '1.1.0\n' },
      { path: 'README.md', content: 'Graph data of the practice environment.\n' },
      ...channels.map((channel) => ({
        path: `channels/${channel}.yaml`,
        content: `name: ${channel}\nversions:\n${versions(channel)}`,
      })),
      {
        path: 'blocked-edges/4.15.3-practice-network-restart.yaml',
        content: `to: 4.15.3
from: 4[.]15[.]1
url: ${risk.url}
name: ${risk.name}
message: ${JSON.stringify(risk.message)}
matchingRules:
- type: PromQL
  promql:
    promql: cluster:node_count > 100
`,
      },
    ]),
  );
}
