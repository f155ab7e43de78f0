import type { ErrorCode, MirrorRequest } from '../contract/index.ts';
import type { Source } from '../image/index.ts';
import type { HttpDoor } from '../ports/index.ts';
import { splitRepositoryName } from '../reference/index.ts';
import {
  createCredentialLookup,
  createHttpDoor,
  createProxyResolver,
  createRegistryClient,
  createRegistrySource,
  createSystemRunHelper,
  defaultRetryPolicy,
  describeRegistriesConf,
  formatEndpoint,
  insecureFor,
  loadRegistriesConf,
  loadTrust,
  resolveEndpoints,
  withOcMirrorLayout,
  type CredentialSearch,
  type Endpoint,
  type RegistriesConf,
  type RegistryClient,
  type RetryPolicy,
  type SourceEvent,
} from '../registry/index.ts';
import { createAnsweringHosts, type AnsweringHosts } from './answering-hosts.ts';
import { watchingClock } from './clock-watch.ts';
import { noConnections, type Connections } from './connections.ts';
import { showFindings, type Observer } from './observer.ts';
import { openRealmMemory } from './realm-memory.ts';
import type { HostServices } from './services.ts';
import { hostNotices, waitingNotices } from './waiting.ts';
import { toolVersion } from './version.ts';

/** The part of a request that decides how the network is used. */
export type NetworkRequest = Partial<
  Pick<
    MirrorRequest,
    | 'authFile'
    | 'registriesConf'
    | 'sourceTlsVerify'
    | 'destinationTlsVerify'
    | 'offlineAllow'
    | 'caFile'
    | 'logLevel'
    | 'retryTimes'
    | 'acceptRealmChange'
  >
>;

/** Everything that talks to other hosts, assembled once for a run. */
export interface Network {
  readonly door: HttpDoor;
  /** Reads through the mirrors of registries.conf. */
  readonly source: Source;
  /** A client for a registry that is written to: no mirrors, no rewriting. */
  target(host: string): RegistryClient;
  /** Where credentials for a repository were searched, and which one is used; no secret in it. */
  searched(host: string, repository: string): Promise<CredentialSearch>;
  /** Tags of a repository, asked at its first endpoint. */
  readonly tags: { listTags(repository: string, signal?: AbortSignal): Promise<readonly string[]> };
  /** Who answered so far, with the certificates that were shown. */
  readonly hosts: AnsweringHosts['list'];
  /** Whether only listed hosts may be contacted. */
  readonly offline: boolean;
  /** Whether releases are read through a mirror. */
  mirrorsReleases(): boolean;
  /** Where the graph image of the place that serves releases is: with a mirror, beside its releases. */
  graphImageRepository(): string;
  /** Where reads go, for people. */
  describe(): string;
  close(): Promise<void>;
}

const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';

/**
 * Wraps the network, outermost last: trust and proxy decide each connection, the door counts and
 * gates it, credentials sign it, the client speaks the protocol, the source picks the mirror.
 */
export async function openNetwork(
  services: HostServices,
  request: NetworkRequest,
  observer: Observer,
): Promise<Network> {
  const { fs, clock, random, environment } = services;
  const conf = await loadRegistriesConf({
    fs,
    environment,
    ...(request.registriesConf !== undefined && { path: request.registriesConf }),
  });
  showFindings(observer, conf.findings);
  const debug = debugLog(request, observer);
  for (const line of describeRegistriesConf(conf)) debug(line);
  const connections = services.connections ?? noConnections;
  const trust = loadTrust({
    fs,
    environment,
    caFiles: [
      ...connections.authorities,
      ...(request.caFile === undefined ? [] : [{ file: request.caFile }]),
    ],
  });
  // A file that was named and cannot be used ends the run at once, not image by image.
  if (request.caFile !== undefined) await trust.trustFor('localhost');
  const credentials = createCredentialLookup({
    fs,
    environment,
    runHelper: createSystemRunHelper(),
    conf,
    own: connections.credentials,
    furtherFiles: connections.authFiles,
    ...(request.authFile !== undefined && { authFile: request.authFile }),
  });
  const tell = (code: ErrorCode, host: string, params: Record<string, string>): void =>
    showFindings(observer, [{ level: 'note', code, params, affected: [host] }]);
  const realms = await openRealmMemory(services);
  const proxies = createProxyResolver(environment);
  showFindings(observer, proxies.findings);
  const working = new Set<string>();
  const answering = createAnsweringHosts(clock);
  const bare = createHttpDoor({
    clock,
    trustFor: (host) => trust.trustFor(host),
    proxyFor: (url) => proxies.proxyFor(url),
    userAgent: `sluice/${toolVersion}`,
    ...(request.offlineAllow !== undefined && { allowHosts: request.offlineAllow }),
    onConnected: (peer) => answering.note(peer),
    onAnswer: (host, status) => void (status < 500 && working.add(host)),
    onWarning: ({ host, text }) => tell('REGISTRY_WARNING', host, { host, text }),
    onHostState: hostNotices(observer, clock),
  });
  const door = watchingClock(bare, clock, (finding) => showFindings(observer, [finding]));
  const retry = {
    clock,
    random,
    policy: retryPolicy(request.retryTimes),
    neverWorked: (host: string) => !working.has(host),
    onRetry: waitingNotices(observer, clock),
  };
  const clients = new Map<string, RegistryClient>();
  const allowed = insecureHosts(connections, observer);
  const clientFor = (
    endpoint: Pick<Endpoint, 'host' | 'insecure'> & Partial<Pick<Endpoint, 'proxy'>>,
  ): RegistryClient => {
    const { host, proxy } = endpoint;
    const insecure = endpoint.insecure || allowed(host);
    const key = `${host} ${insecure} ${proxy?.url.href ?? ''}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = createRegistryClient({
      door,
      clock,
      retry,
      host,
      security: { insecure, ...(proxy !== undefined && { proxy }) },
      credentials,
      realms: { memory: realms, acceptChange: request.acceptRealmChange === true },
      onTokenService: (event) => tell('TOKEN_SERVICE_USED', event.host, event),
    });
    clients.set(key, client);
    return client;
  };
  const endpointsFor = (reference: string): readonly Endpoint[] =>
    withOcMirrorLayout(resolveEndpoints(conf, reference, tlsChoice(request.sourceTlsVerify)), conf);

  return {
    door,
    source: createRegistrySource({
      clientFor,
      endpointsFor,
      onEvent: (event) => debug(describeSourceEvent(event)),
      retry,
    }),
    target: (host) => clientFor({ host, insecure: targetInsecure(conf, host, request.destinationTlsVerify) }),
    searched: (host, repository) => credentials.searched(host, repository),
    tags: {
      listTags: async (repository, signal) => {
        const [endpoint] = endpointsFor(`${repository}:latest`);
        const at = endpoint ?? { ...splitRepositoryName(repository), insecure: false };
        const path = 'repository' in at ? at.repository : at.path;
        return clientFor(at).listTags(path, signal);
      },
    },
    hosts: () => answering.list(),
    offline: request.offlineAllow !== undefined,
    mirrorsReleases: () =>
      endpointsFor(`${releaseRepository}:latest`).some((endpoint) => endpoint.kind === 'mirror'),
    graphImageRepository: () => {
      const literal = 'quay.io/openshift/graph-image';
      if (endpointsFor(`${literal}:latest`).some((endpoint) => endpoint.kind === 'mirror')) return literal;
      const mirror = endpointsFor(`${releaseRepository}:latest`).find(
        (endpoint) => endpoint.kind === 'mirror',
      );
      const root = mirror?.repository.replace(/openshift(?:\/release-images|-release-dev\/ocp-release)$/, '');
      return mirror === undefined ? literal : `${mirror.host}/${root}openshift/graph-image`;
    },
    describe: () => (conf.files.length === 0 ? 'registries' : `registries (${conf.files.join(', ')})`),
    close: async () => {
      await realms.save().catch(() => undefined);
      await door.close();
    },
  };
}

/** Hosts that somebody allowed to be used without verification: told once, when one is used. */
function insecureHosts({ insecure }: Connections, observer: Observer): (host: string) => boolean {
  const told = new Set<string>();
  return (host) => {
    const found = insecure.find((entry) => entry.host === host);
    if (found?.reason !== undefined && !told.has(host)) {
      told.add(host);
      const params = { host, reason: found.reason };
      showFindings(observer, [{ level: 'warning', code: 'REGISTRY_UNVERIFIED', params, affected: [host] }]);
    }
    return found !== undefined;
  };
}

/** Detail that only those who ask for it see. */
function debugLog({ logLevel }: NetworkRequest, observer: Observer): (text: string) => void {
  const wanted = logLevel === 'debug' || logLevel === 'trace';
  return (text) => {
    if (wanted) observer({ type: 'log', text });
  };
}

function describeSourceEvent(event: SourceEvent): string {
  const place = formatEndpoint(event.endpoint);
  switch (event.kind) {
    case 'endpoint-passed-over':
      return `${event.repository}: passed over ${place}: ${event.error.code}`;
    case 'download-resumed':
      return `${event.repository}: ${event.digest} resumed at byte ${event.position} from ${place}`;
  }
}

/** `--retry-times` is oc-mirror's: further attempts after the first. */
function retryPolicy(retryTimes: number | undefined): RetryPolicy {
  return retryTimes === undefined ? defaultRetryPolicy : { ...defaultRetryPolicy, attempts: retryTimes + 1 };
}

function tlsChoice(verify: boolean | undefined): { readonly tlsVerify?: boolean } {
  return verify === undefined ? {} : { tlsVerify: verify };
}

/** A flag decides when it was given; otherwise registries.conf, which applies to pushes without rewriting. */
function targetInsecure(conf: RegistriesConf, host: string, verify: boolean | undefined): boolean {
  return verify === undefined ? insecureFor(conf, host) : !verify;
}
