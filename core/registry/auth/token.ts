import { SluiceError } from '../../contract/index.ts';
import type { Clock, EndpointSecurity, HttpDoor, HttpRequest } from '../../ports/index.ts';
import { Secret, type BasicCredential, type Credential } from '../credentials/index.ts';
import { discardBody, readBody } from '../http/read-body.ts';
import { follow, type Followed } from '../http/redirect.ts';
import { isTransientStatus } from '../http/request-form.ts';
import { loginFailure } from '../http/answer-error.ts';
import type { CredentialWords } from './describe-search.ts';
import type { Realm } from './realm.ts';

/** A token as the cache keeps it. Times are monotonic milliseconds. */
export interface Token {
  readonly value: Secret;
  readonly issuedAt: number;
  /** By what the service said. */
  readonly endsAt: number;
  readonly lifetime: number;
  /** Not used from here on; earlier than the server's own limit. */
  readonly expiresAt: number;
  /** Stands in for the identity token in later requests (registry-client.md A4). */
  readonly refreshToken?: Secret;
}

export interface TokenRequest {
  readonly realm: Realm;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  readonly credential: Credential | undefined;
  readonly refreshToken: Secret | undefined;
  /** For errors. */
  readonly registry: {
    readonly host: string;
    readonly url: URL;
    /** Files searched and entry used, in words. */
    readonly credentials: () => Promise<CredentialWords>;
  };
  readonly security: EndpointSecurity | undefined;
}

const clientId = 'sluice';
const tokenLimit = { bytes: 256 * 1024, option: 'token size' };
/** Shortest lifetime that is believed (registry-client.md A7). */
const shortest = 60_000;
/** And the longest: a day is worth one more request, and a number without end would never end. */
const longest = 24 * 60 * 60_000;

/** Asks the token service (registry-client.md A3, A4). Throws REGISTRY_LOGIN_NEEDED, REGISTRY_LOGIN_FAILED, TOKEN_SERVICE_FAILED and what `follow` throws. */
export async function fetchToken(door: HttpDoor, clock: Clock, wanted: TokenRequest): Promise<Token> {
  const { credential, refreshToken } = wanted;
  if (credential?.kind === 'identity-token') {
    if (refreshToken !== undefined) {
      const answer = await send(door, wanted, postRequest(wanted, refreshToken));
      if (!refreshRefused.has(answer.status))
        return { refreshToken, ...(await readToken(answer, clock, wanted)) };
      await discardBody(answer);
    }
    const answer = await send(door, wanted, postRequest(wanted, credential.token));
    // Servers without the OAuth2 flow say that they do not know POST.
    if (![404, 405, 501].includes(answer.status)) return readToken(answer, clock, wanted);
    await discardBody(answer);
  }
  return readToken(await send(door, wanted, getRequest(wanted)), clock, wanted);
}

/** What the service gave out it may take back before the credential itself ends (RFC 6749 5.2, and what servers make of it). */
const refreshRefused: ReadonlySet<number> = new Set([400, 401, 403]);

function getRequest(wanted: TokenRequest): HttpRequest {
  const { credential, service, scopes, realm } = wanted;
  const url = new URL(realm.url);
  const basic = credential?.kind === 'basic' ? credential : undefined;
  const authorization = basic === undefined ? undefined : basicAuthorization(basic);
  if (basic !== undefined && basic.username !== '') url.searchParams.append('account', basic.username);
  if (service !== undefined) url.searchParams.append('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  return {
    method: 'GET',
    url,
    lane: 'small',
    headers: { accept: 'application/json', ...(authorization !== undefined && { authorization }) },
  };
}

function postRequest({ realm, service, scopes }: TokenRequest, secret: Secret): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: secret.reveal(),
    client_id: clientId,
  });
  if (service !== undefined) form.set('service', service);
  if (scopes.length > 0) form.set('scope', scopes.join(' '));
  return {
    method: 'POST',
    url: realm.url,
    lane: 'small',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}

function send(door: HttpDoor, wanted: TokenRequest, request: HttpRequest): Promise<Followed> {
  const { realm, registry, security } = wanted;
  const full: HttpRequest = {
    ...request,
    askedBy: registry.host,
    // The registry's insecure setting is the registry's alone; another host must prove who it is.
    ...(realm.isOwn && security !== undefined && { security }),
    ...(!realm.isOwn && !realm.isTrusted && { referredBy: registry.url }),
  };
  return follow(door, full, {
    limit: 5,
    what: `<token for> ${registry.host}`,
    mayCarryBody: (target) => target.origin === realm.url.origin,
  });
}

async function readToken(answer: Followed, clock: Clock, wanted: TokenRequest): Promise<Token> {
  const { registry, realm, scopes } = wanted;
  const { status } = answer;
  if (status < 200 || status > 299) {
    await discardBody(answer);
    const credential = await registry.credentials();
    const scope = scopes.join(' ') || '-';
    if (status === 401) {
      const detail = `token service ${realm.url.host}: 401`;
      throw loginFailure({ host: registry.host, what: scope, credential, detail });
    }
    throw new SluiceError('TOKEN_SERVICE_FAILED', {
      params: { host: registry.host, realm: realm.url.host, scope, status, credential: credential.words },
      affected: [registry.host],
      retryable: isTransientStatus(status),
    });
  }
  const about = { host: realm.url.host, what: `<token for> ${registry.host}` };
  const document = parseObject(await readBody(answer, tokenLimit, about));
  const value = textOf(document['token']) ?? textOf(document['access_token']);
  if (value === undefined) {
    throw new SluiceError('REGISTRY_ANSWER_MALFORMED', {
      params: { ...about, reason: 'no token' },
      affected: [registry.host],
      retryable: true,
    });
  }
  const stated = document['expires_in'];
  const seconds = typeof stated === 'number' && stated > 0 ? stated : 0;
  const lifetime = Math.min(longest, Math.max(shortest, seconds * 1000));
  const refresh = textOf(document['refresh_token']);
  const issuedAt = clock.monotonic();
  return {
    value: new Secret(value),
    issuedAt,
    endsAt: issuedAt + (seconds > 0 ? seconds * 1000 : lifetime),
    lifetime,
    expiresAt: issuedAt + lifetime - Math.max(5000, lifetime / 10),
    ...(refresh !== undefined && { refreshToken: new Secret(refresh) }),
  };
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A token goes into a header: visible ASCII only. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,65536}$/.test(value) ? value : undefined;
}

/** `Basic …`, or undefined unless both parts are there: an empty pair makes some registries refuse (A2, A3). */
export function basicAuthorization(credential: BasicCredential): string | undefined {
  const password = credential.password.reveal();
  if (credential.username === '' || password === '') return undefined;
  return `Basic ${Buffer.from(`${credential.username}:${password}`, 'utf8').toString('base64')}`;
}
