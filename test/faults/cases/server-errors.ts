import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type Bench, type FaultCase } from '../case.ts';
import { give } from '../support/blob-answers.ts';
import { mustFinish } from '../support/ending.ts';
import { answerWith, drawImage, pull, wantedBy, type Image } from '../support/images.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { stillNetwork, type StillNetwork } from '../support/still-network.ts';
import { swiftRandom } from '../support/swift-random.ts';
import { serveAsTold, type Asked } from '../support/told-server.ts';

const statuses = [500, 502, 503, 504, 520];
const share = 0.3;
/** Eight failures in a row are too many for the engine, by its own promise; one request in fifteen thousand would meet them. */
const mostInARow = 7;
/** A line of half a gigabit a second, and how long a registry thinks. Milliseconds. */
const bytesPerMillisecond = 62_500;
const latency = { from: 20, to: 120 };
/** What the blobs weigh on that line: as the layers of real images do. */
const layer = { from: 1000, to: 300_000_000 };
/** How much longer all may take than the line needs, besides a minute for those that come last. */
const slowest = 3;
const lastMinute = 60_000;

/** An image of one try, and what went wrong with the requests for it. */
interface Served extends Image {
  readonly random: SeededRandom;
  readonly failures: Map<string, number>;
  faults: number;
}

/** F06: three of ten answers are server errors, for everything and everybody. */
export const serverErrors: FaultCase = {
  id: 'F06',
  title: 'server errors for three of ten requests',
  amount: 3000,
  sample: 60,
  abreast: 12,
  open,
};

async function open(): Promise<Bench> {
  const network = stillNetwork();
  const line = createLine(network);
  const images = new Map<string, Served>();
  const server = await serveAsTold(async (asked) => {
    const wanted = wantedBy(asked);
    const image = images.get(wanted?.repository ?? '');
    if (image === undefined) return asked.response.writeHead(404).end();
    await network.server.sleep(image.random.between(latency.from, latency.to));
    if (fails(image, asked.url.pathname)) return fail(asked, image.random);
    if (wanted?.kind === 'blobs')
      await line.carry(Math.round(layer.from * (layer.to / layer.from) ** image.random.fraction()));
    return give(asked, answerWith(image, asked));
  });
  const world = readingWorld({ conf: confOf(server.host), random: swiftRandom('F06', 0), network });
  return {
    run: async ({ number, random }) => {
      const name = `try-${number}/image`;
      const image: Served = { ...drawImage(random), random, failures: new Map(), faults: 0 };
      images.set(name, image);
      await mustFinish(pull(world, `quay.example/${name}`, image));
      images.delete(name);
      const [wall, needed] = [network.clock.monotonic(), line.carried()];
      must(wall <= slowest * needed + lastMinute, 'wrong', `${wall} ms for what takes the line ${needed} ms`);
      return { ended: image.faults === 0 ? 'no error' : image.faults === 1 ? 'one error' : 'several errors' };
    },
    close: async () => {
      await world.close();
      await server.close();
    },
  };
}

function fails(image: Served, request: string): boolean {
  const inARow = image.failures.get(request) ?? 0;
  if (inARow >= mostInARow || image.random.fraction() >= share) return false;
  image.failures.set(request, inARow + 1);
  image.faults += 1;
  return true;
}

/** As registries, proxies and networks for content say it. */
function fail({ response }: Asked, random: SeededRandom): void {
  const body = random.pick([
    '',
    '<html><body>Bad gateway</body></html>',
    '{"errors":[{"code":"UNKNOWN","message":"try again"}]}',
    'x'.repeat(200_000),
  ]);
  response.writeHead(random.pick(statuses), { 'content-length': body.length }).end(body);
}

interface Line {
  carry(bytes: number): Promise<void>;
  /** Milliseconds that the line has been busy for. */
  carried(): number;
}

/** One line that everything comes over, one after the other. */
function createLine({ server }: StillNetwork): Line {
  let freeAt = 0;
  let carried = 0;
  return {
    carry: async (bytes) => {
      const time = bytes / bytesPerMillisecond;
      carried += time;
      freeAt = Math.max(freeAt, server.monotonic()) + time;
      await server.sleep(freeAt - server.monotonic());
    },
    carried: () => carried,
  };
}
