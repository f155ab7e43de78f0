import { setImmediate } from 'node:timers/promises';
import type { Clock, HttpDoor } from '../../../core/ports/index.ts';
import { verified, type Descriptor } from '../../../core/image/index.ts';
import { untilGenuine } from '../../../core/layers/index.ts';
import {
  createHttpDoor,
  createRegistryClient,
  createRegistrySource,
  defaultRetryPolicy,
  mergeRegistriesConf,
  parseRegistriesConf,
  resolveEndpoints,
  type CredentialLookup,
  type Endpoint,
  type HttpDoorOptions,
  type RegistryClient,
  type RegistrySource,
  type SourceEvent,
} from '../../../core/registry/index.ts';
import { collect, holding, swiftClock, type SwiftClock } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

export type DoorSettings = Omit<HttpDoorOptions, 'clock' | 'proxyFor'>;

/** A clock, and a door that goes by it. */
export interface Network {
  readonly clock: Clock;
  openDoor(settings: DoorSettings): HttpDoor;
}

export interface ReadingOptions {
  /** registries.conf. */
  readonly conf: string;
  /** Its delays. */
  readonly random: SeededRandom;
  /** Otherwise waits take no time at all. */
  readonly network?: Network;
  readonly door?: Partial<DoorSettings>;
  readonly credentials?: CredentialLookup;
  /** Attempts in a row, as `--retry-times` sets them. */
  readonly attempts?: number;
}

/** The engine as it reads: registries.conf, the source over it, its clients, the door. */
export interface ReadingWorld {
  readonly clock: Clock;
  readonly source: RegistrySource;
  readonly events: readonly SourceEvent[];
  /** The client of a host, as the source uses it. */
  client(host: string): RegistryClient;
  /** A blob, verified; wrong bytes fail. `slowly`: as to a slow disk. */
  readOnce(blob: Descriptor, slowly?: boolean): Promise<Buffer>;
  /** A blob as the engine reads one: wrong bytes are turned away and asked for again. */
  read(blob: Descriptor, repository?: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** What is read unless another repository of `quay.example` is named. */
export const repository = 'quay.example/ocp/release';

/** A registries.conf in which `quay.example` is at `primary`, and `mirrors` are asked before it. */
export function confOf(primary: string, mirrors: readonly string[] = [], insecure = true): string {
  const place = (table: string, location: string): string =>
    `${table}\nlocation = "${location}"\ninsecure = ${insecure}\n`;
  return [
    place('[[registry]]\nprefix = "quay.example"', primary),
    ...mirrors.map((mirror) => place('[[registry.mirror]]', mirror)),
  ].join('\n');
}

export function readingWorld(options: ReadingOptions): ReadingWorld {
  const { random, credentials = holding() } = options;
  const conf = mergeRegistriesConf([parseRegistriesConf(options.conf, 'registries.conf', 'refuse')]);
  const events: SourceEvent[] = [];
  const { clock, openDoor } = options.network ?? swiftNetwork();
  const working = new Set<string>();
  const door = openDoor({
    trustFor: () => Promise.resolve({ ca: [], files: [] }),
    userAgent: 'sluice/faults',
    ...options.door,
    onAnswer: (host, status) => {
      if (status < 500) working.add(host);
      options.door?.onAnswer?.(host, status);
    },
  });
  const retry = {
    clock,
    policy: { ...defaultRetryPolicy, ...(options.attempts !== undefined && { attempts: options.attempts }) },
    neverWorked: (host: string) => !working.has(host),
    random: {
      uuid: () => '',
      bytes: (count: number) => random.bytes(count),
      fraction: () => random.fraction(),
    },
  };
  const clients = new Map<string, RegistryClient>();
  const clientFor = ({ host, insecure }: Pick<Endpoint, 'host' | 'insecure'>): RegistryClient => {
    const key = `${host} ${insecure}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = createRegistryClient({ door, clock, retry, host, security: { insecure }, credentials });
    clients.set(key, client);
    return client;
  };
  const source = createRegistrySource({
    clientFor,
    endpointsFor: (reference) => resolveEndpoints(conf, reference),
    retry,
    onEvent: (event) => void events.push(event),
  });
  const readOnce = async (blob: Descriptor, slowly = false, from = repository): Promise<Buffer> => {
    const chunks = await source.openBlob(from, blob);
    return collect(verified(slowly ? slowed(chunks) : chunks, blob));
  };
  return {
    clock,
    source,
    events,
    client: (host) => clientFor({ host, insecure: true }),
    readOnce,
    read: (blob, from) => untilGenuine(source, blob, () => readOnce(blob, false, from)),
    close: () => door.close(),
  };
}

/** A network whose waits take no time. */
export function swiftNetwork(): Network & { readonly clock: SwiftClock } {
  const clock = swiftClock();
  return { clock, openDoor: (settings) => createHttpDoor({ ...settings, clock, proxyFor: () => undefined }) };
}

async function* slowed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    await setImmediate();
    yield chunk;
  }
}
