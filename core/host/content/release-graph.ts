import { SluiceError, type ReleaseGraphView, type UpdateEdgeView } from '../../contract/index.ts';
import type { UpdateGraph } from '../../release/index.ts';
import { atContentPlace, type ContentDesk, type ContentQuestion } from './content-place.ts';
import { originOf } from './list-channels.ts';

export interface GraphQuestion extends ContentQuestion {
  readonly channel: string;
  readonly architecture: string;
}

/** A channel's releases and updates. Throws RELEASE_CHANNEL_EMPTY when there is nothing under this name. */
export async function releaseGraph(desk: ContentDesk, question: GraphQuestion): Promise<ReleaseGraphView> {
  const { channel, architecture, signal } = question;
  return atContentPlace(desk, question, async ({ end, told }) => {
    const answer = await end.releaseInputs.graph({ type: 'ocp', channel, architecture }, signal);
    const { graph } = answer;
    if (graph.nodes.length === 0) {
      throw new SluiceError('RELEASE_CHANNEL_EMPTY', {
        params: { channel, architecture },
        stage: 'collect',
        affected: [channel],
      });
    }
    const dangling: ReleaseGraphView['findings'] =
      graph.danglingEdges === 0
        ? []
        : [
            {
              level: 'warning',
              message: {
                code: 'RELEASE_GRAPH_EDGES_DANGLING',
                params: { channel, architecture, count: graph.danglingEdges },
                affected: [channel],
              },
            },
          ];
    return {
      channel,
      architecture,
      nodes: graph.nodes.map(({ version, channels, url }) => ({
        version: version.text,
        channels: [...channels],
        ...(url !== undefined && { url }),
      })),
      edges: edgesOf(graph),
      origin: originOf(question.source, answer.from),
      findings: [...told, ...dangling],
    };
  });
}

/** By release, ascending; of one release's updates the highest first. */
function edgesOf(graph: UpdateGraph): UpdateEdgeView[] {
  return graph.nodes.flatMap((node) =>
    (graph.edges.get(node) ?? []).map(({ from, to, risks }) => ({
      from: from.version.text,
      to: to.version.text,
      risks: risks.map(({ name, message, url }) => ({ name, message: message.trim(), url })),
    })),
  );
}
