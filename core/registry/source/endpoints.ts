import { SluiceError, type ErrorCode } from '../../contract/index.ts';
import type { RepositoryName } from '../../image/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { Endpoint, EndpointReference } from '../registries-conf/index.ts';

/** What became of asking one endpoint. */
export interface Outcome {
  readonly endpoint: Endpoint;
  /** `absent`: it answered that it does not have it. */
  readonly result: 'absent' | SluiceError;
}

/** The endpoints of a repository in the order to ask them, with what the run has learnt. */
export interface EndpointOrder {
  /**
   * As configured (registry-client.md 2.2), but what belongs to an image that was read is asked for first where that
   * was read, and who is down is asked last.
   */
  inOrder(repository: RepositoryName, reference: EndpointReference): readonly Endpoint[];
  /** The endpoint that gave this manifest, or one that lists it; of an unknown one, that of the latest in its repository. */
  serving(repository: RepositoryName, digest: Digest): Endpoint | undefined;
  /** It gave this manifest, which names these others and blobs. */
  gave(repository: RepositoryName, endpoint: Endpoint, manifest: Digest, named: readonly Digest[]): void;
  /** It works, whatever went wrong before. */
  answered(endpoint: Endpoint): void;
  /** It failed beyond its budget: for a while it is asked last. */
  failed(endpoint: Endpoint): void;
}

const restFor = 5 * 60_000;

/** host/repository, as users name it. */
export function endpointName(endpoint: Endpoint): string {
  return `${endpoint.host}/${endpoint.repository}`;
}

export function createEndpointOrder(
  clock: Clock,
  endpointsFor: (reference: string) => readonly Endpoint[],
): EndpointOrder {
  /** Names of the endpoints that images were read from, under the digests of all that belongs to these. */
  const homes = new Map<RepositoryName, Map<Digest, string>>();
  const latest = new Map<RepositoryName, string>();
  const resting = new Map<string, number>();
  return {
    inOrder: (repository, reference) => {
      const now = clock.monotonic();
      // A tag may stand for different things in different places: there the configured order is the meaning.
      const home = reference.kind === 'digest' ? homes.get(repository)?.get(reference.digest) : undefined;
      const rank = (endpoint: Endpoint): number => {
        if (now < (resting.get(endpoint.host) ?? -1)) return 2;
        return endpointName(endpoint) === home ? 0 : 1;
      };
      const text =
        reference.kind === 'tag' ? `${repository}:${reference.tag}` : `${repository}@${reference.digest}`;
      return endpointsFor(text).toSorted((a, b) => rank(a) - rank(b));
    },
    serving: (repository, digest) => {
      const name = homes.get(repository)?.get(digest) ?? latest.get(repository);
      return endpointsFor(`${repository}@${digest}`).find((endpoint) => endpointName(endpoint) === name);
    },
    gave: (repository, endpoint, manifest, named) => {
      const name = endpointName(endpoint);
      const known = homes.get(repository) ?? new Map<Digest, string>();
      homes.set(repository, known);
      known.set(manifest, name);
      // A layer of several images stays where the first of them was.
      for (const digest of named) if (!known.has(digest)) known.set(digest, name);
      latest.set(repository, name);
    },
    answered: (endpoint) => {
      resting.delete(endpoint.host);
    },
    failed: (endpoint) => {
      resting.set(endpoint.host, clock.monotonic() + restFor);
    },
  };
}

export function blockedOutcome(endpoint: Endpoint): Outcome {
  const params = { host: endpoint.host, repository: endpointName(endpoint) };
  return { endpoint, result: new SluiceError('HOST_BLOCKED', { params, affected: [endpoint.host] }) };
}

const denials: ReadonlySet<ErrorCode> = new Set([
  'REGISTRY_LOGIN_NEEDED',
  'REGISTRY_LOGIN_FAILED',
  'REGISTRY_ACCESS_DENIED',
  'TOKEN_SERVICE_FAILED',
]);
/** Causes that somebody can remove: they are told even when another place just does not have it. */
const removable: ReadonlySet<ErrorCode> = new Set([
  ...denials,
  'BLOB_COPY_DAMAGED',
  'TLS_UNTRUSTED',
  'TLS_NAME_MISMATCH',
  'TLS_VALIDITY',
  'TLS_HANDSHAKE',
]);

/**
 * Whether the outcomes together say "there is no such thing". What is blocked was rightly not asked; a mirror that
 * denies access does not count when the registry itself answers (some say 403 for what is missing).
 */
export function isAbsent(outcomes: readonly Outcome[]): boolean {
  const asked = outcomes.filter(({ result }) => codeOf(result) !== 'HOST_BLOCKED');
  const primarySaysSo = asked.some(
    ({ endpoint, result }) => endpoint.kind === 'primary' && result === 'absent',
  );
  return (
    asked.length > 0 &&
    asked.every(({ result }) => result === 'absent' || (primarySaysSo && denials.has(result.code)))
  );
}

/** Never asked, or not reached: it has no say about the content. */
const silent: ReadonlySet<ErrorCode> = new Set([
  'HOST_BLOCKED',
  'HOST_NOT_ALLOWED',
  'NETWORK_NAME_UNKNOWN',
  'NETWORK_REFUSED',
  'NETWORK_UNREACHABLE',
  'NETWORK_CONNECT_TIMEOUT',
  'PROXY_FAILED',
]);
const absences: ReadonlySet<ErrorCode> = new Set(['BLOB_NOT_FOUND', 'MANIFEST_NOT_FOUND']);

/**
 * The failure of all endpoints as one: the cause that the operator can remove when there is one such,
 * "not there" when whoever could be reached says so, or a list of who said what.
 */
export function combinedFailure(
  repository: RepositoryName,
  what: string,
  outcomes: readonly Outcome[],
): SluiceError {
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined && only.result !== 'absent') return only.result;
  const failures = outcomes.flatMap(({ result }) => (result === 'absent' ? [] : [result]));
  const details = [...new Set(failures.flatMap((failure) => failure.detail ?? []))];
  const answered = outcomes.filter(({ result }) => result === 'absent' || !silent.has(result.code));
  const telling = answered.flatMap(({ result }) =>
    result === 'absent' || absences.has(result.code) ? [] : [result],
  );
  const candidates = answered.length === 0 ? failures : telling;
  const [cause] = candidates;
  const sameCause = candidates.every(({ code }) => code === cause?.code);
  const noneAbsent = telling.length === answered.length;
  if (cause !== undefined && sameCause && (noneAbsent || removable.has(cause.code))) {
    return new SluiceError(cause.code, {
      params: cause.params,
      affected: cause.affected,
      retryable: cause.retryable,
      detail: [`${repository}: ${describeOutcomes(outcomes)}`, ...details].join('\n'),
      cause,
    });
  }
  const notThere = answered.length > 0 && telling.length === 0;
  return new SluiceError(notThere ? 'NOT_AT_REACHABLE_ENDPOINTS' : 'ALL_ENDPOINTS_FAILED', {
    params: { repository, what, outcomes: describeOutcomes(outcomes) },
    affected: [repository],
    retryable: failures.some(({ retryable }) => retryable),
    ...(details.length > 0 && { detail: details.join('\n') }),
    cause: new AggregateError(failures),
  });
}

/** `mirror.example/a: not there; quay.io/a: the name does not resolve`, the words as terms. */
export function describeOutcomes(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return '-';
  return outcomes.map(({ endpoint, result }) => `${endpointName(endpoint)}: <${wordOf(result)}>`).join('; ');
}

function wordOf(result: Outcome['result']): string {
  return result === 'absent' || absences.has(result.code) ? 'absent' : result.code;
}

export function codeOf(result: 'absent' | SluiceError): ErrorCode | undefined {
  return result === 'absent' ? undefined : result.code;
}
