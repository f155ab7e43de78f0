import type { LookupAddress } from 'node:dns';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { basicCredential, holding } from '../../support/registry-world.ts';
import { authority, goodCertificate, serverKey } from '../../support/registry-tls.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give, honest, type BlobAnswer } from '../support/blob-answers.ts';
import { drawBlob, type Blob } from '../support/blobs.ts';
import { mustBe, mustFail, mustFinish } from '../support/ending.ts';
import { forbiddenAddresses } from '../support/forbidden-addresses.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { login } from '../support/token-service.ts';
import { serveAsTold, type Asked, type ToldServer } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';
import { askForTokensElsewhere, realmDetourNames } from './realm-detours.ts';

interface Scene {
  readonly random: SeededRandom;
  readonly blob: Blob;
  /** `http://…` of the registry, and of a server that is nobody's business unless it is told. */
  readonly registry: string;
  readonly target: string;
  readonly targetPort: number;
  readonly registryPort: number;
  /** How often the registry was asked for the blob. */
  times: number;
}

interface Detour {
  /** Where the registry sends whoever asks for the blob. */
  location(scene: Scene): string;
  /** What is answered there, and on the way: by default the blob. */
  onTheWay?(scene: Scene, asked: Asked): BlobAnswer;
  /** The failure that it has to be, and that no request reaches the target. */
  readonly refused?: ErrorCode;
  /** What names resolve to, the first time, the second, …; the last one stays. */
  readonly resolves?: readonly (readonly string[])[];
  readonly tls?: true;
  /** What was refused once is tried again. */
  readonly again?: true;
}

const redirect = (location: string, random: SeededRandom): BlobAnswer => ({
  status: random.pick([301, 302, 303, 307, 308]),
  headers: { location },
  body: Buffer.from(random.pick(['', '<a href="elsewhere">Moved</a>'])),
});
const number = (asked: Asked): number => Number(asked.url.searchParams.get('n'));

/** Hop after hop, now here, now there. */
const hops = (count: number, refused?: ErrorCode): Detour => ({
  location: ({ registry }) => `${registry}/hop?n=1`,
  onTheWay: ({ registry, target, random, blob }, asked) =>
    number(asked) < count
      ? redirect(`${random.pick([registry, target])}/hop?n=${number(asked) + 1}`, random)
      : honest(asked, blob.bytes),
  ...(refused !== undefined && { refused }),
});

const detours: Readonly<Record<string, Detour>> = {
  loop: {
    location: ({ registry }) => `${registry}/hop?n=1`,
    onTheWay: ({ registry, random }, asked) =>
      redirect(`${registry}/hop?n=${1 + (number(asked) % 3)}`, random),
    refused: 'REDIRECT_REFUSED',
  },
  'ten hops': hops(10),
  'eleven hops': hops(11, 'REDIRECT_REFUSED'),
  'https to http': { tls: true, location: ({ target }) => `${target}/blob`, refused: 'REDIRECT_REFUSED' },
  'to a file': {
    location: ({ random }) => random.pick(['file:///etc/passwd', 'ftp://x/y', 'data:,x']),
    refused: 'REDIRECT_REFUSED',
  },
  'another origin': { location: ({ target }) => `${target}/blob` },
  'another origin and back': {
    location: ({ target }) => `${target}/away`,
    onTheWay: ({ registry, blob, random }, asked) =>
      asked.url.pathname === '/away' ? redirect(`${registry}/back`, random) : honest(asked, blob.bytes),
  },
  'another login in it': { location: ({ targetPort }) => `http://eve:word@127.0.0.1:${targetPort}/blob` },
  'signed addresses that expire': {
    location: ({ target, times }) => `${target}/signed?n=${times}`,
    onTheWay: ({ blob, random, times }, asked) => {
      if (number(asked) < times) return { status: 403, body: Buffer.from('expired') };
      if (times > 4) return honest(asked, blob.bytes);
      const answer = honest(asked, blob.bytes);
      return random.pick<BlobAnswer>([
        { status: 403, body: Buffer.from('<Error><Code>AccessDenied</Code></Error>') },
        { status: 401, headers: { 'www-authenticate': 'Basic realm="cdn"' }, body: Buffer.alloc(0) },
        { ...answer, cut: { after: random.between(0, answer.body.length - 1), how: 'reset' } },
      ]);
    },
  },
  'forbidden addresses': {
    location: ({ random, targetPort }) => random.pick(forbiddenAddresses(targetPort)),
    refused: 'ADDRESS_REFUSED',
  },
  'a name for one': {
    location: ({ targetPort }) => `http://cdn.example:${targetPort}/blob`,
    resolves: [['0.0.0.0']],
    refused: 'ADDRESS_REFUSED',
  },
  'a name that changes': {
    location: ({ targetPort, times }) => `http://cdn.example:${targetPort}/${times === 1 ? 'away' : 'blob'}`,
    // A fair address for the first look, the other one when it counts.
    onTheWay: ({ targetPort, random }) => redirect(`http://cdn.example:${targetPort}/blob`, random),
    resolves: [['127.0.0.1'], ['0.0.0.0']],
    refused: 'ADDRESS_REFUSED',
  },
  'a name that changes between ports': {
    location: ({ registryPort }) => `http://cdn.example:${registryPort}/away`,
    onTheWay: ({ targetPort, random }) => redirect(`http://cdn.example:${targetPort}/blob`, random),
    resolves: [['127.0.0.1'], ['0.0.0.0']],
    refused: 'ADDRESS_REFUSED',
  },
  'a name that was refused before': {
    location: ({ registryPort, targetPort, times }) =>
      `http://cdn.example:${times === 2 ? targetPort : registryPort}/${times === 2 ? 'blob' : 'away'}`,
    onTheWay: ({ targetPort, random, times }) =>
      times === 1
        ? { status: 403, body: Buffer.alloc(0) }
        : redirect(`http://cdn.example:${targetPort}/blob`, random),
    resolves: [['127.0.0.1'], ['0.0.0.0']],
    refused: 'ADDRESS_REFUSED',
    again: true,
  },
  'a name for both': {
    location: ({ targetPort }) => `http://cdn.example:${targetPort}/blob`,
    resolves: [['169.254.169.254', '127.0.0.1', 'fe80::1']],
  },
};
const names = [...Object.keys(detours), ...realmDetourNames];

/** F18: a registry that sends us elsewhere. */
export const redirects: FaultCase = {
  id: 'F18',
  title: 'redirects that lead astray',
  amount: 40,
  sample: names.length,
  abreast: 4,
  open: triesAlone(run),
};

const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;

async function run(one: Try): Promise<Harmless> {
  const { random } = one;
  const name = names[one.number % names.length] ?? '';
  const detour = detours[name];
  if (detour === undefined) return askForTokensElsewhere(one, name);
  const blob = drawBlob(random);
  const onTheWay = (asked: Asked): unknown =>
    give(asked, detour.onTheWay?.(scene, asked) ?? honest(asked, blob.bytes));
  const target = await serveAsTold(onTheWay, { ping: true });
  const registry = await serveAsTold(
    (asked) => {
      const { pathname } = asked.url;
      if (!pathname.startsWith('/v2/')) return onTheWay(asked);
      if (asked.headers.authorization !== basic)
        return give(asked, {
          status: 401,
          headers: { 'www-authenticate': 'Basic realm="registry"' },
          body: Buffer.alloc(0),
        });
      if (pathname === '/v2/') return give(asked, { body: Buffer.alloc(0) });
      scene.times += 1;
      return give(asked, redirect(detour.location(scene), random));
    },
    { ping: true, ...(detour.tls && { tls: { cert: goodCertificate, key: serverKey } }) },
  );
  const scene: Scene = {
    random,
    blob,
    registry: `http://${registry.host}`,
    target: `http://${target.host}`,
    targetPort: target.port,
    registryPort: registry.port,
    times: 0,
  };
  let looks = 0;
  const resolve = async (): Promise<readonly LookupAddress[]> => {
    const list = detour.resolves ?? [['127.0.0.1']];
    const addresses = list[Math.min(looks++, list.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  const world = readingWorld({
    conf: confOf(registry.host, [], detour.tls !== true),
    random,
    credentials: holding(basicCredential(login.username, login.password)),
    door: { resolve, trustFor: () => Promise.resolve({ ca: [authority], files: [] }) },
  });
  try {
    for (let round = 0; round < (detour.again ? 2 : 1); round += 1) {
      const work = world.readOnce(blob.descriptor);
      await mustFinish(Promise.allSettled([work]));
      mustBeDiscreet(target, detour);
      if (detour.refused === undefined) mustBe(await mustFinish(work), blob.descriptor);
      else await mustFail(work, detour.refused);
    }
    must(registry.asked.length + target.asked.length < 60, 'wrong', 'no end of requests');
    return { ended: `${detour.refused ?? 'followed'}: ${name}` };
  } finally {
    await world.close();
    await registry.close();
    await target.close();
  }
}

/** What a foreign server may have seen: nothing where it should not have been found, and never who we are. */
function mustBeDiscreet(target: ToldServer, { refused }: Detour): void {
  for (const { headers, url } of target.asked) {
    must(headers.authorization === undefined, 'outside', `credentials went to ${url.pathname}`);
    must(headers.cookie === undefined, 'outside', `a cookie went to ${url.pathname}`);
    const found = url.pathname === '/blob' || url.pathname === '/';
    must(refused === undefined || !found, 'outside', 'a request went where it was refused to');
  }
}
