import type { CommandOutput, Site } from '../../contract/index.ts';
import type { ContentDesk, ContentQuestion } from './content-place.ts';
import { listChannels } from './list-channels.ts';

type Channels = CommandOutput<'releases.channels'>;

/** Lists channels, and remembers for each site the newest stable one: a new configuration begins with it. */
export function channelsToBeginWith(desk: ContentDesk): {
  list(question: ContentQuestion): Promise<Channels>;
  /** Undefined when none is known: nobody is made to wait for a network to get a first form. */
  newest(site: Site, signal: AbortSignal): Promise<string | undefined>;
} {
  const known = new Map<string, string>();
  // What practice has is nothing to begin with in earnest, and the other way round.
  const isPractice = (site: Site): Promise<boolean> =>
    desk.workplaces.at(site).then(
      ({ practice }) => practice,
      () => false,
    );
  const list = async (question: ContentQuestion): Promise<Channels> => {
    const listed = await listChannels(desk, question);
    const newest = listed.channels.find(({ group }) => group === 'stable') ?? listed.channels[0];
    if (newest !== undefined) known.set(`${question.site} ${await isPractice(question.site)}`, newest.name);
    return listed;
  };
  return {
    list,
    newest: async (site, signal) => {
      const practice = await isPractice(site);
      const name = known.get(`${site} ${practice}`);
      if (name !== undefined || !practice) return name;
      // Practice answers from this machine, at once.
      await list({ site, source: { kind: 'upstream' }, signal }).catch(() => signal.throwIfAborted());
      return known.get(`${site} ${practice}`);
    },
  };
}
