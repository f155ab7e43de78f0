import { SluiceError, type Check, type RegistryEntry } from '../../contract/index.ts';
import { discardBody, safeUrl } from '../../registry/index.ts';
import type { Workplace } from '../app/workplaces.ts';
import { inTime } from '../in-time.ts';
import { openNetwork, type Network } from '../network.ts';
import { toMessage } from '../observer.ts';
import { check, checkSteps, type CheckStep } from './check.ts';
import { lookAtHost } from './look-at-host.ts';

/** Milliseconds for each step: a registry that takes longer to say a few words is not fit for a run. */
const stepLimit = 20_000;

export interface TestOptions {
  /** Whether to try writing as well. */
  readonly push: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds for each step. */
  readonly limit?: number;
}

/** Failures that are about who asks, not about what is asked for. */
const loginCodes: ReadonlySet<string> = new Set([
  'REGISTRY_LOGIN_NEEDED',
  'REGISTRY_LOGIN_FAILED',
  'REGISTRY_CHALLENGE_UNUSABLE',
  'TOKEN_SERVICE_FAILED',
  'REALM_REFUSED',
  'REALM_CHANGED',
  'HOST_NOT_ALLOWED',
]);

/**
 * Tries a registry step by step as a run would use it, and stops at the first step that fails: those after
 * it are `skipped`. Nothing that is written stays. Throws nothing but the signal's reason.
 */
export async function testRegistry(
  workplace: Workplace,
  entry: RegistryEntry,
  options: TestOptions,
): Promise<readonly Check[]> {
  const { push, signal, limit = stepLimit } = options;
  const { host, namespace } = entry.place;
  const repository = `${namespace === '' ? '' : `${namespace}/`}openshift/release-images`;
  const checks: Check[] = [];
  /** Which step a failure at this moment belongs to. */
  let blame = (code: string): CheckStep => (code.startsWith('TLS_') ? 'tls' : 'reach');
  // One attempt: somebody is looking at the screen and can press the button again.
  const request = { ...workplace.network, retryTimes: 0 };
  const network = await openNetwork(servicesWith(workplace, entry), request, () => undefined);
  try {
    checks.push(...(await lookAtHost(workplace, entry, { signal, limit })));
    blame = (code) => (code.startsWith('TLS_') ? 'tls' : 'protocol');
    const client = network.target(host);
    await inTime(host, limit, signal, (within) => client.ping(within));
    checks.push(await inTime(host, limit, signal, (within) => checkProtocol(network, entry, within)));
    blame = (code) => (loginCodes.has(code) || code.startsWith('CREDENTIAL') ? 'login' : 'pull');
    const found = await inTime(host, limit, signal, (within) =>
      client.checkAccess(repository, 'pull', within),
    );
    const pulled = found === 'granted' ? 'CHECK_PULL' : 'CHECK_PULL_EMPTY';
    checks.push(await checkLogin(network, host, repository));
    checks.push(check('pull', 'passed', pulled, { host, repository }));
    if (push) {
      blame = () => 'push';
      await inTime(host, limit, signal, (within) => client.checkAccess(repository, 'push', within));
      checks.push(check('push', 'passed', 'CHECK_PUSH', { host, repository }));
    }
  } catch (error) {
    signal.throwIfAborted();
    const id = blame(error instanceof SluiceError ? error.code : '');
    if (id === 'tls' && checks.length === 0) checks.push(check('reach', 'passed', 'CHECK_REACH', { host }));
    if (id === 'pull') checks.push(await checkLogin(network, host, repository));
    checks.push({ id, state: 'failed', message: toMessage(error) });
  } finally {
    await network.close();
  }
  return checkSteps.map((id) => checks.findLast((made) => made.id === id) ?? { id, state: 'skipped' });
}

/** The entry decides about TLS, whether it is saved or not. */
function servicesWith({ services }: Workplace, { place, tls }: RegistryEntry): Workplace['services'] {
  const kept = services.connections ?? { authorities: [], credentials: [], authFiles: [], insecure: [] };
  const others = kept.insecure.filter(({ host }) => host !== place.host);
  const own = tls.mode === 'insecure' ? [{ host: place.host, reason: tls.reason }] : [];
  return { ...services, connections: { ...kept, insecure: [...others, ...own] } };
}

/**
 * Whether what answers is a registry. The client tolerates proxies that hide `/v2/`; somebody who tests an
 * address wants to know that it is not the web page beside the registry.
 */
async function checkProtocol(
  { door }: Network,
  { place: { host }, tls }: RegistryEntry,
  signal: AbortSignal,
): Promise<Check> {
  const url = new URL(`https://${host}/v2/`);
  const security = { insecure: tls.mode === 'insecure' };
  const response = await door.request({ method: 'GET', url, lane: 'small', security, signal });
  await discardBody(response);
  const { status } = response;
  const type = String(response.headers['content-type'] ?? '');
  if (status === 200 && type.startsWith('text/html')) {
    throw new SluiceError('REGISTRY_ANSWER_MALFORMED', {
      params: { host, what: `GET ${safeUrl(url)}`, reason: type.slice(0, 100) },
      affected: [host],
    });
  }
  return status === 200 || status === 401
    ? check('protocol', 'passed', 'CHECK_PROTOCOL', { host })
    : check('protocol', 'warning', 'CHECK_PROTOCOL_HIDDEN', { host, status });
}

/** Which credential is used, and from where. */
async function checkLogin(network: Network, host: string, repository: string): Promise<Check> {
  const { used } = await network.searched(host, repository);
  return used === undefined
    ? check('login', 'passed', 'CHECK_LOGIN_ANONYMOUS', { host })
    : check('login', 'passed', 'CHECK_LOGIN', { host, source: used.file, entry: used.key });
}
