import type { ChannelGraph, ChannelProblem } from './channel-graph.ts';
import { someOf, type Fault } from './fault.ts';

const codes = {
  empty: 'CATALOG_CHANNEL_EMPTY',
  duplicate: 'CATALOG_CHANNEL_DUPLICATE_ENTRY',
  self: 'CATALOG_CHANNEL_SELF_REFERENCE',
  headless: 'CATALOG_CHANNEL_WITHOUT_HEAD',
  heads: 'CATALOG_CHANNEL_SEVERAL_HEADS',
  cycle: 'CATALOG_CHANNEL_CYCLE',
} as const satisfies Record<ChannelProblem['kind'], string>;

/** What is wrong with a channel, each with the entries it concerns. */
export function channelFaults(
  packageName: string,
  channel: string,
  graph: Pick<ChannelGraph, 'problems'>,
): readonly Fault[] {
  return graph.problems.map(({ kind, names }) => ({
    code: codes[kind],
    params: {
      package: packageName,
      channel,
      entries: kind === 'cycle' ? someOf([...names, ...names.slice(0, 1)]) : someOf(names),
    },
    affected: [`${packageName}/${channel}`],
  }));
}
