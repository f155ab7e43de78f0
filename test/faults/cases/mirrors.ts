import type { CredentialLookup } from '../../../core/registry/index.ts';
import { basicCredential, holding } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give, type BlobAnswer } from '../support/blob-answers.ts';
import { mustFinish } from '../support/ending.ts';
import { answerWith, drawImage, pull, wantedBy, type Image } from '../support/images.ts';
import { confOf, readingWorld, repository } from '../support/reading-world.ts';
import { smallLimits, tickingNetwork } from '../support/ticking-network.ts';
import { login } from '../support/token-service.ts';
import { serveAsTold, type Asked, type ToldServer } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';

/** What is wrong with a mirror: its answer instead of the right one, or undefined for none at all. */
type Trouble = (
  asked: Asked,
  right: BlobAnswer,
  image: Image,
  random: SeededRandom,
) => BlobAnswer | undefined;

const status = (code: number, headers: Readonly<Record<string, string>> = {}): BlobAnswer => ({
  status: code,
  headers,
  body: Buffer.alloc(0),
});
const isBlob = (asked: Asked): boolean => wantedBy(asked)?.kind === 'blobs';

const troubles: Readonly<Record<string, Trouble>> = {
  dead: () => undefined,
  'has nothing': () => status(404),
  'wants a login': () => status(401, { 'www-authenticate': 'Basic realm="mirror"' }),
  'wants a token': ({ url }) =>
    status(401, { 'www-authenticate': `Bearer realm="http://${url.host}/token"` }),
  'denies access': () => status(403),
  'is broken': () => status(502),
  'is broken for blobs': (asked, right) => (isBlob(asked) ? status(500) : right),
  'comes to a halt': (asked, right) => (isBlob(asked) ? undefined : right),
  'breaks off': (asked, right, _, random) =>
    isBlob(asked)
      ? { ...right, cut: { after: random.between(0, right.body.length - 1), how: 'reset' } }
      : right,
  'has wrong blobs': (asked, right) => (isBlob(asked) ? { ...right, body: inverted(right.body) } : right),
  'has a wrong manifest': (asked, right) =>
    isBlob(asked) ? right : { ...right, body: inverted(right.body) },
  'has blobs of another size': (asked, right) =>
    isBlob(asked) ? { ...right, body: Buffer.concat([right.body, right.body]) } : right,
  'lacks one blob': (asked, right, image) =>
    wantedBy(asked)?.reference === image.blobs[1]?.descriptor.digest ? status(404) : right,
};
const names = Object.keys(troubles);

/** F17: mirrors that are not what they should be, in front of each other and of the registry. */
export const mirrorTroubles: FaultCase = {
  id: 'F17',
  title: 'mirrors with troubles',
  amount: 60,
  sample: names.length,
  abreast: 13,
  open: triesAlone(run),
};

async function run({ number, random }: Try): Promise<Harmless> {
  const name = names[number % names.length] ?? '';
  const others = Array.from({ length: random.between(0, 2) }, () => random.pick([...names, 'none']));
  const chain = number % 2 === 0 ? [name, ...others] : [...others, name];
  const image = drawImage(random);
  const order: ToldServer[] = [];
  const servers: ToldServer[] = [];
  for (const trouble of [...chain, 'none']) {
    const server: ToldServer = await serveAsTold((asked) => {
      if (!order.includes(server)) order.push(server);
      const right = answerWith(image, asked);
      const answer = troubles[trouble]?.(asked, right, image, random);
      if (trouble === 'none') return give(asked, right);
      return answer === undefined ? undefined : give(asked, answer);
    });
    servers.push(server);
  }
  /** Nobody listens at that address. */
  const hosts = servers.map(({ host, port }, index) =>
    chain[index] === 'dead' ? `127.0.0.2:${port}` : host,
  );
  const primary = hosts.at(-1) ?? '';
  const network = tickingNetwork();
  const world = readingWorld({
    conf: confOf(primary, hosts.slice(0, -1)),
    random,
    network,
    door: { limits: smallLimits },
    attempts: 2,
    credentials: onlyFor(primary),
  });
  try {
    await mustFinish(pull(world, repository, image));
    // A place is asked when those before it could not give something, and not a moment earlier.
    const met = order.map((server) => servers.indexOf(server));
    const inOrder = met.every((index, turn) => turn === 0 || index > (met[turn - 1] ?? 0));
    must(inOrder, 'wrong', `asked in the order ${met.join(', ')}: ${chain.join(', ')}`);
    const good = [...chain, 'none'].indexOf('none');
    must(Math.max(...met) <= good, 'wrong', `asked beyond a good mirror: ${chain.join(', ')}`);
    const told = servers
      .slice(0, -1)
      .some(({ asked }) => asked.some(({ headers }) => headers.authorization !== undefined));
    must(!told, 'outside', 'a mirror was told the credentials of the registry');
    return { ended: name };
  } finally {
    await world.close();
    for (const server of servers) await server.close();
    network.close();
  }
}

function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 1));
}

function onlyFor(host: string): CredentialLookup {
  const [known, none] = [holding(basicCredential(login.username, login.password)), holding()];
  return {
    lookup: (asked, ...more) => (asked === host ? known : none).lookup(asked, ...more),
    searched: (asked, ...more) => (asked === host ? known : none).searched(asked, ...more),
  };
}
