import type { Clock, Random } from '../../ports/index.ts';
import { sendJson, type Exchange } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import { receiveSmall } from './receive.ts';
import type { Route } from './route.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Reading needs no credentials. */
  readonly anonymousPull?: boolean;
}

/** How a registry asks who is there. */
export type AuthMode =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'basic' } & Credentials)
  | ({
      readonly kind: 'bearer';
      /** Default `practice`. */
      readonly service?: string;
      /** Life of a token, default 300 seconds. */
      readonly tokenSeconds?: number;
    } & Credentials);

export interface Authenticator {
  /** Throws the 401 with its challenge when the request may not do what it asks. */
  authorize(exchange: Exchange): void;
  /** Answers `/token`. */
  issue(exchange: Exchange): Promise<void>;
}

interface Grant {
  readonly scopes: ReadonlySet<string>;
  readonly expires: number;
}

export function createAuthenticator(mode: AuthMode, clock: Clock, random: Random): Authenticator {
  const grants = new Map<string, Grant>();
  const isKnown = (header: string | undefined): boolean =>
    mode.kind !== 'none' && header === basicHeader(mode.username, mode.password);

  const bearerAllows = (header: string | undefined, needed: readonly string[]): boolean => {
    const grant = grants.get(/^bearer (\S+)$/i.exec(header ?? '')?.[1] ?? '');
    if (grant === undefined || grant.expires <= clock.monotonic()) return false;
    return needed.every((scope) => grant.scopes.has(scope));
  };

  return {
    authorize(exchange) {
      const { request, route } = exchange;
      if (mode.kind === 'none') return;
      const header = request.headers.authorization;
      const needed = neededScopes(route, request.method ?? 'GET', exchange.url);
      if (mode.kind === 'basic') {
        const open = mode.anonymousPull === true && needed.every((scope) => scope.endsWith(':pull'));
        if (isKnown(header) || open) return;
        throw unauthorized('Basic realm="practice"');
      }
      if (bearerAllows(header, needed)) return;
      const realm = `http://${request.headers.host ?? ''}/token`;
      const scope = challengeScope(needed);
      const tail = header === undefined ? '' : ',error="invalid_token"';
      throw unauthorized(
        `Bearer realm="${realm}",service="${mode.service ?? 'practice'}"${scope === '' ? '' : `,scope="${scope}"`}${tail}`,
      );
    },
    async issue(exchange) {
      if (mode.kind !== 'bearer')
        throw new RegistryFault(404, 'UNSUPPORTED', 'there is no token service here');
      const { known, asked } = await readTokenRequest(exchange, mode.password, isKnown);
      if (!known && mode.anonymousPull !== true) throw unauthorized('Basic realm="practice"');
      const scopes = asked.flatMap(splitScope).filter((scope) => known || scope.endsWith(':pull'));
      const token = random.bytes(24).toString('hex');
      const seconds = mode.tokenSeconds ?? 300;
      grants.set(token, { scopes: new Set(scopes), expires: clock.monotonic() + seconds * 1000 });
      const body = { token, access_token: token, expires_in: seconds, issued_at: clock.now().toISOString() };
      sendJson(exchange, 200, body);
    },
  };
}

interface TokenRequest {
  readonly known: boolean;
  readonly asked: readonly string[];
}

// registry-client.md A3 (GET with Basic) and A4 (POST with a refresh token, here the password itself).
async function readTokenRequest(
  exchange: Exchange,
  password: string,
  isKnown: (header: string | undefined) => boolean,
): Promise<TokenRequest> {
  const { request, url } = exchange;
  if (request.method !== 'POST') {
    const header = request.headers.authorization;
    if (header !== undefined && !isKnown(header)) throw unauthorized('Basic realm="practice"');
    return { known: header !== undefined, asked: url.searchParams.getAll('scope') };
  }
  const form = new URLSearchParams((await receiveSmall(request, 65_536))?.toString('utf8') ?? '');
  const secret = form.get('refresh_token') ?? form.get('password');
  if (secret !== password) throw unauthorized('Basic realm="practice"');
  return { known: true, asked: form.getAll('scope') };
}

function neededScopes(route: Route, method: string, url: URL): readonly string[] {
  if (route.kind === 'ping' || route.kind === 'token') return [];
  if (route.kind === 'catalog') return ['registry:catalog:*'];
  const reading = method === 'GET' || method === 'HEAD';
  const action = route.kind === 'upload' || route.kind === 'uploads' ? 'push' : pick(reading, method);
  const own = `repository:${route.repository}:${action}`;
  const from =
    route.kind === 'uploads' && url.searchParams.has('mount') ? url.searchParams.get('from') : null;
  return from === null ? [own] : [own, `repository:${from}:pull`];
}

function pick(reading: boolean, method: string): string {
  if (reading) return 'pull';
  return method === 'DELETE' ? 'delete' : 'push';
}

/** `push` alone is never asked for: clients that push also look first. */
function challengeScope(needed: readonly string[]): string {
  return needed.map((scope) => scope.replace(/:push$/, ':pull,push')).join(' ');
}

function splitScope(text: string): readonly string[] {
  return text.split(' ').flatMap((scope) => {
    const at = scope.lastIndexOf(':');
    const actions = scope.slice(at + 1).split(',');
    const all = actions.includes('*') && scope.startsWith('repository:');
    return (all ? ['pull', 'push', 'delete'] : actions).map((action) => `${scope.slice(0, at)}:${action}`);
  });
}

function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function unauthorized(challenge: string): RegistryFault {
  return new RegistryFault(401, 'UNAUTHORIZED', 'authentication required', {
    headers: { 'www-authenticate': challenge },
  });
}
