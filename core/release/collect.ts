import type { GoPattern } from '../config/index.ts';
import { SluiceError, type Finding } from '../contract/index.ts';
import type { Descriptor, ImageRecord } from '../image/index.ts';
import type { MemoryImage } from '../layers/index.ts';
import type { Clock } from '../ports/index.ts';
import type { Layout } from '../reference/index.ts';
import { releaseLabel } from './check-signature.ts';
import {
  collectRelease,
  type CollectedRelease,
  type ReleaseFacts,
  type WorkingFile,
} from './collect-release.ts';
import type { ReleaseInputs } from './inputs.ts';
import type { ReleaseKeys } from './keys.ts';
import type { PlatformSelection } from './platform.ts';
import { withoutRepeats } from './release-records.ts';
import { graphFile } from './set-files.ts';
import { findReleases, type SelectedRelease } from './targets.ts';

export interface CollectReleasesOptions {
  /** Add the releases that a cluster must pass through and that the configuration leaves out. */
  readonly addIntermediate?: boolean | undefined;
  /** Do not ask for a signature of `platform.release`. Releases from channels are always checked. */
  readonly ignoreReleaseSignature?: boolean | undefined;
  /** oc-mirror's VERSION_FILTER. */
  readonly versionFilter?: GoPattern | undefined;
}

export interface CollectReleasesInput {
  readonly platform: PlatformSelection;
  readonly inputs: ReleaseInputs;
  readonly keys: ReleaseKeys;
  readonly layout: Layout;
  readonly clock: Clock;
  readonly options?: CollectReleasesOptions;
  /** Receives verified layers of up to 16 MiB that had to be read, so that they need not be fetched again. */
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReleaseCollection {
  /** Per release its components, boot images and payload; the graph image last. */
  readonly records: readonly ImageRecord[];
  /** What oc-mirror expects in an archive's working directory: graphs, signatures, content lists. */
  readonly files: readonly WorkingFile[];
  readonly releases: readonly ReleaseFacts[];
  readonly findings: readonly Finding[];
  /** Images among `records` that exist only here; read them with `memoryImageSource`. */
  readonly memoryImages: readonly MemoryImage[];
  /** One for each release, architecture or graph image that failed. With any, the set is incomplete. */
  readonly errors: readonly SluiceError[];
}

/** Releases that are looked up at once. */
const releasesAtOnce = 4;

/**
 * Everything that `mirror.platform` asks for (oc-mirror-v2.md 5). Deterministic for the same answers.
 * A release that fails is an entry in `errors` and does not stop the others; only an abort is thrown.
 */
export async function collectReleases(input: CollectReleasesInput): Promise<ReleaseCollection> {
  const { platform, inputs, signal } = input;
  const found = await findReleases({ platform, inputs, signal, ...input.options });
  const errors = [...found.errors];
  const collected = await collectAll(input, found.releases, errors);
  const graph = await collectGraphImage(input, errors);
  return {
    records: withoutRepeats([...collected.flatMap(({ records }) => records), ...graph.records]),
    files: [
      ...[...found.graphs].map(([name, { bytes }]) => ({ name: `working-dir/${graphFile(name)}`, bytes })),
      ...collected.flatMap(({ files }) => files),
    ],
    releases: collected.map(({ facts }) => facts),
    findings: [...found.findings, ...collected.flatMap(({ findings }) => findings)],
    memoryImages: graph.memoryImages,
    errors,
  };
}

async function collectAll(
  input: CollectReleasesInput,
  releases: readonly SelectedRelease[],
  errors: SluiceError[],
): Promise<readonly CollectedRelease[]> {
  const context = {
    ...input,
    now: input.clock.now(),
    ignoreSignature: input.options?.ignoreReleaseSignature === true,
  };
  const results = Array.from<CollectedRelease | SluiceError | undefined>({ length: releases.length });
  const queue = releases.entries();
  const worker = async (): Promise<void> => {
    for (const [position, release] of queue) {
      input.signal?.throwIfAborted();
      try {
        results[position] = await collectRelease(context, release);
      } catch (error) {
        if (!(error instanceof SluiceError) || input.signal?.aborted === true) throw error;
        results[position] = error.with({ stage: 'collect', affected: [releaseLabel(release)] });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(releasesAtOnce, releases.length) }, worker));
  return results.flatMap((result) => {
    if (!(result instanceof SluiceError)) return result === undefined ? [] : [result];
    errors.push(result);
    return [];
  });
}

async function collectGraphImage(
  { platform, inputs, signal }: CollectReleasesInput,
  errors: SluiceError[],
): Promise<Pick<ReleaseCollection, 'records' | 'memoryImages'>> {
  if (platform.graph !== true) return { records: [], memoryImages: [] };
  try {
    const graph = await inputs.graphImage(signal);
    return graph.kind === 'memory'
      ? { records: [graph.image.record], memoryImages: [graph.image] }
      : { records: [graph.record], memoryImages: [] };
  } catch (error) {
    if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
    errors.push(error.with({ stage: 'collect', affected: ['openshift/graph-image:latest'] }));
    return { records: [], memoryImages: [] };
  }
}
