import { basicCredential, holding } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give, honest } from '../support/blob-answers.ts';
import { drawBlob, type Blob } from '../support/blobs.ts';
import { mustBe, mustFinish } from '../support/ending.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { closed, latest, mustBeNoticed, smallLimits, tickingNetwork } from '../support/ticking-network.ts';
import { login } from '../support/token-service.ts';
import { serveAsTold, type Asked } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';
import { uploadStallNames, uploadThroughStalls } from './upload-stalls.ts';

interface Stall {
  readonly latest: number;
  /** At the token service. */
  readonly token?: true;
  /** Answers, and comes to a halt. Resolves when it has. */
  halt(asked: Asked, blob: Blob, random: SeededRandom): Promise<void>;
}

const stalls: Readonly<Record<string, Stall>> = {
  'no headers': { latest: latest.headers, halt: () => Promise.resolve() },
  'half of the headers': {
    latest: latest.headers,
    halt: async ({ request }) => void request.socket.write('HTTP/1.1 200 OK\r\ncontent-le'),
  },
  'nothing of the body': {
    latest: latest.body,
    halt: (asked, blob) => begin(asked, blob, 0),
  },
  'a part of the body': {
    latest: latest.body,
    halt: (asked, blob, random) => begin(asked, blob, random.between(1, blob.bytes.length - 1)),
  },
  'a trickle': {
    latest: latest.trickle,
    halt: async (asked, blob, random) => {
      const after = random.between(0, Math.max(0, blob.bytes.length - 200));
      await begin(asked, blob, after);
      let sent = after;
      const timer = setInterval(() => {
        if (asked.response.destroyed) clearInterval(timer);
        else if (sent < blob.bytes.length - 1) asked.response.write(blob.bytes.subarray(sent, ++sent));
      }, 40);
      asked.request.socket.once('close', () => clearInterval(timer));
    },
  },
  'no token': { latest: latest.headers, token: true, halt: () => Promise.resolve() },
};
const names = [...Object.keys(stalls), ...uploadStallNames];

/** F05: servers that stop in the middle of something, or nearly so. */
export const stallCases: FaultCase = {
  id: 'F05',
  title: 'stalls and a trickle',
  amount: 120,
  sample: 2 * names.length,
  abreast: 20,
  open: triesAlone(run),
};

async function run(one: Try): Promise<Harmless> {
  const { number, random } = one;
  const name = names[number % names.length] ?? '';
  const stall = stalls[name];
  if (stall === undefined) return uploadThroughStalls(one, name);
  const blob = drawBlob(random, 200);
  const times = random.between(1, 2);
  const network = tickingNetwork();
  const noticed: Promise<void>[] = [];
  const withLogin = stall.token === true;
  const server = await serveAsTold(
    async (asked) => {
      const token = asked.url.pathname === '/token';
      if (token === withLogin && asked.url.pathname !== '/v2/' && noticed.length < times) {
        await stall.halt(asked, blob, random);
        const watched = mustBeNoticed(network.clock, closed(asked.request), stall.latest);
        watched.catch(() => undefined);
        noticed.push(watched);
      } else if (token) {
        asked.response.end('{"token":"good"}');
      } else if (withLogin && asked.headers.authorization === undefined) {
        asked.response
          .writeHead(401, { 'www-authenticate': `Bearer realm="http://${asked.url.host}/token"` })
          .end();
      } else await give(asked, honest(asked, blob.bytes));
    },
    withLogin ? { ping: true } : {},
  );
  const world = readingWorld({
    conf: confOf(server.host),
    random,
    network,
    door: { limits: smallLimits },
    credentials: holding(basicCredential(login.username, login.password)),
  });
  try {
    mustBe(await mustFinish(world.readOnce(blob.descriptor)), blob.descriptor);
    must(noticed.length === times, 'wrong', `${noticed.length} stalls of ${times}`);
    await Promise.all(noticed);
    return { ended: name };
  } finally {
    await world.close();
    await server.close();
    network.close();
  }
}

async function begin({ response, arrived }: Asked, { bytes }: Blob, count: number): Promise<void> {
  response.writeHead(200, { 'content-length': bytes.length });
  response.flushHeaders();
  if (count > 0) response.write(bytes.subarray(0, count));
  await arrived();
}
