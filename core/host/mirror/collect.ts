import { compileGoPattern, type GoPattern, matchesBlocked } from '../../config/index.ts';
import { collectHelm, type HelmCollection } from '../../helm/index.ts';
import type { Finding } from '../../contract/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { ImageCategory, ImageRecord } from '../../image/index.ts';
import { collectAdditional, distinctRecords, withoutBlocked, type UnplannedImage } from '../../plan/index.ts';
import type { MemoryImage } from '../../layers/index.ts';
import { collectReleases, loadReleaseKeys, type ReleaseFacts } from '../../release/index.ts';
import type { ArchiveFile, SetManifestInput } from '../../archive/index.ts';
import { showFindings } from '../observer.ts';
import { chartValues } from './chart-values.ts';
import { collectOperators, type OperatorDraft } from './operators/collect-operators.ts';
import type { MadeCatalog } from './operators/make-catalogs.ts';
import { pathAtTarget } from './target-source.ts';
import { destinationText, type MirrorTask } from './task.ts';

/** Something that was asked for and cannot be given, which is no image of its own. */
export interface Unmet {
  readonly category: ImageCategory;
  readonly origin: string;
  readonly error: SluiceError;
}

/** What a configuration asks for, before anything was resolved. */
export interface MirrorCollection {
  readonly records: readonly ImageRecord[];
  readonly unplanned: readonly UnplannedImage[];
  readonly unmet: readonly Unmet[];
  readonly findings: readonly Finding[];
  readonly releases: SetManifestInput['releases'];
  readonly facts: readonly ReleaseFacts[];
  /** Files that a later stage needs: graph, signatures, release contents. */
  readonly files: readonly ArchiveFile[];
  readonly memoryImages: readonly MemoryImage[];
  /** Catalogues that are made when it is known which images are to be had. */
  readonly operators: readonly OperatorDraft[];
  readonly catalogs: readonly MadeCatalog[];
}

/** Asks each collector in turn; what one cannot give is reported and does not hold up the others. */
export async function collect(task: MirrorTask): Promise<MirrorCollection> {
  const { mirror } = task.loaded.configuration;
  const { request } = task;
  const additional = collectAdditional(mirror.additionalImages, request.layout);
  const releases = await collectPlatform(task);
  const operators = await collectOperators(task);
  const helm = await collectCharts(task);
  const unmet = [...releases.unmet, ...operators.errors.map(unmetCatalog), ...helm.errors.map(unmetChart)];
  const asked = [...releases.records, ...operators.records, ...additional.records, ...helm.records];
  const blocked = withoutBlocked(distinctRecords(asked), (record) => isBlocked(task, record));
  const findings = [...releases.findings, ...operators.findings, ...helm.findings, ...blocked.findings];
  showFindings(task.observer, findings);
  const refused = findings.some((finding) => finding.level === 'error');
  if (asked.length === 0 && unmet.length === 0 && additional.unplanned.length === 0 && !refused) {
    throw new SluiceError('NOTHING_TO_MIRROR', { stage: 'collect' });
  }
  return {
    records: blocked.records,
    unplanned: additional.unplanned,
    unmet,
    findings,
    releases: releases.facts.map(setRelease),
    facts: releases.facts,
    files: [...releases.files, ...helm.files],
    memoryImages: releases.memoryImages,
    operators: operators.drafts,
    catalogs: [],
  };
}

function unmetCatalog({ catalog, error }: { readonly catalog: string; readonly error: SluiceError }): Unmet {
  return { category: 'operator', origin: catalog, error };
}

/** Charts are known by the first thing that they concern: repository and name, or a path. */
function unmetChart(error: SluiceError): Unmet {
  return { category: 'helm', origin: error.affected[0] ?? 'mirror.helm', error };
}

type ChartCollection = Pick<HelmCollection, 'records' | 'files' | 'findings' | 'errors'>;

async function collectCharts(task: MirrorTask): Promise<ChartCollection> {
  const { loaded, source, request, signal } = task;
  const { helm } = loaded.configuration.mirror;
  if (helm === undefined) return { records: [], files: [], findings: [], errors: [] };
  const values = await chartValues(task);
  const collected = await collectHelm({
    helm,
    inputs: source.helmInputs,
    layout: request.layout,
    options: { values: ({ name }) => values.byChart.get(name) },
    signal,
  });
  return { ...collected, files: [...collected.files, ...values.files] };
}

interface PlatformCollection {
  readonly records: readonly ImageRecord[];
  readonly findings: readonly Finding[];
  readonly facts: readonly ReleaseFacts[];
  readonly files: readonly ArchiveFile[];
  readonly memoryImages: readonly MemoryImage[];
  readonly unmet: readonly Unmet[];
}

async function collectPlatform(task: MirrorTask): Promise<PlatformCollection> {
  const { platform } = task.loaded.configuration.mirror;
  const none = { records: [], findings: [], facts: [], files: [], memoryImages: [] };
  if (platform === undefined) return { ...none, unmet: [] };
  const { fs, environment } = task.services;
  const keys = await loadReleaseKeys({ fileSystem: fs, environment });
  const collected = await collectReleases({
    platform,
    inputs: task.source.releaseInputs,
    keys,
    layout: task.request.layout,
    clock: task.services.clock,
    options: {
      addIntermediate: task.request.addIntermediate,
      ignoreReleaseSignature: task.request.ignoreReleaseSignature,
      versionFilter: versionFilter(environment.variables['VERSION_FILTER']),
    },
    // From an archive a layer is read again at no cost.
    ...(task.source.set === undefined && { onLayer: task.layers.remember }),
    signal: task.signal,
  });
  return {
    ...collected,
    facts: collected.releases,
    unmet: collected.errors.map((error) => ({
      category: 'release' as const,
      origin: error.affected[0] ?? 'mirror.platform',
      error,
    })),
  };
}

/** oc-mirror's VERSION_FILTER (oc-mirror-v2.md 5.3). Throws VERSION_FILTER_INVALID. */
function versionFilter(pattern: string | undefined): GoPattern | undefined {
  if (pattern === undefined || pattern === '') return undefined;
  try {
    return compileGoPattern(pattern);
  } catch (error) {
    throw new SluiceError('VERSION_FILTER_INVALID', { stage: 'configure', cause: error });
  }
}

/**
 * The record under its name at the target: `--max-nested-paths` counts the namespace too (oc-mirror-v2.md 7.6). For
 * what is resolved already: an archive knows images by the names that are not shortened.
 */
export function shortened(task: MirrorTask, record: ImageRecord): ImageRecord {
  const { maxNestedPaths, destination } = task.request;
  if (maxNestedPaths === undefined || maxNestedPaths === 0 || destination.kind !== 'registry') return record;
  const { repository, tag } = record.destination;
  return { ...record, destination: { repository: pathAtTarget(task, repository), tag } };
}

/** The namespace that is still to be put before a record's repository. */
export function namespaceOf(task: MirrorTask): string {
  const { maxNestedPaths, destination } = task.request;
  if (destination.kind !== 'registry') return '';
  return maxNestedPaths === undefined || maxNestedPaths === 0 ? destination.namespace : '';
}

/** What stands before a record's repository, for people: `docker://host/namespace` or `file://folder`. */
export function targetRoot(task: MirrorTask): string {
  const { destination } = task.request;
  return destinationText(
    destination.kind === 'registry' ? { ...destination, namespace: namespaceOf(task) } : destination,
  );
}

/** The destination is matched whole, with its registry (oc-mirror-v2.md 3.2). */
function isBlocked(task: MirrorTask, record: ImageRecord): boolean {
  const { repository, tag } = record.destination;
  const destination = `${destinationText(task.request.destination)}/${repository}:${tag}`;
  return matchesBlocked(task.loaded.configuration, { origin: record.origin, destination }) !== undefined;
}

function setRelease({ version, tag, digest, signature }: ReleaseFacts): SetManifestInput['releases'][number] {
  return {
    version,
    tag,
    digest,
    signature:
      signature.status === 'verified'
        ? { status: 'verified', keyId: signature.keyId }
        : { status: 'ignored' },
  };
}
