import type { CommandOutput, Site } from '../../contract/index.ts';
import { exampleRanges } from '../../practice/index.ts';
import type { ContentDesk, ContentQuestion } from './content-place.ts';
import { listChannels } from './list-channels.ts';
import type { TemplateChoice } from './templates.ts';

type Channels = CommandOutput<'releases.channels'>;

/** Lists channels, and remembers for each site the newest stable one: a new configuration begins with it. */
export function channelsToBeginWith(desk: ContentDesk): {
  list(question: ContentQuestion): Promise<Channels>;
  /** Without a channel when none is known: nobody is made to wait for a network to get a first form. */
  toBeginWith(site: Site, signal: AbortSignal): Promise<TemplateChoice>;
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
    toBeginWith: async (site, signal) => {
      const practice = await isPractice(site);
      if (!practice) return { channel: known.get(`${site} false`) };
      // Practice answers from this machine, at once.
      if (!known.has(`${site} true`)) {
        await list({ site, source: { kind: 'upstream' }, signal }).catch(() => signal.throwIfAborted());
      }
      return practised(site, known.get(`${site} true`));
    },
  };
}

/** The documented example: several releases, so that a newcomer sees a path and what each adds; an enclave has a part of them. */
function practised(site: Site, channel: string | undefined): TemplateChoice {
  if (channel !== exampleRanges.channel) return { channel };
  return { channel, range: site === 'connected' ? exampleRanges.all : exampleRanges.enclave };
}
