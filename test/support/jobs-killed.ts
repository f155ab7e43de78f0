// An application that is killed in the middle of an export: started by tests as a process of its own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { Desk } from '../../core/host/app/desk.ts';
import { createEventHub } from '../../core/host/app/event-hub.ts';
import { mirror } from '../../core/host/index.ts';
import { createJobs } from '../../core/host/jobs/index.ts';
import { stageServices } from '../../core/host/practice/stage-services.ts';
import { systemServices } from '../../core/host/services.ts';
import type { PracticeEnvironment } from '../../core/practice/index.ts';
import { pathTokenSchema, runOptionsSchema, settingsSchema, type Site } from '../../core/contract/index.ts';

interface Place extends Pick<PracticeEnvironment, 'stages' | 'hosts'> {
  readonly top: string;
  readonly yaml: string;
}

const { top, stages, hosts, yaml } = JSON.parse(process.argv[2] ?? '') as Place;
const base = systemServices();
const services = {
  ...base,
  environment: { ...base.environment, home: top, variables: { SLUICE_STATE_DIR: join(top, 'state') } },
};
const events = createEventHub();
const set = join(top, 'disk', 'set');
mkdirSync(set, { recursive: true });
const token = pathTokenSchema.parse(`p_${createHash('md5').update(set).digest('hex')}`);
const current = settingsSchema.parse({
  site: 'connected',
  language: 'en',
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  updateService: '',
  signatureStore: '',
  graphData: '',
  proxies: { http: '', https: '', no: '' },
  workers: null,
  retryTimes: null,
  onlyNamedHosts: false,
  setSignature: 'warn',
  person: '',
});
const workplace = (site: Site): ReturnType<Desk['workplaces']['at']> =>
  Promise.resolve({
    site,
    practice: true,
    services: stageServices(services, { stages }, site),
    network: { sourceTlsVerify: false, destinationTlsVerify: false, offlineAllow: [hosts.upstream] },
  });
const unused = (): Promise<never> => Promise.reject(new Error('not used here'));
const jobs = await createJobs(
  {
    services,
    ports: { shell: 'browser' },
    events,
    folder: join(top, 'state', 'app'),
    paths: {
      give: () => Promise.resolve(token),
      resolve: () => set,
      describe: unused,
      release: () => undefined,
    },
    settings: {
      current: () => current,
      view: () => ({ settings: current, locked: [], file: '' }),
      update: unused,
    },
    workplaces: { at: workplace, readingFrom: workplace },
  },
  {
    enclave: () => Promise.resolve(undefined),
    mediumOf: () => Promise.resolve(undefined),
    dropFromCache: () => Promise.resolve({ pastCache: false }),
    eject: unused,
    engine: {
      mirror: (at, request, running) =>
        mirror(at, request, {
          ...running,
          observer: (event) => {
            running.observer(event);
            if (event.type === 'image') process.kill(process.pid, 'SIGKILL');
          },
        }),
    },
  },
);
await jobs.handlers['jobs.start'](
  {
    requests: [
      {
        flow: 'export',
        site: 'connected',
        yaml,
        source: { kind: 'upstream' },
        destination: { kind: 'archive', folder: token },
        options: runOptionsSchema.parse({}),
        afterwards: { verify: true, eject: false },
      },
    ],
  },
  { caller: { id: 'page', role: 'controller' }, signal: new AbortController().signal },
);
