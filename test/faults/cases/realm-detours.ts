import type { ErrorCode } from '../../../core/contract/index.ts';
import type { Credential } from '../../../core/registry/index.ts';
import { basicCredential, holding, identityToken } from '../../support/registry-world.ts';
import { must, type Harmless, type Try } from '../case.ts';
import { give, honest } from '../support/blob-answers.ts';
import { drawBlob } from '../support/blobs.ts';
import { mustBe, mustFail, mustFinish } from '../support/ending.ts';
import { forbiddenAddresses } from '../support/forbidden-addresses.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { login } from '../support/token-service.ts';
import { serveAsTold } from '../support/told-server.ts';

interface RealmDetour {
  /** Where the registry says that tokens are; at home, that request is redirected to the target. */
  readonly realm: 'home' | 'forbidden' | 'a name for a forbidden one';
  readonly credential: Credential;
  readonly refused?: ErrorCode;
}

const basic = basicCredential(login.username, login.password);

const detours: Readonly<Record<string, RealmDetour>> = {
  'tokens at a forbidden address': { realm: 'forbidden', credential: basic, refused: 'ADDRESS_REFUSED' },
  'tokens at a name for one': {
    realm: 'a name for a forbidden one',
    credential: basic,
    refused: 'ADDRESS_REFUSED',
  },
  'tokens at another origin after all': { realm: 'home', credential: basic },
  'a refresh token for another origin': {
    realm: 'home',
    credential: identityToken(login.password),
    refused: 'REDIRECT_REFUSED',
  },
};
export const realmDetourNames: readonly string[] = Object.keys(detours);

/** F18: a registry whose token service is somewhere it should not be. */
export async function askForTokensElsewhere({ random }: Try, name: string): Promise<Harmless> {
  const detour = detours[name];
  must(detour !== undefined, 'wrong', `no detour ${name}`);
  const blob = drawBlob(random);
  const target = await serveAsTold((asked) => give(asked, { body: Buffer.from('{"token":"good"}') }), {
    ping: true,
  });
  const realm = {
    home: '/token',
    forbidden: random.pick(forbiddenAddresses(target.port)),
    'a name for a forbidden one': `http://auth.example:${target.port}/token`,
  }[detour.realm];
  const registry = await serveAsTold(
    (asked) => {
      const body = Buffer.alloc(0);
      if (asked.url.pathname === '/token')
        return give(asked, { status: 307, headers: { location: `http://${target.host}/token` }, body });
      if (asked.headers.authorization !== 'Bearer good')
        return give(asked, { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}"` }, body });
      return give(asked, honest(asked, blob.bytes));
    },
    { ping: true },
  );
  const world = readingWorld({
    conf: confOf(registry.host),
    random,
    credentials: holding(detour.credential),
    door: { resolve: () => Promise.resolve([{ address: '0.0.0.0', family: 4 }]) },
  });
  try {
    const work = world.readOnce(blob.descriptor);
    await mustFinish(Promise.allSettled([work]));
    const told = target.asked.some(({ headers }) => headers.authorization !== undefined);
    must(!told, 'outside', 'credentials went to another origin');
    must(
      detour.refused === undefined || target.asked.length === 0,
      'outside',
      'a request went where it was refused to',
    );
    if (detour.refused === undefined) mustBe(await mustFinish(work), blob.descriptor);
    else await mustFail(work, detour.refused);
    return { ended: `${detour.refused ?? 'followed'}: ${name}` };
  } finally {
    await world.close();
    await registry.close();
    await target.close();
  }
}
