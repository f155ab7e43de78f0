import type { CommandOutput } from '../../../../../core/contract/index.ts';

export type ChannelOption = CommandOutput<'releases.channels'>['channels'][number];

export interface ChannelGroup {
  readonly minor: string;
  readonly channels: readonly ChannelOption[];
}

/** Channels whose name has every typed word in it, by minor version in the order they came (newest first). */
export function findChannels(channels: readonly ChannelOption[], typed: string): readonly ChannelGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = channels.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  return [...Map.groupBy(found, ({ minor }) => minor)].map(([minor, members]) => ({
    minor,
    channels: members,
  }));
}
