import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJournal } from '../../core/ledger/index.ts';
import { systemClock, systemFileSystem, systemRandom } from '../../core/ports/index.ts';
import {
  buildPracticeContent,
  createMemoryStore,
  createPracticeRegistry,
  createUpstream,
  imageSetConfig,
  listenOnLoopback,
  registriesConf,
  type BeforeHook,
  type PracticeContent,
  type PracticeRegistry,
  type PracticeScale,
  type WritableStore,
} from '../../core/practice/index.ts';
import type { Digest } from '../../core/reference/index.ts';
import {
  exportRecordSchema,
  importRecordSchema,
  replayExport,
  type ExportState,
  type ImportRecord,
} from '../../core/transfer/index.ts';

/** How slow a server is, so that there is time to be killed in. Can be changed at any time. */
export interface Pace {
  /** Milliseconds before a blob is answered or an upload is begun. */
  latency: number;
  /** Milliseconds for each MiB, of each blob on its own. */
  perMebibyte: number;
}

export interface ResumeUpstream {
  readonly content: PracticeContent;
  readonly registry: PracticeRegistry;
  readonly pace: Pace;
  /** Replaces what happens before a request, besides the pace. */
  before: BeforeHook;
  /** Files and variables for a command that reads from here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Releases 4.15.2 and 4.15.3 and all additional images. */
  readonly configuration: string;
  /** One small image: for an earlier set. */
  readonly smallConfiguration: string;
  readonly stop: () => Promise<void>;
}

/** The practice upstream in the test's own process, with a pace, its counters at hand. */
export async function startResumeUpstream(directory: string, scale: PracticeScale): Promise<ResumeUpstream> {
  const content = await buildPracticeContent({ scale });
  const pace: Pace = { latency: 0, perMebibyte: 0 };
  const hooks: { before: BeforeHook } = { before: () => undefined };
  const registry = createUpstream(content, {
    clock: systemClock,
    random: systemRandom,
    before: async (request) => {
      if (request.route.kind === 'blob' && request.method === 'GET') await sleep(pace.latency);
      return hooks.before(request);
    },
  });
  const server = await listenOnLoopback((request, response) => {
    slowDown(response, pace);
    registry.listener(request, response);
  }, 'upstream');
  await mkdir(directory, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(directory, name), text);
    return join(directory, name);
  };
  const { additionalImages } = content;
  const wish = { minVersion: '4.15.2', maxVersion: '4.15.3', additionalImages };
  return {
    content,
    registry,
    pace,
    get before() {
      return hooks.before;
    },
    set before(hook) {
      hooks.before = hook;
    },
    variables: {
      CONTAINERS_REGISTRIES_CONF: await write('registries.conf', registriesConf(new URL(server.url).host)),
      OCP_SIGNATURE_VERIFICATION_PK: await write('key.asc', content.publicKey),
      UPDATE_URL_OVERRIDE: `${server.url}/api/upgrades_info/v1/graph`,
      OCP_SIGNATURE_URL: `${server.url}/signatures/openshift/release/`,
    },
    configuration: await write('isc.yaml', imageSetConfig(wish)),
    smallConfiguration: await write('isc-small.yaml', additionalOnly(additionalImages.slice(0, 1))),
    stop: server.close,
  };
}

export function additionalOnly(images: readonly string[]): string {
  return [
    'apiVersion: mirror.openshift.io/v2alpha1',
    'kind: ImageSetConfiguration',
    'mirror:',
    '  additionalImages:',
    ...images.map((name) => `    - name: ${name}`),
    '',
  ].join('\n');
}

/** Bodies leave only as fast as the pace allows. */
function slowDown(response: ServerResponse, pace: Pace): void {
  const write = response.write.bind(response) as (chunk: Buffer, done: () => void) => boolean;
  response.write = (chunk: Buffer, second?: unknown, third?: unknown): boolean => {
    const done = [second, third].find((value) => typeof value === 'function') as (() => void) | undefined;
    const wait = (chunk.length / 2 ** 20) * pace.perMebibyte;
    return write(chunk, () => (wait < 1 ? done?.() : setTimeout(() => done?.(), wait)));
  };
}

/** A registry to push to, in the test's own process. Its content can be taken away between two runs. */
export interface ResumeTarget {
  readonly host: string;
  readonly pace: Pace;
  /** Replaces what happens before a request, besides the pace. */
  before: BeforeHook;
  /** As of now; `replace` makes a new one. */
  readonly registry: () => PracticeRegistry;
  /** Bytes that arrived on the wire: blobs whole and cut off, manifests, headers. */
  readonly received: () => number;
  /** Every `repository:tag digest`, sorted. */
  readonly content: () => string[];
  /** A fresh, empty registry under the same address, counters at zero. */
  readonly replace: () => void;
  readonly conf: string;
  readonly stop: () => Promise<void>;
}

export async function startResumeTarget(directory: string): Promise<ResumeTarget> {
  const pace: Pace = { latency: 0, perMebibyte: 0 };
  const hooks: { before: BeforeHook } = { before: () => undefined };
  const sockets = new Set<Socket>();
  const made = (): { store: WritableStore; registry: PracticeRegistry } => {
    const store = createMemoryStore();
    const counting: WritableStore = {
      ...store,
      createWriter: async (id) => {
        const writer = await store.createWriter(id);
        return {
          ...writer,
          write: async (chunks) => {
            const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
            await sleep((bytes / 2 ** 20) * pace.perMebibyte);
            await writer.write(chunks);
          },
        };
      },
    };
    const registry = createPracticeRegistry({
      store: counting,
      clock: systemClock,
      random: systemRandom,
      before: async (request) => {
        const { route, method } = request;
        if (route.kind === 'uploads' && method === 'POST') await sleep(pace.latency);
        return hooks.before(request);
      },
    });
    return { store, registry };
  };
  let current = made();
  const server = await listenOnLoopback((request, response) => {
    sockets.add(request.socket);
    current.registry.listener(request, response);
  }, 'target');
  const host = new URL(server.url).host;
  await mkdir(directory, { recursive: true });
  const conf = join(directory, 'target-registries.conf');
  await writeFile(conf, registriesConf(undefined, [host]));
  return {
    host,
    pace,
    get before() {
      return hooks.before;
    },
    set before(hook) {
      hooks.before = hook;
    },
    conf,
    registry: () => current.registry,
    received: () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0),
    content: () => {
      const { index } = current.store;
      return index
        .repositories()
        .flatMap((name) =>
          [...(index.repository(name)?.tags ?? [])].map(([tag, digest]) => `${name}:${tag} ${digest}`),
        )
        .sort();
    },
    replace: () => {
      current = made();
      sockets.clear();
    },
    stop: server.close,
  };
}

/** A folder to work in and a copy of it for each round. */
export async function workFolder(name: string): Promise<{
  readonly path: string;
  readonly copy: (from: string, to: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), `sluice-${name}-`));
  return {
    path,
    copy: async (from, to) => {
      await cp(join(path, from), join(path, to), { recursive: true });
      return join(path, to);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

async function runFolders(stateDirectory: string): Promise<string[]> {
  const root = join(stateDirectory, 'runs');
  const names = await readdir(root).catch(() => []);
  return names.sort().map((name) => join(root, name));
}

/** What the newest run's journal says, read as another process would. */
export async function exportJournal(stateDirectory: string): Promise<ExportState> {
  const folder = (await runFolders(stateDirectory)).at(-1);
  if (folder === undefined) return replayExport([]);
  const path = join(folder, 'journal.jsonl');
  return replayExport(await readJournal({ fs: systemFileSystem, path, schema: exportRecordSchema }));
}

export async function importJournal(stateDirectory: string): Promise<readonly ImportRecord[]> {
  const folder = (await runFolders(stateDirectory)).at(-1);
  if (folder === undefined) return [];
  return readJournal({
    fs: systemFileSystem,
    path: join(folder, 'journal.jsonl'),
    schema: importRecordSchema,
  });
}

/** Fetches, or uploads, of each blob until now. */
export function trafficOf(
  registry: PracticeRegistry,
  what: 'fetches' | 'uploads',
): ReadonlyMap<Digest, number> {
  return new Map([...registry.counters().blobs].map(([digest, traffic]) => [digest, traffic[what]]));
}

/** What was added between two counts. */
export function since(
  before: ReadonlyMap<Digest, number>,
  after: ReadonlyMap<Digest, number>,
): Map<Digest, number> {
  const added = [...after].map(([digest, count]) => [digest, count - (before.get(digest) ?? 0)] as const);
  return new Map(added.filter(([, count]) => count > 0));
}
