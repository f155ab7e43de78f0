import type { GoPattern } from '../config/index.ts';
import { SluiceError, type Finding } from '../contract/index.ts';
import type { RepositoryName } from '../image/index.ts';
import { isByDigest, parseImageReference, type Digest } from '../reference/index.ts';
import { graphName, type GraphAnswer, type GraphRequest } from './fetch-graph.ts';
import type { ReleaseInputs } from './inputs.ts';
import { parsePayload } from './parse-payload.ts';
import { graphArchitectures, type PlatformSelection } from './platform.ts';
import { selectReleases } from './select.ts';

/** A release to be collected, pinned to its payload's digest. */
export interface SelectedRelease {
  /** From the graph; absent for a release that the configuration names itself. */
  readonly version?: string;
  readonly payload: { readonly repository: RepositoryName; readonly digest: Digest };
  /** The tag by which the configuration names it. */
  readonly tag?: string;
  readonly architecture: string;
  readonly channels: readonly string[];
}

export interface TargetResult {
  /** By architecture in the order of the configuration, then ascending by version. */
  readonly releases: readonly SelectedRelease[];
  /** Every graph that was looked at, by name, once. */
  readonly graphs: ReadonlyMap<string, GraphAnswer>;
  readonly findings: readonly Finding[];
  readonly errors: readonly SluiceError[];
}

export interface TargetInput {
  readonly platform: PlatformSelection;
  readonly inputs: ReleaseInputs;
  readonly addIntermediate?: boolean | undefined;
  readonly versionFilter?: GoPattern | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The releases a configuration asks for: `platform.release` alone, else its channels on each
 * architecture (oc-mirror-v2.md 5.2). A failure concerns one architecture or one release and is
 * returned; only an abort is thrown.
 */
export async function findReleases(input: TargetInput): Promise<TargetResult> {
  const { platform, signal } = input;
  if (platform.release !== undefined && platform.release !== '') {
    return explicitRelease(input, platform.release);
  }
  const channels = platform.channels ?? [];
  const graphs = new Map<string, GraphAnswer>();
  const result = {
    releases: [] as SelectedRelease[],
    graphs,
    findings: [] as Finding[],
    errors: [] as SluiceError[],
  };
  if (channels.length === 0) return result;
  const lookup = graphLookup(input.inputs, graphs, signal);
  for (const architecture of graphArchitectures(platform)) {
    try {
      const selection = await selectReleases({
        channels,
        architecture,
        lookup: async (channel, type) => (await lookup({ type, channel, architecture })).graph,
        addIntermediate: input.addIntermediate,
        versionFilter: input.versionFilter,
      });
      result.findings.push(...selection.findings);
      for (const { node, channels: names } of selection.releases) {
        const version = node.version.text;
        const found = keepErrors(result.errors, () => parsePayload(node.payload, version));
        if (found !== undefined) {
          result.releases.push({ version, payload: found, architecture, channels: names });
        }
      }
    } catch (error) {
      if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
      result.errors.push(error.with({ stage: 'collect', affected: [architecture] }));
    }
  }
  return result;
}

/** One question per graph, whoever asks. */
function graphLookup(
  inputs: ReleaseInputs,
  graphs: Map<string, GraphAnswer>,
  signal: AbortSignal | undefined,
): (request: GraphRequest) => Promise<GraphAnswer> {
  return async (request) => {
    const name = graphName(request);
    const known = graphs.get(name);
    if (known !== undefined) return known;
    const answer = await inputs.graph(request, signal);
    graphs.set(name, answer);
    return answer;
  };
}

function keepErrors<Value>(errors: SluiceError[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    errors.push(error);
    return undefined;
  }
}

async function explicitRelease(input: TargetInput, reference: string): Promise<TargetResult> {
  const { platform, inputs, signal } = input;
  const nothing = { graphs: new Map<string, GraphAnswer>(), findings: [] };
  try {
    const parsed = parseImageReference(reference);
    if (parsed.transport !== 'docker' || parsed.domain === '') {
      throw new SluiceError('RELEASE_REFERENCE_UNSUPPORTED', { params: { release: reference } });
    }
    const digest = isByDigest(parsed)
      ? parsed.digest
      : await inputs.resolveTag(parsed.name, parsed.tag ?? '', signal);
    if (digest === undefined) {
      throw new SluiceError('RELEASE_TAG_UNKNOWN', { params: { release: reference } });
    }
    const release: SelectedRelease = {
      payload: { repository: parsed.name, digest },
      ...(parsed.tag !== undefined && { tag: parsed.tag }),
      architecture: graphArchitectures(platform)[0] ?? 'amd64',
      channels: [],
    };
    return { ...nothing, releases: [release], errors: [] };
  } catch (error) {
    if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
    return { ...nothing, releases: [], errors: [error.with({ stage: 'collect', affected: [reference] })] };
  }
}
