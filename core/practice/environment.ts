import { join } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import { writeDurably, type Clock, type FileSystem, type Random } from '../ports/index.ts';
import { buildPracticeContent, type PracticeContent } from './content/content.ts';
import { exampleRanges } from './content/example.ts';
import type { PracticeScale } from './content/scale.ts';
import { listenOnLoopback, loopback, type LoopbackServer } from './listen.ts';
import type { PracticeRegistry } from './registry/registry.ts';
import { imageSetConfig, registriesConf, writeStage, type PracticeStage } from './stage-files.ts';
import { createDirectoryStore } from './store/directory-store.ts';
import type { WritableStore } from './store/store.ts';
import { createSiteRegistry, createUpstream } from './upstream.ts';
import { chartsPath } from './chart-repository.ts';
import { clusterGraphPath, graphDataPath, graphPath, signaturesPath } from './update-service.ts';

export interface PracticeOptions {
  /** Everything is written below it; registries find again what they held. */
  readonly directory: string;
  readonly scale: PracticeScale;
  readonly seed?: string;
  /** Absent or 0: any free port. */
  readonly ports?: { readonly upstream?: number; readonly enterprise?: number; readonly enclave?: number };
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
}

type Role = 'upstream' | 'enterprise' | 'enclave';

/** The three environments of the enclave workflow on this machine. */
export interface PracticeEnvironment {
  readonly directory: string;
  readonly content: PracticeContent;
  /** `host:port` of each registry, as references name it. */
  readonly hosts: Readonly<Record<Role, string>>;
  readonly urls: Readonly<Record<Role, string>> & {
    /** The internet's update service, and the enterprise's own, which knows what has been mirrored. */
    readonly graph: string;
    readonly enterpriseGraph: string;
    readonly graphData: string;
    /** Ends with a slash: the value of OCP_SIGNATURE_URL. */
    readonly signatures: string;
    /** A repository of charts. */
    readonly charts: string;
  };
  /** Counters and logs of each registry. */
  readonly registries: Readonly<Record<Role, PracticeRegistry>>;
  readonly stages: Readonly<Record<'connected' | 'enterprise' | 'enclave', PracticeStage>>;
  /** Stops all servers; what the registries hold stays on the disk. */
  stop(): Promise<void>;
}

/**
 * Starts the practice environment: the upstream with its sample content, and the
 * enterprise's and the enclave's registry, all on 127.0.0.1, and writes each stage's
 * files. Throws PRACTICE_PORT_IN_USE, PRACTICE_PORT_REFUSED or PRACTICE_DIRECTORY_UNUSABLE,
 * and leaves nothing running then.
 */
export async function startPractice(options: PracticeOptions): Promise<PracticeEnvironment> {
  const { directory, fs, clock, random, ports = {} } = options;
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const content = await buildPracticeContent(options);
    const openStore = async (role: Role): Promise<WritableStore> => {
      const store = await inDirectory(directory, () =>
        createDirectoryStore({ fs, directory: join(directory, role, 'registry') }),
      );
      closers.push(store.close);
      return store;
    };
    const listen = async (role: Role, registry: PracticeRegistry): Promise<LoopbackServer> => {
      const server = await listenOnLoopback(registry.listener, role, ports[role]);
      closers.push(server.close);
      return server;
    };
    const registries = {
      upstream: createUpstream(content, { clock, random }),
      enterprise: createSiteRegistry(content, await openStore('enterprise'), { clock, random }),
      enclave: createSiteRegistry(content, await openStore('enclave'), { clock, random }),
    };
    const servers = {
      upstream: await listen('upstream', registries.upstream),
      enterprise: await listen('enterprise', registries.enterprise),
      enclave: await listen('enclave', registries.enclave),
    };
    const urls = {
      upstream: servers.upstream.url,
      enterprise: servers.enterprise.url,
      enclave: servers.enclave.url,
      graph: servers.upstream.url + graphPath,
      enterpriseGraph: servers.enterprise.url + clusterGraphPath,
      graphData: servers.upstream.url + graphDataPath,
      signatures: servers.upstream.url + signaturesPath,
      charts: servers.upstream.url + chartsPath,
    };
    const hosts = {
      upstream: hostOf(servers.upstream),
      enterprise: hostOf(servers.enterprise),
      enclave: hostOf(servers.enclave),
    };
    const stages = await inDirectory(directory, () => writeStages(fs, directory, content, hosts, urls));
    return { directory, content, hosts, urls, registries, stages, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeStages(
  fs: FileSystem,
  directory: string,
  content: PracticeContent,
  hosts: PracticeEnvironment['hosts'],
  urls: PracticeEnvironment['urls'],
): Promise<PracticeEnvironment['stages']> {
  const { additionalImages } = content;
  const all = { ...exampleRanges.all, additionalImages };
  const one = { ...exampleRanges.enclave, additionalImages: [] };
  const connected = {
    directory: join(directory, 'connected'),
    registriesConf: registriesConf(hosts.upstream),
    wish: all,
    variables: {
      UPDATE_URL_OVERRIDE: urls.graph,
      OCP_SIGNATURE_URL: urls.signatures,
      SLUICE_GRAPH_DATA_URL: urls.graphData,
      SLUICE_CHARTS_URL: urls.charts,
    },
  };
  // The enterprise first receives everything with the connected stage's image set, then cuts
  // the enclave's part with isc-enclave.yaml, the image set that the enclave itself loads with.
  const enterprise = {
    directory: join(directory, 'enterprise'),
    registriesConf: registriesConf(hosts.enterprise, [hosts.enterprise]),
    wish: all,
    variables: { UPDATE_URL_OVERRIDE: urls.enterpriseGraph },
  };
  const enclave = {
    directory: join(directory, 'enclave'),
    registriesConf: registriesConf(undefined, [hosts.enclave]),
    wish: one,
    variables: {},
  };
  await writeDurably(fs, join(enterprise.directory, 'isc-enclave.yaml'), imageSetConfig(one));
  return {
    connected: await writeStage(fs, connected, content),
    enterprise: await writeStage(fs, enterprise, content),
    enclave: await writeStage(fs, enclave, content),
  };
}

function hostOf({ port }: LoopbackServer): string {
  return `${loopback}:${port}`;
}

async function inDirectory<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SluiceError('PRACTICE_DIRECTORY_UNUSABLE', {
      params: { directory, reason },
      stage: 'practice',
      affected: [directory],
      cause,
    });
  }
}
