import { join } from 'node:path';
import {
  mirrorRequestSchema,
  siteOfFlow,
  SluiceError,
  type MirrorRequest,
  type RegistryPlace,
  type RunRequest,
} from '../../contract/index.ts';
import { makeStateFolder } from '../../ledger/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { isRegistryHost, isRepositoryPath } from '../../reference/index.ts';
import type { Desk } from '../app/desk.ts';
import type { NetworkRequest } from '../network.ts';
import type { HostServices } from '../services.ts';
import { withoutTrailingSlashes } from '../trailing-slashes.ts';
import { helmValuesIn, valuesFileIn, valuesTexts } from './values-texts.ts';

/** The part of the desk that turns a request of a page into one of the engine. */
export type RequestDesk = Pick<Desk, 'paths' | 'workplaces' | 'settings'>;

/** The files that a run reads, and what the page's request names by id only. */
export interface RequestFiles {
  /** Absolute path of the configuration (see writeRequestFiles). */
  readonly configFile: string;
  /** Absolute path of an edited registries.conf; absent: the one of the workplace. */
  readonly registriesConf?: string;
  /** Values over charts' own, as files. */
  readonly helmValues?: MirrorRequest['helmValues'];
  /** Name of the receiver whose holdings count: the enclave's. */
  readonly target?: string;
  /** Folder for working files when a registry is filled. */
  readonly workspace?: string;
}

/** What the engine is called with. */
export interface EngineRequest {
  readonly services: HostServices;
  readonly request: MirrorRequest;
  /** The workplace's network with what this run adds: the same that `request` holds. */
  readonly network: NetworkRequest;
  /** Whether the Practice environment is used. */
  readonly practice: boolean;
}

/**
 * The engine's request for a run that a wizard asks for: tokens become paths, the site becomes the
 * network it uses. Throws RUN_ENDS_UNFIT, APPROVAL_ENCLAVE_MISSING, RUN_SAME_FOLDER, RUN_REGISTRY_INVALID, the codes of a token
 * that is not good any more, and PRACTICE_NOT_RUNNING.
 */
export async function toMirrorRequest(
  desk: RequestDesk,
  run: RunRequest,
  files: RequestFiles,
): Promise<EngineRequest> {
  requireFittingEnds(run);
  const { source, options } = run;
  const from = source.kind === 'archive' ? desk.paths.resolve(source.folder, ['archive-in']) : undefined;
  const destination = destinationOf(desk, run);
  if (destination.kind === 'archive' && destination.directory === from) {
    throw new SluiceError('RUN_SAME_FOLDER', {
      params: { folder: from },
      stage: 'configure',
      affected: [from],
    });
  }
  const place = await desk.workplaces.readingFrom(
    run.site,
    source.kind === 'registry' ? { kind: 'registry', place: source.place } : source,
    { yaml: run.yaml },
  );
  const network: NetworkRequest = {
    ...place.network,
    ...(files.registriesConf !== undefined && { registriesConf: files.registriesConf }),
    ...allowing(place.network, destination),
  };
  const workers = options.workers ?? desk.settings.current().workers ?? undefined;
  const request = mirrorRequestSchema.parse(
    withoutAbsent({
      ...network,
      config: files.configFile,
      from,
      destination,
      helmValues: files.helmValues,
      workspace: files.workspace,
      target: destination.kind === 'archive' ? files.target : undefined,
      again: run.again,
      unacknowledged: files.target === undefined ? undefined : options.unacknowledged,
      approvedFor: approvedFor(run, files),
      since: options.since,
      selfContained: options.selfContained,
      reproducible: options.reproducible,
      replacePrevious: options.replacePrevious,
      strictArchive: options.strictArchive,
      addIntermediate: options.addIntermediate,
      trustTarget: options.trustTarget,
      olderSet: options.olderSet,
      verifyFirst: options.verifyFirst,
      sign: destination.kind === 'archive' && options.sign,
      layout: options.layout,
      ignoreReleaseSignature: options.ignoreReleaseSignature,
      fileLimit: options.fileLimit,
      maxNestedPaths: options.maxNestedPaths,
      workers,
      ...custodyOf(desk, options),
    }),
  );
  return { services: place.services, request, network, practice: place.practice };
}

/** Who acts, as the run or the settings say, and the seal: both go into the custody log. */
function custodyOf(
  { settings }: RequestDesk,
  { person = '', sealNumber }: RunRequest['options'],
): Pick<MirrorRequest, 'person' | 'sealNumber'> {
  const named = person.trim() === '' ? settings.current().person : person;
  return { ...(named !== '' && { person: named }), ...(sealNumber !== undefined && { sealNumber }) };
}

/** For whom everything has to be approved. Nobody to ask for is no reason to let everything go. */
function approvedFor({ options }: RunRequest, { target }: RequestFiles): string | undefined {
  if (!options.approvedOnly) return undefined;
  if (target === undefined) throw new SluiceError('APPROVAL_ENCLAVE_MISSING', { stage: 'configure' });
  return target;
}

/** Writes what a run reads into `folder`, for its owner only. */
export async function writeRequestFiles(
  { fs }: Pick<HostServices, 'fs'>,
  folder: string,
  run: Pick<RunRequest, 'yaml' | 'source' | 'chartValues'>,
): Promise<Pick<RequestFiles, 'configFile' | 'registriesConf' | 'helmValues'>> {
  await makeStateFolder(fs, folder);
  const configFile = join(folder, 'imageset-config.yaml');
  await writeDurably(fs, configFile, run.yaml, 0o600);
  const values = valuesTexts(run);
  for (const { chart, yaml } of values) await writeDurably(fs, valuesFileIn(folder, chart), yaml, 0o600);
  const helmValues = helmValuesIn(
    folder,
    values.map(({ chart }) => chart),
  );
  const edited = run.source.kind === 'registry' ? run.source.registriesConf : undefined;
  if (edited === undefined) return { configFile, helmValues };
  const registriesConf = join(folder, 'registries.conf');
  await writeDurably(fs, registriesConf, edited, 0o600);
  return { configFile, registriesConf, helmValues };
}

/** Which ends a flow may have: an archive is filled on the way out, a registry on the way in. */
function requireFittingEnds({ flow, site, source, destination }: RunRequest): void {
  const outward = flow === 'export' || flow === 'enclave-export';
  const fits =
    siteOfFlow[flow] === site &&
    (outward ? 'archive' : 'registry') === destination.kind &&
    (outward ? flow !== 'export' || source.kind !== 'registry' : source.kind === 'archive');
  if (!fits) {
    throw new SluiceError('RUN_ENDS_UNFIT', {
      params: { flow, site, source: source.kind, destination: destination.kind },
      stage: 'configure',
    });
  }
}

function destinationOf(desk: RequestDesk, { destination }: RunRequest): MirrorRequest['destination'] {
  return destination.kind === 'archive'
    ? { kind: 'archive', directory: desk.paths.resolve(destination.folder, ['archive-out']) }
    : { kind: 'registry', ...checkedPlace(destination.place) };
}

/** Throws RUN_REGISTRY_INVALID. */
export function checkedPlace({ host, namespace }: RegistryPlace): RegistryPlace {
  const trimmed = withoutTrailingSlashes(namespace.replace(/^\/+/, ''));
  const valid = isRegistryHost(host) && (trimmed === '' || isRepositoryPath(trimmed));
  if (valid) return { host, namespace: trimmed };
  // Somebody may have pasted an address with user and password.
  const name = host.replace(/^.*@/s, '***@');
  const value = namespace === '' ? name : `${name}/${namespace}`;
  throw new SluiceError('RUN_REGISTRY_INVALID', {
    params: { value: value.slice(0, 200) },
    stage: 'configure',
    affected: [name.slice(0, 200)],
  });
}

/** Where only named hosts may be contacted, the registry that is filled is one that the run names. */
function allowing(network: NetworkRequest, destination: MirrorRequest['destination']): NetworkRequest {
  const { offlineAllow } = network;
  if (offlineAllow === undefined || destination.kind !== 'registry') return {};
  return { offlineAllow: [...new Set([...offlineAllow, destination.host])] };
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
