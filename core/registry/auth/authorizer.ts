import { SluiceError } from '../../contract/index.ts';
import type { Clock, EndpointSecurity, HttpDoor } from '../../ports/index.ts';
import type { Credential, CredentialLookup, Secret } from '../credentials/index.ts';
import type { Challenge } from './challenge.ts';
import { untilAborted } from '../http/until-aborted.ts';
import { describeSearch, type CredentialWords } from './describe-search.ts';
import { checkRealmChange, resolveRealm, type RealmPolicy } from './realm.ts';
import { mergeScopes } from './scope.ts';
import { basicAuthorization, fetchToken, type Token } from './token.ts';

export interface AuthorizerOptions {
  readonly door: HttpDoor;
  readonly clock: Clock;
  /** As the user writes it: the key of the credentials. */
  readonly host: string;
  readonly security: EndpointSecurity | undefined;
  readonly credentials: CredentialLookup;
  readonly realms?: RealmPolicy | undefined;
  /** Told once when credentials go to a token service on another host. */
  readonly onTokenService?: ((event: { host: string; service: string }) => void) | undefined;
}

export interface Need {
  readonly repository: string;
  /** Ours first; the one that the next request needs in front (registry-client.md A5). */
  readonly scopes: readonly string[];
}

/** Knows how one registry wants to be asked. */
export interface Authorizer {
  /** What one request says about who asks, for as often as it has to be sent. */
  login(need: Need, signal?: AbortSignal): Login;
  /** Takes in what the registry demands. `url`: where the demand came from. */
  learn(challenges: readonly Challenge[], url: URL): void;
  /** Files searched and entry used, for an error. */
  describe(repository: string): Promise<CredentialWords>;
}

export interface Login {
  /**
   * The Authorization header to send, or undefined for none. `long`: a long body follows, so a token near its end
   * is exchanged first (registry-client.md A8).
   */
  header(options?: { long?: boolean }): Promise<string | undefined>;
  /** After a 401 to that header: forgets what was refused and says whether asking again can help. */
  refused(challenges: readonly Challenge[], url: URL): Promise<boolean>;
}

/** Refusals of one request after which it wants a token of its own, and after which it gives up. */
const insistAfter = 3;
const mostRefusals = 5;

interface Refusal {
  readonly sent: string | undefined;
  readonly at: number;
  /** When the same request was refused before. */
  readonly before: number | undefined;
  readonly count: number;
}

interface Demand {
  readonly challenge: Challenge | undefined;
  readonly schemes: readonly string[];
  readonly url: URL;
}

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { door, clock, host, credentials, realms = {} } = options;
  const tokens = new Map<string, Promise<Token>>();
  const refreshTokens = new Map<string, Secret>();
  const extraScopes = new Map<string, string>();
  const announced = new Set<string>();
  let demand: Demand | undefined;
  let looked = false;

  const learn = (challenges: readonly Challenge[], url: URL): void => {
    // The first usable one in the server's order (A1).
    const challenge = challenges.find(
      ({ scheme, parameters }) =>
        scheme === 'basic' || (scheme === 'bearer' && parameters['realm'] !== undefined),
    );
    demand = { challenge, schemes: challenges.map(({ scheme }) => scheme), url };
  };

  const describe = async (repository: string): Promise<CredentialWords> =>
    describeSearch(await credentials.searched(host, repository));

  const scopesOf = ({ repository, scopes }: Need): string[] =>
    mergeScopes(scopes, extraScopes.get(repository));

  const keyOf = (need: Need, credential: Credential | undefined, realm: string): string =>
    [realm, idOf(credential), ...scopesOf(need).toSorted()].join(' ');

  const request = async (
    need: Need,
    challenge: Challenge,
    url: URL,
    credential: Credential | undefined,
  ): Promise<Token> => {
    const realm = resolveRealm(challenge.parameters['realm'] ?? '', url, realms);
    if (credential !== undefined && checkRealmChange(realm, host, realms) === 'new') announce(realm.url.host);
    const refreshKey = `${realm.url.href} ${idOf(credential)}`;
    const token = await fetchToken(door, clock, {
      realm,
      service: challenge.parameters['service'],
      scopes: scopesOf(need),
      credential,
      refreshToken: refreshTokens.get(refreshKey),
      registry: { host, url, credentials: () => describe(need.repository) },
      security: options.security,
    });
    if (token.refreshToken === undefined) refreshTokens.delete(refreshKey);
    else refreshTokens.set(refreshKey, token.refreshToken);
    return token;
  };

  const announce = (service: string): void => {
    if (announced.has(service)) return;
    announced.add(service);
    options.onTokenService?.({ host, service });
  };

  // Single flight: any number of parallel layers cause one token request (A7).
  const tokenFor = async (need: Need, challenge: Challenge, url: URL, long: boolean): Promise<Token> => {
    const credential = await credentials.lookup(host, need.repository);
    const key = keyOf(need, credential, challenge.parameters['realm'] ?? '');
    const pending = tokens.get(key);
    if (pending !== undefined) {
      const token = await pending;
      if (isGood(token, clock.monotonic(), long)) return token;
      if (tokens.get(key) !== pending) return tokenFor(need, challenge, url, false);
    }
    const fresh = request(need, challenge, url, credential);
    tokens.set(key, fresh);
    try {
      return await fresh;
    } catch (error) {
      if (tokens.get(key) === fresh) tokens.delete(key);
      throw error;
    }
  };

  const header = async (
    need: Need,
    long: boolean,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> => {
    if (demand === undefined) return undefined;
    const { challenge, url, schemes } = demand;
    if (challenge === undefined) {
      if (schemes.length === 0) return undefined;
      throw new SluiceError('REGISTRY_CHALLENGE_UNUSABLE', {
        params: { host, schemes: schemes.join(', ').slice(0, 200) },
        affected: [host],
      });
    }
    if (challenge.scheme === 'basic') {
      const credential = await credentials.lookup(host, need.repository);
      return credential?.kind === 'basic' ? basicAuthorization(credential) : undefined;
    }
    const token = await untilAborted(tokenFor(need, challenge, url, long), signal);
    return `Bearer ${token.value.reveal()}`;
  };

  const reconsider = async (
    challenges: readonly Challenge[],
    url: URL,
    need: Need,
    { sent, at, before, count }: Refusal,
  ): Promise<boolean> => {
    learn(challenges, url);
    const challenge = demand?.challenge;
    if (challenge === undefined) return false;
    // A helper or file may know better by now; asked once, not for every refusal.
    const credential = await credentials.lookup(host, need.repository, { fresh: !looked });
    looked = true;
    if (challenge.scheme === 'basic') {
      return credential?.kind === 'basic' && basicAuthorization(credential) !== sent;
    }
    const { scope } = challenge.parameters;
    if (scope !== undefined) extraScopes.set(need.repository, scope);
    const key = keyOf(need, credential, challenge.parameters['realm'] ?? '');
    const held = tokens.get(key);
    const token = await held?.catch(() => undefined);
    if (token === undefined) return true;
    // Another worker may have exchanged the refused token already: that one is tried too, until it is one too many.
    const refused = `Bearer ${token.value.reveal()}` === sent;
    const old = refused || (count >= insistAfter && token.issuedAt < at);
    if (old && tokens.get(key) === held) tokens.delete(key);
    if (!refused) return true;
    // A token that was made for this request, and has not ended by what was said of it, is not bettered by another.
    return before === undefined || token.issuedAt < before || at >= token.endsAt;
  };

  const login: Authorizer['login'] = (need, signal) => {
    let sent: string | undefined;
    let refusedAt: number | undefined;
    let count = 0;
    return {
      header: async ({ long = false } = {}) => {
        sent = await header(need, long, signal);
        return sent;
      },
      refused: async (challenges, url) => {
        const before = refusedAt;
        const at = clock.monotonic();
        refusedAt = at;
        count += 1;
        return count < mostRefusals && (await reconsider(challenges, url, need, { sent, at, before, count }));
      },
    };
  };

  return { login, learn, describe };
}

function idOf(credential: Credential | undefined): string {
  if (credential === undefined) return 'anonymous';
  return credential.kind === 'basic'
    ? `${originOf(credential)} ${credential.username}`
    : `${originOf(credential)} <token>`;
}

function originOf({ origin }: Credential): string {
  return `${origin.file} ${origin.key}`;
}

/** Ahead of a long body a token must have a quarter of its life, or five minutes, left. */
function isGood(token: Token, now: number, long: boolean): boolean {
  const left = token.expiresAt - now;
  return left > (long ? Math.min(5 * 60_000, token.lifetime / 4) : 0);
}
