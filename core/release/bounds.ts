import type { GoPattern } from '../config/index.ts';
import type { Finding } from '../contract/index.ts';
import type { ChannelSelection } from './platform.ts';
import { findNode, type ReleaseNode, type UpdateGraph } from './graph.ts';
import { compareVersions, parseVersion, type ReleaseVersion } from './version.ts';

export interface Bounds {
  readonly min: ReleaseVersion;
  readonly max: ReleaseVersion;
  /** Whether the configuration gave the lower bound; otherwise it follows from the channel. */
  readonly minGiven: boolean;
}

/** What a channel's bounds come to, or the findings that say why there are none. */
export interface BoundsResult {
  readonly bounds?: Bounds;
  readonly findings: readonly Finding[];
}

/**
 * The lowest and highest version of a channel that are meant (oc-mirror-v2.md 5.3). `versionFilter`
 * limits which releases count as the channel's lowest and highest. Throws RELEASE_VERSION_INVALID.
 */
export function resolveBounds(
  channel: ChannelSelection,
  graph: UpdateGraph,
  architecture: string,
  versionFilter?: GoPattern,
): BoundsResult {
  const given = {
    min: channel.minVersion === undefined ? undefined : parseVersion(channel.minVersion),
    max: channel.maxVersion === undefined ? undefined : parseVersion(channel.maxVersion),
  };
  const counted = graph.nodes.filter((node) => versionFilter?.test(node.version.text) ?? true);
  const [lowest, highest] = [counted[0]?.version, counted.at(-1)?.version];
  const params = { channel: channel.name, architecture };
  if (lowest === undefined || highest === undefined) {
    return {
      findings: [{ level: 'error', code: 'RELEASE_CHANNEL_EMPTY', params, affected: [channel.name] }],
    };
  }
  const onlyHead = given.min === undefined && given.max === undefined && channel.full !== true;
  const max = given.max ?? highest;
  const min = given.min ?? (onlyHead ? highest : lowest);
  if (compareVersions(min, max) > 0) {
    return {
      findings: [
        {
          level: 'error',
          code: 'RELEASE_RANGE_INVERTED',
          params: { ...params, min: min.text, max: max.text },
          affected: [channel.name],
        },
      ],
    };
  }
  return { bounds: { min, max, minGiven: given.min !== undefined }, findings: [] };
}

/** The releases of the range, and what has to be said about bounds that the channel does not have. */
export function selectRange(
  channel: ChannelSelection,
  graph: UpdateGraph,
  architecture: string,
  bounds: Bounds,
): { readonly nodes: readonly ReleaseNode[]; readonly findings: readonly Finding[] } {
  const nodes = graph.nodes.filter(
    ({ version }) => compareVersions(version, bounds.min) >= 0 && compareVersions(version, bounds.max) <= 0,
  );
  const params = { channel: channel.name, architecture };
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) {
    return {
      nodes: [],
      findings: [
        {
          level: 'error',
          code: 'RELEASE_RANGE_EMPTY',
          params: {
            ...params,
            min: bounds.min.text,
            max: bounds.max.text,
            lowest: graph.nodes[0]?.version.text ?? '',
            highest: graph.nodes.at(-1)?.version.text ?? '',
          },
          affected: [channel.name],
        },
      ],
    };
  }
  const absent = (version: ReleaseVersion, nearest: ReleaseNode): readonly Finding[] =>
    findNode(graph, version) === undefined
      ? [
          {
            level: 'warning',
            code: 'RELEASE_VERSION_ABSENT',
            params: { ...params, version: version.text, nearest: nearest.version.text },
            affected: [channel.name, version.text],
          },
        ]
      : [];
  return { nodes, findings: [...absent(bounds.min, first), ...absent(bounds.max, last)] };
}
