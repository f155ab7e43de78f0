import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MirrorReport, RunEvent, SluiceError } from '../../core/contract/index.ts';
import { createKeyStore, Secret, type KeyStore } from '../../core/host/index.ts';
import { createMemoryStore } from '../../core/practice/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from './host-registries.ts';
import { mirrorHere, servicesOf, type HostWorld } from './host-world.ts';
import { runRegistry, type RunningRegistry } from './practice-client.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };
export const passphrase = new Secret('three words together');

/** What an import came to. */
export interface ImportResult {
  readonly report?: MirrorReport;
  readonly refused?: string;
  /** Codes told as errors, as warnings, as notes. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Requests that would change the registry. */
  readonly writes: number;
  /** Those that bring content or tags: asking whether pushing is allowed is none. */
  readonly pushes: number;
  /** How many of the writes had been sent when each code was told. */
  readonly writesBefore: Readonly<Record<string, number>>;
}

/** A registry of the receiver. */
export interface ReceivingRegistry {
  importFrom(folder: string, more?: Readonly<Record<string, unknown>>): Promise<ImportResult>;
  /** Every `repository:tag digest` that it holds. */
  content(): readonly string[];
  close(): Promise<void>;
}

/** A sender with a key, and a receiver with a registry of its own, on two machines. */
export interface SealedWorld {
  readonly world: RegistryWorld;
  readonly source: RunningRegistry;
  readonly receiver: HostWorld;
  readonly senderKeys: KeyStore;
  readonly receiverKeys: KeyStore;
  /** Exports `images` of the source into a folder; signed unless that is left out. */
  exportTo(
    name: string,
    more?: Readonly<Record<string, unknown>>,
  ): Promise<MirrorReport & { folder: string; events: RunEvent[] }>;
  /** A copy of a set, for a test to alter. */
  copyOf(folder: string, name: string): Promise<string>;
  /** A new, empty one. */
  receive(): Promise<ReceivingRegistry>;
  /** Imports into a registry of its own. */
  importFrom: ReceivingRegistry['importFrom'];
  close(): Promise<void>;
}

export async function sealedWorld(): Promise<SealedWorld> {
  const world = await registryWorld();
  const source = await world.registry();
  await pushImage(source, 'lab/app', '1.0');
  const config = await world.configuration(`name: ${hostOf(source)}/lab/app:1.0`);
  const receiver = { ...world, state: join(world.directory, 'receiver') };
  const senderKeys = createKeyStore(servicesOf(world));
  const receiverKeys = createKeyStore(servicesOf(receiver));
  await senderKeys.create({ name: 'Sender', passphrase, replace: false });
  const { publicKey } = await senderKeys.ownPresent();
  await receiverKeys.trust('Connected site', publicKey);
  const receive = (): Promise<ReceivingRegistry> => receivingRegistry(receiver, config);
  return {
    world,
    source,
    receiver,
    senderKeys,
    receiverKeys,
    exportTo: async (name, more = {}) => {
      const folder = join(world.directory, name);
      const events: RunEvent[] = [];
      const { report } = await mirrorHere(world, {
        config,
        destination: `file://${folder}`,
        keys: senderKeys,
        more: { ...plain, sign: true, selfContained: true, ...more },
        onEvent: (event) => void events.push(event),
      });
      return { ...report, folder, events };
    },
    copyOf: async (folder, name) => {
      const copy = join(world.directory, name);
      await cp(folder, copy, { recursive: true });
      return copy;
    },
    receive,
    importFrom: async (folder, more) => {
      const registry = await receive();
      try {
        return await registry.importFrom(folder, more);
      } finally {
        await registry.close();
      }
    },
    close: () => world.close(),
  };
}

async function receivingRegistry(receiver: HostWorld, config: string): Promise<ReceivingRegistry> {
  let writes = 0;
  let pushes = 0;
  const store = createMemoryStore();
  const registry = await runRegistry({
    store,
    before: ({ method }) => {
      if (method !== 'GET' && method !== 'HEAD') writes += 1;
      if (method === 'PUT' || method === 'PATCH') pushes += 1;
      return undefined;
    },
  });
  return {
    importFrom: async (folder, more = {}) => {
      writes = 0;
      pushes = 0;
      const told: RunEvent[] = [];
      const writesBefore: Record<string, number> = {};
      const codes = (level: string): string[] =>
        told.flatMap((event) =>
          event.type === 'finding' && event.level === level ? [event.message.code] : [],
        );
      const result = await mirrorHere(receiver, {
        config,
        from: folder,
        destination: `docker://${hostOf(registry)}`,
        more: { ...plain, olderSet: true, ...more },
        onEvent: (event) => {
          told.push(event);
          if (event.type === 'finding') writesBefore[event.message.code] ??= writes;
        },
      }).then(
        ({ report }) => ({ report }),
        (error: SluiceError) => ({ refused: error.code }),
      );
      const levels = { errors: codes('error'), warnings: codes('warning'), notes: codes('note') };
      return { ...result, ...levels, writes, pushes, writesBefore };
    },
    content: () =>
      store.index
        .repositories()
        .flatMap((name) =>
          [...(store.index.repository(name)?.tags ?? [])].map(([tag, digest]) => `${name}:${tag} ${digest}`),
        ),
    close: () => registry.close(),
  };
}

/** Changes the manifest in a folder as an attacker does who knows of its checksum. */
export async function alterManifest(
  folder: string,
  change: (manifest: Record<string, unknown>) => void,
): Promise<void> {
  const path = join(folder, 'sluice-set.json');
  const value = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(value);
  value['checksum'] = '0'.repeat(64);
  const blank = `${JSON.stringify(sorted(value), null, 2)}\n`;
  const sum = createHash('sha256').update(blank).digest('hex');
  await writeFile(path, blank.replace(`"checksum": "${'0'.repeat(64)}"`, `"checksum": "${sum}"`));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
