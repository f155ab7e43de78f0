import {
  enclaveSchema,
  pathTokenSchema,
  type AppInfo,
  type EnclaveView,
  type Holdings,
  type PlanView,
  type RegistryView,
} from '../../../core/contract/index.ts';
import { createFakeClient, remote, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { sampleInfo } from '../support/samples.ts';
import { facts, plan, registry, tokens } from '../flows/samples.ts';
import { applyToText, describeText, enclave, holdings, packageConfig, channelConfig } from './samples.ts';

export interface WorldOptions {
  readonly enclaves?: readonly EnclaveView[];
  readonly holdings?: Holdings;
  readonly registries?: readonly RegistryView[];
  readonly role?: AppInfo['role'];
  readonly handlers?: FakeHandlers;
}

export interface World {
  readonly client: FakeClient;
  /** What the host keeps. */
  yamlOf(id: string): string;
  /** Another window saves; not yet told to this one, when it is the same instant. */
  saveElsewhere(enclave: EnclaveView, isTold?: boolean): void;
}

export const north = enclave('north', channelConfig('minVersion: 4.15.2', 'maxVersion: 4.15.3'), {
  driveId: 'stick',
});
export const south = enclave('south', packageConfig());

/** A host with two enclaves and a registry, whose configurations are changed by the real editor. */
export function createWorld(options: WorldOptions = {}): World {
  const { registries = [registry('enterprise', 'registry.example.com')], role = 'controller' } = options;
  let enclaves = [...(options.enclaves ?? [north, south])];
  const client = createFakeClient({
    'app.info': () => ({ ...sampleInfo, role }),
    'settings.get': () => new Promise(() => undefined),
    'practice.status': () => ({ running: false }),
    'jobs.list': () => ({ jobs: [], total: 0 }),
    'registries.list': () => ({ registries: [...registries] }),
    'drafts.get': () => ({ view: null, revision: 0 }),
    'config.describe': ({ yaml }) => describeText(yaml),
    'config.apply': ({ yaml, edits }) => applyToText(yaml, edits),
    'config.templates': () => ({ templates: [{ id: 'first', yaml: channelConfig() }] }),
    'enclaves.list': () => ({ enclaves }),
    'enclaves.save': (profile) => {
      const saved = enclaveSchema.parse(profile);
      const known = enclaves.find(({ id }) => id === saved.id);
      if ((known?.revision ?? 0) !== saved.revision) {
        throw remote('ENCLAVE_CHANGED_ELSEWHERE', { name: saved.name });
      }
      const kept = { ...known, ...saved, revision: saved.revision + 1 };
      enclaves =
        known === undefined ? [...enclaves, kept] : enclaves.map((one) => (one.id === saved.id ? kept : one));
      return { enclaves };
    },
    'enclaves.places': () => ({
      places: enclaves.flatMap(({ id, to }) => (to === undefined ? [] : [{ id, facts: facts(to) }])),
    }),
    'paths.places': () => ({ places: [] }),
    'paths.describe': ({ token }) => facts(pathTokenSchema.parse(token)),
    'holdings.list': () => options.holdings ?? holdings,
    'plan.create': () => planOf(3 * 1024 ** 3),
    'drives.list': () => ({
      drives: [
        {
          id: 'stick',
          label: 'STICK',
          model: 'USB stick',
          kind: 'usb',
          removable: true,
          capacity: 8 * 1024 ** 3,
          free: 2 * 1024 ** 3,
          readOnly: false,
          mounted: true,
          mountPoint: '/media/stick',
          root: tokens.root,
          statuses: [],
          sets: [],
        },
      ],
    }),
    ...options.handlers,
  });
  return {
    client,
    yamlOf: (id) => {
      const found = enclaves.find((one) => one.id === id);
      if (found === undefined) throw remote('ENCLAVE_UNKNOWN', { id });
      return found.yaml;
    },
    saveElsewhere: (saved, isTold = true) => {
      enclaves = enclaves.map((one) =>
        one.id === saved.id ? { ...saved, revision: one.revision + 1 } : one,
      );
      if (isTold) client.emit('enclaves.changed', {});
    },
  };
}

/** A plan that writes so many bytes. */
export function planOf(writeBytes: number, carriedBytes = 0): PlanView {
  const { report } = plan;
  return {
    ...plan,
    report: { ...report, releases: [], totals: { ...report.totals, writeBytes, carriedBytes } },
  };
}

/** A registry with many packages, for a matrix of many enclaves. */
export function manyPackages(count: number): Holdings {
  const packages = Array.from({ length: count }, (_one, at) => {
    const name = `operator-${String(at).padStart(4, '0')}`;
    return {
      name,
      displayName: `Operator ${String(at).padStart(4, '0')}`,
      defaultChannel: 'stable',
      channels: [
        {
          name: 'stable',
          bundles: ['1.2.0', '1.1.0', '1.0.0'].map((version) => ({ name: `${name}.v${version}`, version })),
        },
      ],
    };
  });
  const [first] = holdings.catalogs;
  return first === undefined ? holdings : { ...holdings, catalogs: [{ ...first, packages }] };
}
