import {
  SluiceError,
  type CheckedInput,
  type Flow,
  type RegistryPlace,
  type Site,
} from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { toMirrorRequest, writeRequestFiles } from '../run-request/to-mirror-request.ts';
import { valuesTexts } from '../run-request/values-texts.ts';
import { requestFiles } from './engine-request.ts';
import { createProgressTracker } from './job-progress.ts';
import type { JobRecord, Medium, StoredRun } from './job-record.ts';
import { asNotSaved, type JobStore } from './job-store.ts';
import { describeMedium } from './medium.ts';
import type { JobParts } from './parts.ts';
import { phasesOf } from './phase-weights.ts';

type Asked = CheckedInput<'jobs.start'>['requests'][number];

export interface NewJobOptions {
  readonly desk: Desk;
  readonly store: JobStore;
  readonly parts: JobParts;
}

/**
 * Records for jobs that a wizard asks for; all of them are checked before one is written down. Throws JOB_SAME_DESTINATION,
 * JOB_ENCLAVE_UNKNOWN, JOB_NOT_SAVED, what `toMirrorRequest` throws.
 */
export async function newRuns(options: NewJobOptions, requests: readonly Asked[]): Promise<JobRecord[]> {
  const { desk, store } = options;
  const records: JobRecord[] = [];
  const written = new Set<string>();
  for (const [place, request] of requests.entries()) {
    const record = await newRun(options, request, place);
    const folder = record.media.find(({ use }) => use === 'write')?.folder;
    if (folder !== undefined && written.has(folder)) {
      throw new SluiceError('JOB_SAME_DESTINATION', { params: { folder }, affected: [folder] });
    }
    if (folder !== undefined) written.add(folder);
    records.push(record);
  }
  try {
    for (const [place, record] of records.entries()) {
      const request = requests[place];
      if (request !== undefined) await writeRequestFiles(desk.services, store.folder(record.id), request);
      await store.save(record);
    }
  } catch (error) {
    // All of them or none: half of a list of enclaves is worse than nothing.
    for (const { id } of records) await store.remove(id).catch(() => undefined);
    throw asNotSaved(store.folder(records[0]?.id ?? ''), error);
  }
  return records;
}

async function newRun(options: NewJobOptions, request: Asked, place: number): Promise<JobRecord> {
  const { desk, store, parts } = options;
  const id = newId(desk, place);
  const { flow, site, source, destination, afterwards, enclaveId } = request;
  const enclave = enclaveId === undefined ? undefined : await enclaveOf(parts, enclaveId);
  const { request: asked, practice } = await toMirrorRequest(desk, request, {
    configFile: requestFiles(store.folder(id)).config,
  });
  const values = valuesTexts(request).map(({ chart }) => chart);
  const run: StoredRun = {
    source:
      source.kind === 'registry'
        ? { kind: 'registry', place: source.place, editedConf: source.registriesConf !== undefined }
        : source.kind === 'archive'
          ? { kind: 'archive', folder: asked.from ?? '' }
          : source,
    destination:
      asked.destination.kind === 'archive'
        ? { kind: 'archive', folder: asked.destination.directory }
        : {
            kind: 'registry',
            place: { host: asked.destination.host, namespace: asked.destination.namespace },
          },
    ...(enclave !== undefined && { target: enclave.target }),
    ...(request.again !== undefined && { again: request.again }),
    options: request.options,
    ...(values.length > 0 && { values }),
    ...(request.exceptions !== undefined &&
      request.exceptions.length > 0 && { exceptions: request.exceptions }),
    afterwards: { ...afterwards, verify: afterwards.verify && destination.kind === 'archive' },
  };
  const kind = destination.kind === 'archive' ? 'export' : 'import';
  return {
    ...blank(desk, id, kind, { flow, site, practice }, run),
    source: sourceText(run.source),
    destination: destinationText(run.destination),
    ...(enclave !== undefined &&
      enclaveId !== undefined && { enclave: { id: enclaveId, name: enclave.name } }),
    run,
    media: await mediaOf(options, run),
  };
}

/** A record for a reading of the set in `folder`. Throws JOB_NOT_SAVED. */
export async function newVerification(
  options: NewJobOptions,
  folder: string,
  where: Pick<JobRecord, 'flow' | 'site' | 'practice'>,
): Promise<JobRecord> {
  const { desk, store, parts } = options;
  const medium = await describeMedium({ fs: desk.services.fs, mediumOf: parts.mediumOf }, folder, 'read');
  const record: JobRecord = {
    ...blank(desk, newId(desk, 0), 'verify', where, { afterwards: { verify: true, eject: false } }),
    source: `file://${folder}`,
    destination: `file://${folder}`,
    media: [medium],
  };
  await store.save(record);
  return record;
}

/** The flow in which a set is looked at on a machine of this site. */
export const readingFlow: Readonly<Record<Site, Flow>> = {
  connected: 'export',
  enterprise: 'enterprise-import',
  enclave: 'enclave-import',
};

function blank(
  desk: Desk,
  id: string,
  kind: JobRecord['kind'],
  where: Pick<JobRecord, 'flow' | 'site' | 'practice'>,
  { afterwards, options }: Pick<StoredRun, 'afterwards'> & Partial<Pick<StoredRun, 'options'>>,
): Omit<JobRecord, 'source' | 'destination' | 'media'> {
  const { clock } = desk.services;
  return {
    format: 1,
    id,
    kind,
    ...where,
    state: { kind: 'queued' },
    createdAt: clock.now().toISOString(),
    attempts: 0,
    runIds: [],
    progress: createProgressTracker(clock, phasesOf(kind, afterwards, options?.verifyFirst)).view(undefined),
    warnings: 0,
    ejected: false,
  };
}

async function enclaveOf(
  parts: JobParts,
  id: string,
): Promise<{ readonly name: string; readonly target: string }> {
  const enclave = await parts.enclave(id);
  if (enclave === undefined) throw new SluiceError('JOB_ENCLAVE_UNKNOWN', { affected: [id] });
  return enclave;
}

async function mediaOf({ desk, parts }: NewJobOptions, run: StoredRun): Promise<Medium[]> {
  const options = { fs: desk.services.fs, mediumOf: parts.mediumOf };
  const { source, destination } = run;
  return [
    ...(source.kind === 'archive' ? [await describeMedium(options, source.folder, 'read')] : []),
    ...(destination.kind === 'archive' ? [await describeMedium(options, destination.folder, 'write')] : []),
  ];
}

/** Sorts by time: `20261125T131745123Z-00-1f3a`. */
function newId({ services }: Pick<Desk, 'services'>, place: number): string {
  const time = services.clock.now().toISOString().replaceAll(/[-:.]/g, '');
  return `${time}-${String(place).padStart(2, '0')}-${services.random.bytes(4).toString('hex')}`;
}

function placeText({ host, namespace }: RegistryPlace): string {
  return `docker://${host}${namespace === '' ? '' : `/${namespace}`}`;
}

function sourceText(source: StoredRun['source']): string {
  switch (source.kind) {
    case 'upstream':
      return 'registries';
    case 'registry':
      return placeText(source.place);
    case 'archive':
      return `file://${source.folder}`;
  }
}

function destinationText(destination: StoredRun['destination']): string {
  return destination.kind === 'archive' ? `file://${destination.folder}` : placeText(destination.place);
}
