import type { HandlersOf } from '../app/handlers.ts';
import { readConfig } from './config-reader.ts';
import { channelsToBeginWith } from './begin-channels.ts';
import type { ContentDesk } from './content-place.ts';
import { releaseGraph } from './release-graph.ts';
import { resolveReferences } from './resolve-images.ts';
import { templatesFor } from './templates.ts';
import { textEdits } from './text-edits.ts';
import { updatePaths } from './update-paths.ts';

export { describeConfig } from './describe-config.ts';

export type ContentHandlers = HandlersOf<'config'> &
  HandlersOf<'releases'> &
  HandlersOf<'images'> &
  HandlersOf<'content'>;

/** Choosing content: the configuration as text and as forms, releases, images. */
export function createContentHandlers(
  desk: ContentDesk & {
    /** Forgets what others remember of the same places. */
    readonly forget?: () => void;
  },
): ContentHandlers {
  const channels = channelsToBeginWith(desk);
  return {
    'config.templates': async ({ site }, { signal }) => ({
      templates: templatesFor(site, await channels.toBeginWith(site, signal)),
    }),
    'config.describe': ({ yaml }, { signal }) => readConfig(desk.services, { yaml, edits: [] }, signal),
    'config.apply': async ({ yaml, edits }, { signal }) =>
      readConfig(desk.services, { yaml, edits: await textEdits(desk, edits, signal) }, signal),
    'releases.channels': ({ site, source }, { signal }) => channels.list({ site, source, signal }),
    'releases.graph': (input, { signal }) => releaseGraph(desk, { ...input, signal }),
    'releases.paths': async (input, { signal }) => ({
      paths: await updatePaths(desk, { ...input, signal }),
    }),
    'images.resolve': async (input, { signal }) => ({
      images: await resolveReferences(desk, { ...input, signal }),
    }),
    'content.refresh': () => {
      desk.lookups.clear();
      desk.forget?.();
      return Promise.resolve({});
    },
  };
}
