import {
  maximumYamlLength,
  SluiceError,
  type ArchiveView,
  type Finding,
  type SetBrief,
  type SetOriginView,
} from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { describeSet, type OpenedSet, type SetDescription } from '../../archive/index.ts';
import { findingMessage } from '../observer.ts';
import { readSetOrigin, type SetOrigin } from '../set-content/index.ts';
import { openCheckedSet } from '../seal/index.ts';
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
      const brief = await briefs(path).catch(() => undefined);
      const set = await openCheckedSet(desk.services, path, { signal });
      try {
        const description = describeSet(set);
        const { text, findings } = await readConfiguration(set);
        const { signature } = set;
        const known = {
          ...(brief ?? briefFrom(description)),
          ...(set.manifest !== undefined && { signature }),
        };
        const view = toView(description, known, display, findings);
        const origin = await readSetOrigin(set, signal);
        return {
          ...view,
          ...(text !== undefined && { configuration: text }),
          ...(origin !== undefined && { origin: asView(origin) }),
        };
      } finally {
        await set.close();
      }
    },
  };
}

/** The configuration that the set was made with; the newest, should there be several. A damaged one is told of. */
async function readConfiguration(
  set: OpenedSet,
): Promise<{ readonly text?: string; readonly findings: readonly Finding[] }> {
  const name = [...set.files.keys()]
    .filter((each) => each.startsWith('isc_'))
    .sort()
    .at(-1);
  if (name === undefined) return { findings: [] };
  try {
    const bytes = await set.readFile(name, maximumYamlLength);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), findings: [] };
  } catch (error) {
    const { code, params, affected } =
      error instanceof SluiceError ? error : new SluiceError('FILE_NOT_TEXT', { params: { path: name } });
    return { findings: [{ level: 'warning', code, params, affected }] };
  }
}

function toView(
  description: SetDescription,
  brief: SetBrief,
  display: string,
  more: readonly Finding[],
): ArchiveView {
  const { set } = description;
  const { release = 0, operator = 0, additional = 0, helm = 0 } = set?.images ?? {};
  return {
    brief: { ...brief, releases: distinctReleases(brief, description) },
    display,
    ...(set !== undefined && { tool: set.tool, layout: set.layout }),
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
    findings: [...description.problems, ...more].map((finding) => ({
      level: finding.level,
      message: findingMessage(finding),
    })),
  };
}

function asView({ images, hosts }: SetOrigin): SetOriginView {
  return { images: { ...images }, ...(hosts !== undefined && { hosts: hosts.map((host) => ({ ...host })) }) };
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
