import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give, honest, type Cut, type Framing } from '../support/blob-answers.ts';
import { drawBlob } from '../support/blobs.ts';
import { mustBe, mustFinish } from '../support/ending.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { serveAsTold } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

interface BreakingOff {
  /** The most answers that are cut, before one is left whole. */
  readonly cuts: number;
  readonly ways: readonly Cut['how'][];
  readonly framings: readonly Framing[];
  readonly ranges: boolean;
}

/** Downloads a blob whose first answers end too early. */
async function download({ number, random }: Try, how: BreakingOff): Promise<Harmless> {
  const blob = drawBlob(random);
  const cuts = random.between(1, how.cuts);
  const server = await serveAsTold((asked) => {
    const whole = how.ranges ? honest(asked, blob.bytes) : { body: blob.bytes };
    const answer = { ...whole, framing: random.pick(how.framings) };
    if (asked.number > cuts) return give(asked, answer);
    const after = placeOf(number + asked.number - 1, whole.body.length, random);
    return give(asked, { ...answer, cut: { after, how: random.pick(how.ways) } });
  });
  const world = readingWorld({ conf: confOf(server.host), random });
  try {
    const bytes = await mustFinish(world.readOnce(blob.descriptor, random.pick([true, false])));
    mustBe(bytes, blob.descriptor);
    must(server.asked.length > cuts, 'wrong', `${server.asked.length} requests for ${cuts} cuts`);
    const resumed = world.events.some(({ kind }) => kind === 'download-resumed');
    const ended = resumed ? 'resumed' : 'begun again';
    return { moved: server.received, needed: blob.descriptor.size, ended };
  } finally {
    await world.close();
    await server.close();
  }
}

/** The edges in turn, then anywhere. */
function placeOf(turn: number, length: number, random: SeededRandom): number {
  const last = Math.max(0, length - 1);
  const edges = [0, Math.min(1, last), last];
  return edges[turn % 8] ?? random.between(0, last);
}

/** F01, F02, F04: downloads that break off. */
export const brokenDownloads: readonly FaultCase[] = [
  {
    id: 'F01',
    title: 'reset in the middle of a blob',
    amount: 1000,
    sample: 24,
    overhead: 0.05,
    abreast: 4,
    open: triesAlone((one) =>
      download(one, { cuts: 4, ways: ['reset', 'tear'], framings: ['length'], ranges: true }),
    ),
  },
  {
    id: 'F02',
    title: 'reset, and no ranges at that server',
    amount: 200,
    sample: 12,
    abreast: 4,
    open: triesAlone((one) =>
      // One less than the attempts at a blob without a mebibyte of progress.
      download(one, {
        cuts: 7,
        ways: ['reset', 'tear', 'close'],
        framings: ['length', 'chunked'],
        ranges: false,
      }),
    ),
  },
  {
    id: 'F04',
    title: 'a clean end before the end',
    amount: 200,
    sample: 12,
    overhead: 0.05,
    abreast: 4,
    open: triesAlone((one) =>
      download(one, { cuts: 4, ways: ['close'], framings: ['length', 'chunked', 'closing'], ranges: true }),
    ),
  },
];
