import { SluiceError } from '../contract/index.ts';
import type { RepositoryName } from '../image/index.ts';
import type { ReleaseInputs } from './inputs.ts';

/** All tags of a repository. */
export interface TagLister {
  listTags(repository: RepositoryName, signal?: AbortSignal): Promise<readonly string[]>;
}

export const listableArchitectures = ['amd64', 'arm64', 's390x', 'ppc64le', 'multi'] as const;

export interface ListReleasesInput {
  readonly inputs: Pick<ReleaseInputs, 'graph'>;
  /** Needed only when neither version nor channel is given. */
  readonly tags?: TagLister | undefined;
  /** A minor release such as `4.18`. */
  readonly version?: string | undefined;
  readonly channel?: string | undefined;
  /** List the channels of `version` instead of releases. */
  readonly channels?: boolean | undefined;
  readonly architectures?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type ReleaseListing =
  | { readonly kind: 'minors'; readonly minors: readonly string[] }
  | { readonly kind: 'channels'; readonly version: string; readonly channels: readonly string[] }
  | {
      readonly kind: 'releases';
      readonly channel: string;
      readonly architectures: readonly {
        readonly architecture: string;
        readonly versions: readonly string[];
      }[];
    };

const releaseRepository: RepositoryName = 'quay.io/openshift-release-dev/ocp-release';

/**
 * What `list releases` shows (oc-mirror-v2.md 2.5): minor releases, the channels of one, or the releases of a
 * channel on each architecture, all ascending. Throws RELEASE_LIST_VERSION_MISSING,
 * RELEASE_LIST_ARCHITECTURE_UNKNOWN, RELEASE_CHANNEL_EMPTY, and what the inputs throw.
 */
export async function listReleases(input: ListReleasesInput): Promise<ReleaseListing> {
  const { version, channel } = input;
  if (input.channels === true) return listChannels(input, version);
  if (version === undefined && channel === undefined) return listMinors(input);
  return listVersions(input, channel ?? `stable-${version ?? ''}`);
}

async function listMinors({ tags, signal }: ListReleasesInput): Promise<ReleaseListing> {
  if (tags === undefined) throw new SluiceError('RELEASE_LIST_VERSION_MISSING');
  const minors = new Set<string>();
  for (const tag of await tags.listTags(releaseRepository, signal)) {
    const match = tag.endsWith('.sig') ? null : /^(\d+)\.(\d+)\./.exec(tag);
    if (match !== null) minors.add(`${match[1]}.${match[2]}`);
  }
  const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return { kind: 'minors', minors: [...minors].toSorted(byNumber) };
}

async function listChannels(
  { inputs, channel, signal }: ListReleasesInput,
  version: string | undefined,
): Promise<ReleaseListing> {
  if (version === undefined) throw new SluiceError('RELEASE_LIST_VERSION_MISSING');
  const asked = channel ?? `stable-${version}`;
  const { graph } = await inputs.graph({ type: 'ocp', channel: asked }, signal);
  if (graph.nodes.length === 0) throw empty(asked, '-');
  const channels = new Set(graph.nodes.flatMap((node) => node.channels));
  return { kind: 'channels', version, channels: [...channels].toSorted() };
}

async function listVersions(
  { inputs, architectures, signal }: ListReleasesInput,
  channel: string,
): Promise<ReleaseListing> {
  const asked = architectures === undefined || architectures.length === 0 ? ['amd64'] : architectures;
  const known: ReadonlySet<string> = new Set(listableArchitectures);
  const unknown = asked.filter((architecture) => !known.has(architecture));
  if (unknown.length > 0) {
    throw new SluiceError('RELEASE_LIST_ARCHITECTURE_UNKNOWN', {
      params: { architectures: unknown.join(', '), known: listableArchitectures.join(', ') },
    });
  }
  const lists = [];
  for (const architecture of new Set(asked)) {
    const { graph } = await inputs.graph({ type: 'ocp', channel, architecture }, signal);
    if (graph.nodes.length === 0) throw empty(channel, architecture);
    lists.push({ architecture, versions: graph.nodes.map((node) => node.version.text) });
  }
  return { kind: 'releases', channel, architectures: lists };
}

function empty(channel: string, architecture: string): SluiceError {
  return new SluiceError('RELEASE_CHANNEL_EMPTY', {
    params: { channel, architecture },
    stage: 'collect',
    affected: [channel],
  });
}
