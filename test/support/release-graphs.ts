import { parseGraph, type UpdateGraph } from '../../core/release/index.ts';
import { digestOf } from '../../core/reference/index.ts';

export interface Risky {
  readonly from: string;
  readonly to: string;
  readonly risk: string;
}

export const ocpRelease = 'quay.io/openshift-release-dev/ocp-release';

/** The payload that a test graph gives to a version. */
export function payloadOf(version: string): string {
  return `${ocpRelease}@${digestOf(version)}`;
}

/** The answer of an update service: versions, `from>to` edges, conditional edges. */
export function graphJson(
  versions: readonly string[],
  edges: readonly string[] = [],
  conditional: readonly Risky[] = [],
): string {
  return JSON.stringify({
    version: 1,
    nodes: versions.map((version) => ({ version, payload: payloadOf(version), metadata: {} })),
    edges: edges.map((edge) => edge.split('>').map((version) => versions.indexOf(version))),
    conditionalEdges: conditional.map(({ from, to, risk }) => ({
      edges: [{ from, to }],
      risks: [{ name: risk, message: `${risk} may break.`, url: `https://risk.example/${risk}` }],
    })),
  });
}

export function graphOf(
  versions: readonly string[],
  edges: readonly string[] = [],
  conditional: readonly Risky[] = [],
): UpdateGraph {
  return parseGraph(Buffer.from(graphJson(versions, edges, conditional)), 'test');
}
