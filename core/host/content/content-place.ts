import type { ConfigProblemView, ContentSource, Message, Site } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { placeKey, rememberedEnd, type LookupMemory } from '../lookups/index.ts';
import { archiveEnd, registryEnd } from '../mirror/source-end.ts';
import type { SourceEnd } from '../mirror/task.ts';
import { openNetwork, type Network } from '../network.ts';
import type { Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { untilAborted } from '../until-aborted.ts';

/** The parts of the desk that looking content up takes. */
export type ContentDesk = Pick<Desk, 'services' | 'paths' | 'workplaces'> & {
  readonly lookups: LookupMemory;
};

/** What a page wants to be looked up, and where. */
export interface ContentQuestion {
  readonly site: Site;
  readonly source: ContentSource;
  /** The configuration that it is for, so that every host it names is redirected. */
  readonly yaml?: string;
  readonly references?: readonly string[];
  readonly signal: AbortSignal;
}

/** A place that content is read from, opened. */
export interface ContentPlace {
  readonly services: HostServices;
  readonly end: SourceEnd;
  readonly network: Network;
  /** Stands for the services, mirrors and security that it is read with (see placeKey). */
  readonly key: string;
  /** What was told on the way: used graphs that were carried, token services, clocks. */
  readonly told: readonly { readonly level: ConfigProblemView['level']; readonly message: Message }[];
}

/**
 * Opens the place, does `work`, closes it. Throws the codes of a token that is not good any more, SET_REFUSED,
 * PRACTICE_NOT_RUNNING, and what `work` throws; the signal's reason as soon as it is aborted.
 */
export async function atContentPlace<Result>(
  desk: ContentDesk,
  question: ContentQuestion,
  work: (place: ContentPlace) => Promise<Result>,
): Promise<Result> {
  question.signal.throwIfAborted();
  return untilAborted(question.signal, open(desk, question, work));
}

async function open<Result>(
  desk: ContentDesk,
  { site, source, yaml, references, signal }: ContentQuestion,
  work: (place: ContentPlace) => Promise<Result>,
): Promise<Result> {
  const folder = source.kind === 'archive' ? desk.paths.resolve(source.folder, ['archive-in']) : undefined;
  const { services, network: request } = await desk.workplaces.readingFrom(site, source, {
    ...(yaml !== undefined && { yaml }),
    ...(references !== undefined && { references }),
  });
  const told: ContentPlace['told'][number][] = [];
  const observer: Observer = (event) => {
    if (event.type === 'finding') told.push({ level: event.level, message: event.message });
  };
  const network = await openNetwork(services, request, observer);
  try {
    const opened =
      folder === undefined
        ? registryEnd(services, network, observer)
        : await archiveEnd(services, folder, observer, signal);
    const key = await placeKey(services, request);
    const end = rememberedEnd(desk.lookups, key, opened, network);
    try {
      return await work({ services, end, network, key, told });
    } finally {
      await end.close();
    }
  } finally {
    await network.close();
  }
}
