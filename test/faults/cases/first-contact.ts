import type { LookupAddress } from 'node:dns';
import type { ErrorCode } from '../../../core/contract/index.ts';
import {
  authority,
  elsewhereCertificate,
  expiredCertificate,
  goodCertificate,
  serverKey,
} from '../../support/registry-tls.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give } from '../support/blob-answers.ts';
import { drawBlob } from '../support/blobs.ts';
import { mustBe, mustFail, mustFinish } from '../support/ending.ts';
import { confOf, readingWorld, swiftNetwork } from '../support/reading-world.ts';
import { tcpFront, type Fate } from '../support/tcp-front.ts';
import { serveAsTold } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';

/** What stands between us and an answer, each time that a connection is made. */
interface Obstacle {
  /** What the name resolves to; throws as a resolver does. */
  resolve?(random: SeededRandom): readonly LookupAddress[];
  handshake?(random: SeededRandom): Fate;
  /** Only in a run in which the host has answered already. */
  readonly later?: true;
  readonly insecure?: true;
}

const here: readonly LookupAddress[] = [{ address: '127.0.0.1', family: 4 }];
/** All of 127/8 is this machine, and nobody listens at this one. */
const nobodyThere: readonly LookupAddress[] = [{ address: '127.0.0.2', family: 4 }];
const unresolved = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};
const cut = (random: SeededRandom): Fate => ({ cutAfter: random.between(0, 300) });

const obstacles: Readonly<Record<string, Obstacle>> = {
  'no such name': { resolve: unresolved('ENOTFOUND') },
  'no name server': { resolve: unresolved('EAI_AGAIN') },
  refused: { resolve: () => nobodyThere },
  silence: { handshake: () => 'silence' },
  'handshake cut': { handshake: cut },
  'handshake cut, insecure': { handshake: cut, insecure: true },
  'no such name, later': { resolve: unresolved('ENOTFOUND'), later: true },
  'no name server, later': { resolve: unresolved('EAI_AGAIN'), later: true },
  'refused, later': { resolve: () => nobodyThere, later: true },
  'handshake cut, later': { handshake: cut, later: true },
};
const obstacleNames = Object.keys(obstacles);

const badCertificates: readonly (readonly [string, string, readonly string[], ErrorCode])[] = [
  ['expired', expiredCertificate, [authority], 'TLS_VALIDITY'],
  ['of another host', elsewhereCertificate, [authority], 'TLS_NAME_MISMATCH'],
  ['of nobody known', goodCertificate, [], 'TLS_UNTRUSTED'],
];
const names = [...obstacleNames, ...badCertificates.map(([name]) => name)];

/** F09: a host that is not reached, or not believed, at first. */
export const firstContacts: FaultCase = {
  id: 'F09',
  title: 'names, connections, handshakes and certificates that fail',
  amount: 100,
  sample: 2 * names.length,
  abreast: 8,
  open: triesAlone(run),
};

async function run(one: Try): Promise<Harmless> {
  const name = names[one.number % names.length] ?? '';
  const obstacle = obstacles[name];
  if (obstacle !== undefined) await getPast(one, obstacle);
  else await beTurnedAway(one, name);
  return { ended: name };
}

/** Hosts that never answered get two seconds, others eight attempts. */
const mostTimes = { first: 3, later: 7 };

async function getPast({ random }: Try, obstacle: Obstacle): Promise<void> {
  const blob = drawBlob(random, 1, 64 * 1024);
  /** How often the obstacle still stands in the way. */
  let left = 0;
  const obstructs = (): boolean => left > 0 && (left -= 1) >= 0;
  const server = await serveAsTold(
    // Every request makes a connection of its own.
    (asked) => {
      const body = asked.url.pathname === '/v2/' ? Buffer.alloc(0) : blob.bytes;
      return give(asked, { headers: { connection: 'close' }, body });
    },
    { tls: { cert: goodCertificate, key: serverKey }, ping: true },
  );
  const front = await tcpFront(server.port, () =>
    obstacle.handshake !== undefined && obstructs() ? obstacle.handshake(random) : 'pass',
  );
  const network = swiftNetwork();
  const world = readingWorld({
    conf: confOf(`localhost:${front.port}`, [], obstacle.insecure === true),
    random,
    network,
    door: {
      limits: { connect: 300 },
      trustFor: () => Promise.resolve({ ca: [authority], files: [] }),
      resolve: async () => (obstacle.resolve !== undefined && obstructs() ? obstacle.resolve(random) : here),
    },
  });
  try {
    if (obstacle.later !== true) left = random.between(1, mostTimes.first);
    for (let round = 0; round < 3; round += 1) {
      mustBe(await mustFinish(world.readOnce(blob.descriptor)), blob.descriptor);
      must(left === 0, 'wrong', 'the obstacle was not met');
      if (obstacle.later !== true) continue;
      // Long after one trouble comes the next.
      network.clock.advance(random.between(0, 30 * 60_000));
      left = round === 2 ? 0 : random.between(1, mostTimes.later);
    }
  } finally {
    await world.close();
    await front.close();
    await server.close();
  }
}

async function beTurnedAway({ random }: Try, name: string): Promise<void> {
  const [, cert = '', ca = [], code = 'TLS_UNTRUSTED' as const] =
    badCertificates.find(([known]) => known === name) ?? [];
  const server = await serveAsTold(() => undefined, { tls: { cert, key: serverKey }, ping: true });
  const front = await tcpFront(server.port, () => 'pass');
  const network = swiftNetwork();
  const world = readingWorld({
    conf: confOf(`127.0.0.1:${front.port}`, [], false),
    random,
    network,
    door: { trustFor: () => Promise.resolve({ ca, files: [] }) },
  });
  try {
    await mustFail(world.readOnce(drawBlob(random).descriptor), code);
    must(network.clock.waits.length === 0, 'wrong', `waited ${network.clock.waits.length} times`);
    must(server.asked.length === 0, 'outside', 'a request went to a host that nobody vouches for');
    // One to talk, and one to look at the certificate.
    must(front.connections <= 2, 'wrong', `${front.connections} connections`);
  } finally {
    await world.close();
    await front.close();
    await server.close();
  }
}
