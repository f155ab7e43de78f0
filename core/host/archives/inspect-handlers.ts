import type { ArchiveView, SetBrief } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { inspect, type SetDescription } from '../media-commands.ts';
import { findingMessage } from '../observer.ts';
import { displayText } from '../paths/display.ts';
import type { SetBriefs } from './set-brief.ts';

/** `archives.*`: what lies in a folder, offline. */
export function archiveHandlers(
  desk: Pick<Desk, 'services' | 'paths'>,
  briefs: SetBriefs,
): HandlersOf<'archives'> {
  return {
    'archives.inspect': async ({ folder }, { signal }) => {
      const path = desk.paths.resolve(folder, ['archive-in', 'archive-out']);
      // Throws when the folder is gone, or leads elsewhere by now.
      const { display } = await desk.paths.describe(folder);
      const description = await inspect(desk.services, path, { signal });
      const brief = await briefs(path).catch(() => undefined);
      return toView(description, brief ?? briefFrom(description), displayText(display));
    },
  };
}

function toView(description: SetDescription, brief: SetBrief, display: string): ArchiveView {
  const { set } = description;
  const { release = 0, operator = 0, additional = 0, helm = 0 } = set?.images ?? {};
  return {
    brief: { ...brief, releases: distinctReleases(brief, description) },
    display,
    ...(set !== undefined && { tool: set.tool, layout: set.layout }),
    ...(description.configurationFile !== undefined && { configuration: description.configurationFile }),
    releases: description.releases.map((each) => ({ ...each })),
    ...(set !== undefined && { images: { release, operator, additional, helm } }),
    expectedBlobs: set?.expectedBlobs ?? 0,
    expectedBytes: set?.expectedBytes ?? 0,
    missing: (set?.missing ?? []).map((each) => ({ ...each })),
    chunks: description.chunks.map((each) => ({ ...each })),
    repositories: description.repositories,
    tags: description.tags,
    blobs: description.blobs,
    blobBytes: description.blobBytes,
    earlier: [...description.earlier],
    findings: description.problems.map((finding) => ({
      level: finding.level,
      message: findingMessage(finding),
    })),
  };
}

/** oc-mirror's sets name their releases only inside. */
function distinctReleases(brief: SetBrief, description: SetDescription): string[] {
  return brief.releases.length > 0
    ? [...brief.releases]
    : [...new Set(description.releases.map(({ version }) => version))];
}

function briefFrom(description: SetDescription): SetBrief {
  return {
    kind: description.kind,
    complete: 'unknown',
    releases: [],
    bytes: description.chunks.reduce((sum, { size }) => sum + size, 0),
    chunks: description.chunks.length,
    problems: [],
  };
}
