import type { Credential } from '../../../core/registry/index.ts';
import { basicCredential, holding, identityToken } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give } from '../support/blob-answers.ts';
import { mustFinish } from '../support/ending.ts';
import { answerWith, drawImage, pull, wantedBy } from '../support/images.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { stillNetwork } from '../support/still-network.ts';
import { login, tokenService, type TokenRules, type TokenService } from '../support/token-service.ts';
import { serveAsTold, type Asked } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';
import { uploadWithShortTokens } from './token-uploads.ts';

interface Trouble {
  readonly rules: TokenRules;
  readonly credential: Credential;
  /** What a request for a blob needs besides. */
  readonly more?: string;
  /** Happens now and then, before an answer. */
  meddle?(tokens: TokenService): void;
}

const known = basicCredential(login.username, login.password);
const long = { life: () => 300, stated: (life: number) => life };

/** Ways in which a login does not last. */
const troubles: Readonly<Record<string, (random: SeededRandom) => Trouble>> = {
  'short lives': (random) => ({
    credential: known,
    rules: {
      life: () => random.between(1, 60),
      // What is not said, or shorter than a minute, is taken for a minute: the registry refuses first.
      stated: (life) => (random.fraction() < 0.5 ? life : undefined),
    },
  }),
  'a second each': () => ({ credential: known, rules: { life: () => 1, stated: () => 1 } }),
  revoked: () => ({
    credential: known,
    rules: long,
    meddle: (tokens) => tokens.revoke('tokens'),
  }),
  'insufficient scope': () => ({ credential: known, rules: long, more: 'inspect' }),
  'refresh token revoked': (random) => ({
    credential: identityToken(login.password),
    rules: { life: () => random.between(60, 90), stated: (life) => life },
    meddle: (tokens) => tokens.revoke('refresh tokens'),
  }),
  'token service in trouble': (random) => {
    let inARow = 0;
    return {
      credential: known,
      rules: {
        life: () => random.between(60, 90),
        stated: (life) => life,
        fails: (asked) => {
          inARow = random.fraction() < 0.5 && inARow < 3 ? inARow + 1 : 0;
          if (inARow > 0) failToken(asked, random);
          return inARow > 0;
        },
      },
    };
  },
};
const names = [...Object.keys(troubles), 'uploads'];

/** F08: logins that end in the middle of reading, and of uploads. */
export const tokens: FaultCase = {
  id: 'F08',
  title: 'tokens that end, and cannot be had',
  amount: 300,
  sample: 2 * names.length,
  open: triesAlone(run),
};

const workers = 6;
const rounds = 3;

async function run(one: Try): Promise<Harmless> {
  const { number, random } = one;
  const name = names[number % names.length] ?? '';
  if (name === 'uploads') return uploadWithShortTokens(one);
  const trouble = troubles[name]?.(random);
  must(trouble !== undefined, 'wrong', `no trouble ${name}`);
  const network = stillNetwork();
  const service = tokenService(network, random, trouble.rules);
  const image = drawImage(random);
  /** How long the registry thinks at most: sometimes longer than a token lives. */
  const slowest = random.pick([200, 5000]);
  const server = await serveAsTold(
    async (asked) => {
      if (asked.url.pathname === '/token') return service.answer(asked);
      const wanted = wantedBy(asked);
      const actions = [
        'pull',
        ...(wanted?.kind === 'blobs' && trouble.more !== undefined ? [trouble.more] : []),
      ];
      const scope = `repository:${wanted?.repository ?? ''}:${actions.join(',')}`;
      if (random.fraction() < 0.1) trouble.meddle?.(service);
      const verdict = wanted === undefined ? 'unknown' : service.judge(asked, [scope]);
      await network.server.sleep(random.between(10, slowest));
      if (verdict === 'granted') return give(asked, answerWith(image, asked));
      const challenge = [
        `Bearer realm="http://${asked.headers.host ?? ''}/token"`,
        'service="registry"',
        ...(wanted === undefined ? [] : [`scope="${scope}"`]),
        ...(verdict === 'insufficient' ? ['error="insufficient_scope"'] : []),
      ].join(',');
      return give(asked, { status: 401, headers: { 'www-authenticate': challenge }, body: Buffer.alloc(0) });
    },
    { ping: true },
  );
  const world = readingWorld({
    conf: confOf(server.host),
    random,
    network,
    credentials: holding(trouble.credential),
  });
  try {
    const work = Array.from({ length: workers }, async (_, worker) => {
      for (let round = 0; round < rounds; round += 1) {
        await pull(world, `quay.example/${worker % 2}`, image);
        await network.clock.sleep(random.between(0, 60_000));
      }
    });
    await mustFinish(Promise.all(work));
    must(service.complaint === undefined, 'wrong', service.complaint ?? '');
    return { ended: name };
  } finally {
    await world.close();
    await server.close();
  }
}

function failToken({ request, response }: Asked, random: SeededRandom): void {
  const how = random.pick(['reset', 'busy', 'cut', 'not JSON', 'no token', 'error']);
  if (how === 'reset') request.socket.resetAndDestroy();
  else if (how === 'busy') response.writeHead(429, { 'retry-after': '2' }).end();
  else if (how === 'cut') response.end('{"token":"ab');
  else if (how === 'not JSON') response.end('<html>Sign in</html>');
  else if (how === 'no token') response.end('{}');
  else response.writeHead(random.pick([500, 502, 503, 504])).end();
}
