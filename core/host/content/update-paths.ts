import type { PlatformConfig } from '../../config/index.ts';
import type { UpdatePath } from '../../contract/index.ts';
import {
  bestRoute,
  compareVersions,
  findReleases,
  graphName,
  parseChannelName,
  uniteGraphs,
  type ReleaseNode,
  type TargetResult,
  type UpdateGraph,
} from '../../release/index.ts';
import { atContentPlace, type ContentDesk, type ContentQuestion } from './content-place.ts';
import { parsedConfiguration } from './parsed-configuration.ts';

export interface PathsQuestion extends ContentQuestion {
  readonly yaml: string;
}

/**
 * How a cluster gets from the lowest to the highest release of each channel, and across all channels: which
 * releases it passes through, and which of them the configuration leaves out (DESIGN section 6, EUS). Throws
 * CONFIG_REFUSED, and the failure when no release could be looked up at all.
 */
export async function updatePaths(desk: ContentDesk, question: PathsQuestion): Promise<UpdatePath[]> {
  const { yaml, signal } = question;
  const { platform } = parsedConfiguration(yaml).mirror;
  if (platform === undefined || platform.release !== undefined || platform.channels.length === 0) return [];
  return atContentPlace(desk, question, async ({ end }) => {
    const result = await findReleases({ platform, inputs: end.releaseInputs, signal });
    const [failure] = result.errors;
    if (result.releases.length === 0 && failure !== undefined) throw failure;
    return pathsOf(platform, result);
  });
}

/** The paths in a result of `findReleases`. Architectures mostly have the same graph: what is the same is said once. */
export function pathsOf(platform: Pick<PlatformConfig, 'channels'>, result: TargetResult): UpdatePath[] {
  const architectures = [...new Set(result.releases.map(({ architecture }) => architecture))];
  const service = [...result.graphs.values()].every(({ from }) => from !== 'set');
  const paths = architectures.flatMap((architecture) => pathsOn(platform, result, architecture, service));
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

function pathsOn(
  platform: Pick<PlatformConfig, 'channels'>,
  { releases, graphs }: TargetResult,
  architecture: string,
  service: boolean,
): UpdatePath[] {
  const here = releases.filter((release) => release.architecture === architecture);
  const selected = new Set(here.flatMap(({ version }) => version ?? []));
  const graphOf = (channel: string): UpdateGraph | undefined =>
    graphs.get(graphName({ architecture, channel }))?.graph;
  const configured = platform.channels.map(({ name }) => name);
  const known = new Map(
    configured.flatMap((name) => {
      const graph = graphOf(name);
      return graph === undefined ? [] : [[name, graph] as const];
    }),
  );
  const walk = (graph: UpdateGraph, versions: ReadonlySet<string>): UpdatePath[] => {
    const ends = graph.nodes.filter(({ version }) => versions.has(version.text));
    const [from, to] = [ends[0], ends.at(-1)];
    if (from === undefined || to === undefined || from === to) return [];
    const route = bestRoute(graph, from, to, selected);
    return [
      {
        from: from.version.text,
        to: to.version.text,
        versions: route?.nodes.map(({ version }) => version.text) ?? [],
        missing: (route?.missing ?? []).map((node) => ({
          version: node.version.text,
          channel: channelFor(node, configured, known, service),
        })),
      },
    ];
  };
  const single = [...known].flatMap(([name, graph]) =>
    walk(
      graph,
      new Set(here.filter(({ channels }) => channels.includes(name)).flatMap(({ version }) => version ?? [])),
    ),
  );
  const all = [...graphs].flatMap(([name, { graph }]) =>
    name.startsWith(`${architecture}-`) ? [graph] : [],
  );
  const across = known.size < 2 ? [] : walk(uniteGraphs(all), selected);
  return [...single, ...across];
}

/**
 * The channel by which a missing release is best added. A channel of its own minor release that the file does not
 * have yet can be added with exactly this release; one that it has would get a wider range. What was carried here
 * has only the graphs of the configured channels.
 */
function channelFor(
  node: ReleaseNode,
  configured: readonly string[],
  known: ReadonlyMap<string, UpdateGraph>,
  service: boolean,
): string {
  const holding = [...known].flatMap(([name, graph]) =>
    graph.nodes.some(({ version }) => compareVersions(version, node.version) === 0) ? [name] : [],
  );
  const groups = new Set([
    ...configured.flatMap((name) => parseChannelName(name)?.prefix ?? []),
    'stable',
    'fast',
    'candidate',
  ]);
  const own = [...groups]
    .map((group) => `${group}-${node.version.major}.${node.version.minor}`)
    .find((name) => node.channels.includes(name) && !configured.includes(name));
  return (service ? own : undefined) ?? holding[0] ?? own ?? node.channels[0] ?? configured[0] ?? '';
}
