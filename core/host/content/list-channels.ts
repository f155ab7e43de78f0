import type { CommandOutput, ContentSource } from '../../contract/index.ts';
import { parseChannelName } from '../../release/index.ts';
import { atContentPlace, type ContentDesk, type ContentQuestion } from './content-place.ts';

type Channels = CommandOutput<'releases.channels'>;

/** Channels for most people first; others follow by name. */
const groups = ['stable', 'fast', 'eus', 'candidate'];

/** The channels that can be chosen from here, newest minor release first. */
export async function listChannels(desk: ContentDesk, question: ContentQuestion): Promise<Channels> {
  return atContentPlace(desk, question, async ({ end }) => {
    const { names, from } = await end.channels(question.signal);
    return { channels: orderedChannels(names), origin: originOf(question.source, from) };
  });
}

/** Names that do not end in a minor release (`4-stable` of OKD) are left out: no form can order them. */
export function orderedChannels(names: readonly string[]): Channels['channels'] {
  const parsed = [...new Set(names)].flatMap((name) => {
    const parts = parseChannelName(name);
    return parts === undefined ? [] : [{ name, ...parts }];
  });
  const rank = (group: string): number => {
    const at = groups.indexOf(group);
    return at < 0 ? groups.length : at;
  };
  return parsed
    .toSorted(
      (a, b) =>
        b.major - a.major ||
        b.minor - a.minor ||
        rank(a.prefix) - rank(b.prefix) ||
        (a.prefix < b.prefix ? -1 : 1),
    )
    .map(({ name, prefix, major, minor }) => ({ name, group: prefix, minor: `${major}.${minor}` }));
}

/** Where release data came from, as the page is told. */
export function originOf(source: ContentSource, from: 'service' | 'set' | undefined): Channels['origin'] {
  if (source.kind === 'archive') return 'archive';
  return from === 'set' ? 'carried' : 'update-service';
}
