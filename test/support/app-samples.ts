import type { Job, PathPurpose, PathToken } from '../../core/contract/index.ts';
import type { CallContext } from '../../core/host/index.ts';
import type { App } from './app-world.ts';

/** A call of the page that is in control. */
export const controllerCall: CallContext = {
  caller: { id: 'page', role: 'controller' },
  signal: new AbortController().signal,
};

/** A job that is over. */
export const finishedJob: Job = {
  id: 'job-1',
  revision: 0,
  kind: 'export',
  flow: 'export',
  site: 'connected',
  practice: false,
  state: { kind: 'succeeded' },
  source: 'registries',
  destination: '/mnt/disk',
  createdAt: '2026-11-25T13:00:00.000Z',
  attempts: 1,
  progress: {
    phases: [],
    fraction: 1,
    bytesDone: 0,
    bytesTotal: 0,
    imagesDone: 0,
    imagesTotal: 0,
    imagesFailed: 0,
    rate: 0,
    inFlight: [],
    hosts: [],
  },
  warnings: 0,
  ejected: false,
};

/** A token for the home folder, which has to exist. */
export async function homeToken(app: App, purpose: PathPurpose): Promise<PathToken> {
  const { places } = await app.call('paths.places', { purpose });
  const home = places.find(({ kind }) => kind === 'home');
  if (home === undefined) throw new Error('no home');
  return home.token;
}
