import { SluiceError } from '../contract/index.ts';
import { readGraphData } from './graph-layer.ts';
import type { ReleaseInputs } from './inputs.ts';
import { parseChannelName } from './version.ts';

/** Channels whose graphs were carried: `files` are names below a set's `working-dir` (oc-mirror-v2.md 4.1). */
export function carriedChannels(files: readonly string[]): string[] {
  const form = /^hold-release\/cincinnati-graph-data\/[a-z0-9_]+-(.+)\.json$/;
  return [...new Set(files.flatMap((file) => form.exec(file)?.[1] ?? []))];
}

/** Channels that graph data knows: all that the update service made of it can answer. Throws like `readGraphData`. */
export async function graphDataChannels(tarGz: Buffer): Promise<string[]> {
  const form = /^channels\/([^/]+)\.ya?ml$/;
  return (await readGraphData(tarGz)).flatMap(({ path }) => form.exec(path)?.[1] ?? []);
}

/** No minor release beyond it is looked for. OpenShift 4 is at half of it. */
const highestMinor = 40;
const atOnce = 8;

/**
 * Channels that an update service of a disconnected network knows. It has no list of them: each minor release's
 * `candidate` channel is asked for, in which every release is, and the releases found name their channels. Such a
 * service holds a few releases, so each answer is small. Throws what `graph` throws.
 */
export async function probeChannels(
  inputs: Pick<ReleaseInputs, 'graph'>,
  signal?: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  const asked = new Set<number>();
  for (let major = 4; major !== 0; major = nextMajor(found, asked)) {
    asked.add(major);
    for (let minor = 0; minor <= highestMinor; minor += atOnce) {
      const names = Array.from({ length: atOnce }, (_, index) => `candidate-${major}.${minor + index}`);
      const answers = await Promise.all(
        names.map((channel) => inputs.graph({ type: 'ocp', channel }, signal)),
      );
      for (const { graph } of answers) {
        for (const node of graph.nodes) for (const channel of node.channels) found.add(channel);
      }
    }
  }
  return [...found];
}

/** A major release that channels name and that was not asked for yet; 0 when there is none. */
function nextMajor(found: ReadonlySet<string>, asked: ReadonlySet<number>): number {
  for (const name of found) {
    const major = parseChannelName(name)?.major;
    if (major !== undefined && !asked.has(major) && asked.size < 4) return major;
  }
  return 0;
}

/** Nothing here tells which channels there are. */
export function channelsUnknown(): SluiceError {
  return new SluiceError('RELEASE_CHANNELS_UNKNOWN', { stage: 'collect' });
}
