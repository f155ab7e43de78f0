import type { SeededRandom } from '../../support/seeded-random.ts';
import type { StillNetwork } from './still-network.ts';
import type { Asked } from './told-server.ts';

export interface TokenRules {
  /** Seconds that a token is good for. */
  life(): number;
  /** What the service says about it; nothing when undefined. */
  stated(life: number): number | undefined;
  /** Fails instead of answering. Not more than a few times in a row. */
  fails?(asked: Asked): boolean;
}

/** What a registry says to a request. */
export type Verdict = 'granted' | 'unknown' | 'insufficient';

/** A token service that notices when it is asked for the same twice at once, or without need. */
export interface TokenService {
  /** Answers a request for a token. */
  answer(asked: Asked): Promise<void>;
  /** Whether the request's token is good, and for all of `scopes`. */
  judge(asked: Asked, scopes: readonly string[]): Verdict;
  /** From now on nobody knows the refresh tokens so far, or the tokens of more than a moment ago. */
  revoke(what: 'tokens' | 'refresh tokens'): void;
  /** The first thing that a client should not have done. */
  readonly complaint: string | undefined;
}

export const login = { username: 'op', password: 'secret' };

/** In which a new token reaches everybody who waits for it. Milliseconds. */
const moment = 1000;

interface Token {
  readonly scopes: ReadonlySet<string>;
  readonly since: number;
  readonly until: number;
  refused: boolean;
}

export function tokenService(
  { clock, server }: StillNetwork,
  random: SeededRandom,
  rules: TokenRules,
): TokenService {
  const tokens = new Map<string, Token>();
  const latest = new Map<string, Token>();
  const refreshing = new Set<string>([login.password]);
  const underWay = new Map<string, number>();
  const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  let issued = 0;
  let complaint: string | undefined;

  /** A token that still has a good part of its life, and was not turned away, is no reason to ask. */
  const isWasteful = (token: Token | undefined): boolean =>
    token !== undefined && !token.refused && token.until - clock.monotonic() > 20_000;

  const issue = (asked: string, form: URLSearchParams): object => {
    const life = rules.life();
    const value = `token-${(issued += 1)}`;
    const scopes = new Set(asked.split(' ').flatMap(actionsOf));
    const since = clock.monotonic();
    const token = { scopes, since, until: since + life * 1000, refused: false };
    tokens.set(value, token);
    latest.set(asked, token);
    const stated = rules.stated(life);
    const refresh = `refresh-${issued}`;
    if (form.has('refresh_token')) refreshing.add(refresh);
    return {
      [random.pick(['token', 'access_token'])]: value,
      ...(stated !== undefined && { expires_in: stated }),
      ...(form.has('refresh_token') && { refresh_token: refresh }),
    };
  };

  return {
    answer: async (asked) => {
      const form = asked.method === 'POST' ? await formOf(asked) : asked.url.searchParams;
      const scope = form
        .getAll('scope')
        .flatMap((text) => text.split(' '))
        .toSorted()
        .join(' ');
      const others = underWay.get(scope) ?? 0;
      if (others > 0) complaint ??= `two requests at once for a token for ${scope}`;
      if (isWasteful(latest.get(scope))) complaint ??= `a good token for ${scope} was not used`;
      underWay.set(scope, others + 1);
      await server.sleep(random.between(10, 400));
      underWay.set(scope, others);
      if (rules.fails?.(asked) === true) return;
      const { response } = asked;
      const known =
        asked.method === 'POST'
          ? refreshing.has(form.get('refresh_token') ?? '')
          : asked.headers.authorization === basic;
      if (!known) {
        const oauth = asked.method === 'POST' && random.pick([true, false]);
        response.writeHead(oauth ? 400 : 401).end(oauth ? '{"error":"invalid_grant"}' : '');
        return;
      }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(issue(scope, form)));
    },
    judge: ({ headers }, scopes) => {
      const token = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
      if (token === undefined) return 'unknown';
      const good = clock.monotonic() < token.until;
      const enough = scopes.flatMap(actionsOf).every((scope) => token.scopes.has(scope));
      if (!good || !enough) token.refused = true;
      return good ? (enough ? 'granted' : 'insufficient') : 'unknown';
    },
    revoke: (what) => {
      if (what === 'tokens') {
        for (const [value, token] of tokens) {
          if (clock.monotonic() - token.since < moment) continue;
          token.refused = true;
          tokens.delete(value);
        }
      } else {
        refreshing.clear();
        refreshing.add(login.password);
      }
    },
    get complaint() {
      return complaint;
    },
  };
}

/** `repository:a:pull,push` as one text for each action. */
function actionsOf(scope: string): string[] {
  const colon = scope.lastIndexOf(':');
  return scope
    .slice(colon + 1)
    .split(',')
    .map((action) => `${scope.slice(0, colon)}:${action}`);
}

async function formOf({ request }: Asked): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString());
}
