import type { Holdings } from '../../../contract/index.ts';
import { knowledgeStore, stateDirectory } from '../../../ledger/index.ts';
import {
  carriedChannels,
  compareVersions,
  findNode,
  minorOf,
  parseChannelName,
  readVersion,
  setReleaseInputs,
  type ReleaseVersion,
  type UpdateGraph,
} from '../../../release/index.ts';
import type { HostServices } from '../../services.ts';
import type { RegistryLook } from './registry-look.ts';

type HeldRelease = Holdings['releases'][number];

/** Where payloads are: as the current oc-mirror stores them, and as the one of 4.17 and before. */
const repositories = ['openshift/release-images', 'openshift-release-dev/ocp-release'];

/** Architectures as tags name them, and as configurations do. */
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** The preferred channel of a release first. */
const prefixes = ['stable', 'eus', 'fast', 'candidate'];

interface Found {
  readonly version: ReleaseVersion;
  readonly architecture: string;
  readonly tag: string;
}

/** The releases that a registry holds, oldest first, by the tags of their payloads. */
export async function heldReleases(services: HostServices, look: RegistryLook): Promise<HeldRelease[]> {
  const lists = await Promise.all(repositories.map((repository) => look.tags(repository)));
  const found = new Map(lists.flat().flatMap((tag) => readTag(tag).map((one) => [one.tag, one] as const)));
  const channelOf = await carriedChannelNames(services);
  const ordered = [...found.values()].toSorted(
    (a, b) => compareVersions(a.version, b.version) || (a.tag < b.tag ? -1 : 1),
  );
  return Promise.all(
    ordered.map(async ({ version, architecture, tag }) => ({
      version: version.text,
      architecture,
      tag,
      channel: await channelOf(version, architecture),
    })),
  );
}

/** `4.15.2-x86_64`, `4.16.0-rc.1-multi`. */
function readTag(tag: string): readonly Found[] {
  const match = /^(.+?)-(multi(?:-[a-z0-9_]+)?|x86_64|aarch64|s390x|ppc64le)$/.exec(tag);
  const version = readVersion(match?.[1] ?? '');
  const architecture = match?.[2] ?? '';
  if (version === undefined) return [];
  const name = architecture.startsWith('multi') ? 'multi' : architecture;
  return [{ version, architecture: architectures[name] ?? name, tag }];
}

/** By the graphs that an import left on this machine; where none knows a release, its minor's stable channel. */
async function carriedChannelNames(
  services: HostServices,
): Promise<(version: ReleaseVersion, architecture: string) => Promise<string>> {
  const { fs, environment } = services;
  const store = knowledgeStore({ fs, stateDirectory: stateDirectory(environment) });
  const inputs = setReleaseInputs({ listFiles: () => store.list(), readFile: (name) => store.read(name) });
  const carried = carriedChannels(await store.list());
  const graphs = new Map<string, Promise<UpdateGraph | undefined>>();
  const graphOf = (channel: string, architecture: string): Promise<UpdateGraph | undefined> => {
    const key = `${architecture} ${channel}`;
    const known = graphs.get(key);
    if (known !== undefined) return known;
    // One that is damaged, or is not there for this architecture, tells nothing.
    const made = inputs.graph({ type: 'ocp', channel, architecture }).then(
      ({ graph }) => graph,
      () => undefined,
    );
    graphs.set(key, made);
    return made;
  };
  return async (version, architecture) => {
    const own = prefixes.map((prefix) => `${prefix}-${minorOf(version)}`);
    const preferred = [...own.filter((name) => carried.includes(name)), ...carried.toSorted(byMinor)];
    for (const channel of new Set(preferred)) {
      const graph = await graphOf(channel, architecture);
      if (graph !== undefined && findNode(graph, version) !== undefined) return channel;
    }
    return own[0] ?? '';
  };
}

/** Oldest minor first: a channel near the release's own rather than one that it can still be updated to. */
function byMinor(a: string, b: string): number {
  const [left, right] = [parseChannelName(a), parseChannelName(b)];
  return (left?.minor ?? 0) - (right?.minor ?? 0) || (a < b ? -1 : 1);
}
