import { join } from 'node:path';
import type { RunRequest } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { toMirrorRequest, type EngineRequest } from '../run-request/to-mirror-request.ts';
import { helmValuesIn } from '../run-request/values-texts.ts';
import type { JobRecord, StoredRun } from './job-record.ts';

type RequestDesk = Pick<Desk, 'paths' | 'settings' | 'workplaces' | 'services'>;

/** What a job is at, as far as the engine's request depends on it. */
type Asked = Pick<JobRecord, 'flow' | 'site' | 'practice'> & { readonly run: StoredRun };

/** The files of a run in the job's folder, by the names that `writeRequestFiles` gives them. */
export function requestFiles(folder: string): { readonly config: string; readonly registriesConf: string } {
  return { config: join(folder, 'imageset-config.yaml'), registriesConf: join(folder, 'registries.conf') };
}

/**
 * The engine's request for a stored run, made anew for every attempt: hosts, certificates and credentials may have
 * changed since. Throws what `toMirrorRequest` throws; PATH_GONE when a folder is not there at the moment.
 */
export async function engineRequest(
  desk: RequestDesk,
  folder: string,
  { flow, site, practice, run }: Asked,
): Promise<EngineRequest> {
  const files = requestFiles(folder);
  const yaml = await desk.services.fs.readFile(files.config, 'utf8');
  const { source, destination, options, afterwards, target, again, values = [] } = run;
  const request: RunRequest = {
    flow,
    site,
    yaml,
    source:
      source.kind === 'archive'
        ? { kind: 'archive', folder: await desk.paths.give(source.folder, 'archive-in') }
        : source.kind === 'registry'
          ? { kind: 'registry', place: source.place }
          : source,
    destination:
      destination.kind === 'archive'
        ? { kind: 'archive', folder: await desk.paths.give(destination.folder, 'archive-out') }
        : destination,
    ...(again !== undefined && { again }),
    options,
    afterwards,
  };
  const edited = source.kind === 'registry' && source.editedConf;
  return toMirrorRequest(atSameSite(desk, practice, yaml), request, {
    configFile: files.config,
    helmValues: helmValuesIn(folder, values),
    ...(edited && { registriesConf: files.registriesConf }),
    ...(target !== undefined && { target }),
    // Cluster resources stay on this machine when the medium is taken away, and a read-only medium does no harm.
    ...(destination.kind === 'registry' && { workspace: folder }),
  });
}

/** A job that was practised stays so, whatever the application does by now. */
function atSameSite(desk: RequestDesk, practice: boolean, yaml: string): RequestDesk {
  const { workplaces } = desk;
  return {
    ...desk,
    workplaces: {
      at: (site, choice) => workplaces.at(site, { ...choice, practice }),
      readingFrom: (site, source, choice) =>
        workplaces.readingFrom(site, source, { yaml, ...choice, practice }),
    },
  };
}

/** The command that does the same, for the records of runs and for whoever meets this run's lock. */
export function commandOf({ request }: Pick<EngineRequest, 'request'>): readonly string[] {
  const { config, from, destination, target, approvedFor, again, unacknowledged, helmValues, sign } = request;
  return [
    'sluice',
    'mirror',
    '-c',
    config,
    ...(from === undefined ? [] : ['--from', `file://${from}`]),
    ...(target === undefined ? [] : ['--target', target]),
    ...(approvedFor === undefined ? [] : ['--approved-for', approvedFor]),
    ...(again === undefined ? [] : ['--again', String(again)]),
    ...(sign ? ['--sign'] : []),
    ...(unacknowledged === 'trust' ? [] : ['--unacknowledged', unacknowledged]),
    ...(helmValues.length === 0
      ? []
      : ['--helm-values', helmValues.map(({ chart, file }) => `${chart}=${file}`).join(',')]),
    destination.kind === 'archive'
      ? `file://${destination.directory}`
      : `docker://${destination.host}${destination.namespace === '' ? '' : `/${destination.namespace}`}`,
  ];
}
