import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give } from '../support/blob-answers.ts';
import { mustFail, mustFinish } from '../support/ending.ts';
import { answerWith, drawImage, pull } from '../support/images.ts';
import { confOf, readingWorld, repository } from '../support/reading-world.ts';
import { stillNetwork } from '../support/still-network.ts';
import { serveAsTold } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

/** What a host says about when to come back, and how long nobody may come then. Milliseconds. */
interface Refusal {
  readonly header: string | undefined;
  readonly silence: number;
}

/** The host's own back-off when it says nothing that can be understood. */
const backOff = 1000;
/** Seconds that are waited for; more are not. */
const longest = 15 * 60;

const seconds = (random: SeededRandom, from = 1, to = longest): Refusal => {
  const count = random.between(from, to);
  return { header: String(count), silence: count * 1000 };
};

/** HTTP dates have whole seconds: the time of a host that rounds up. */
const date = (random: SeededRandom, now: Date): Refusal => {
  const until = new Date(Math.ceil(now.getTime() / 1000 + random.between(1, longest - 1)) * 1000);
  return { header: random.pick(dateForms)(until), silence: until.getTime() - now.getTime() };
};
const dateForms: readonly ((until: Date) => string)[] = [
  (until) => until.toUTCString(),
  // The two older forms that RFC 9110 still wants to be understood.
  (until) => {
    const [, day = '', month = '', year = '', time = ''] = until.toUTCString().split(' ');
    const name = until.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
    return `${name}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  },
  (until) => {
    const [weekday = '', day = '', month = '', year = '', time = ''] = until.toUTCString().split(' ');
    return `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;
  },
];

const garbage = ['soon', '', '1.5', 'in 2999', 'abc 7', '60 seconds', '1e3', '0x10', '2999-01-01', '5, 5'];

const tooLong = 'too long';
const forms: readonly (readonly [string, (random: SeededRandom, now: Date) => Refusal])[] = [
  ['seconds', (random) => seconds(random)],
  ['date', date],
  ['date gone by', (_, now) => ({ header: new Date(now.getTime() - 60_000).toUTCString(), silence: 0 })],
  ['zero', () => ({ header: '0', silence: 0 })],
  ['absent', () => ({ header: undefined, silence: backOff })],
  ['negative', (random) => ({ header: `-${random.between(1, 3600)}`, silence: backOff })],
  ['garbage', (random) => ({ header: random.pick(garbage), silence: backOff })],
  [tooLong, (random) => seconds(random, longest + 1, random.pick([3600, 100_000, 2 ** 31]))],
];
const workers = 8;

/** F07: a host says "later" in the middle of many requests. */
export const slowDowns: FaultCase = {
  id: 'F07',
  title: '429 and 503 with Retry-After',
  amount: 300,
  sample: 2 * forms.length,
  open: triesAlone(run),
};

async function run({ number, random }: Try): Promise<Harmless> {
  const [name, refuse] = forms[number % forms.length] ?? ['none', (): Refusal => seconds(random)];
  const status = random.pick([429, 503]);
  const waves = name === tooLong ? 1 : random.between(1, 2);
  let untilWave = random.between(2, 24);
  let wave = 0;
  let waveAt = -1;
  let refusal: Refusal = { header: undefined, silence: 0 };

  /** From when on requests may leave again, by what this side has been told. */
  let closedUntil = -Infinity;
  let early: string | undefined;
  const network = stillNetwork(() => {
    const now = clock.monotonic();
    if (now < closedUntil - 100) early ??= `a request left ${closedUntil - now} ms too early`;
  });
  const { clock } = network;

  const image = drawImage(random);
  const server = await serveAsTold(async (asked) => {
    untilWave -= 1;
    await network.server.sleep(random.between(20, 200));
    const begins = untilWave <= 0 && wave < waves;
    if (begins) {
      wave += 1;
      waveAt = clock.monotonic();
      refusal = refuse(random, clock.now());
      // The next wave meets whoever comes to see.
      untilWave = 1;
    }
    // Whoever comes at the same moment hears the same.
    if (!begins && clock.monotonic() !== waveAt) return give(asked, answerWith(image, asked));
    const { header } = refusal;
    const headers = header === undefined ? {} : { 'retry-after': header };
    return give(asked, { status, headers, body: Buffer.alloc(0) });
  });
  const world = readingWorld({
    conf: confOf(server.host),
    random,
    network,
    door: {
      onAnswer: (_host, answered) => {
        if (answered === status) closedUntil = Math.max(closedUntil, clock.monotonic() + refusal.silence);
      },
    },
  });
  try {
    const work = Array.from({ length: workers }, async (_, worker) => {
      for (let round = 0; round < 2; round += 1) await pull(world, `quay.example/${worker}/${round}`, image);
    });
    const ends = await mustFinish(Promise.allSettled(work));
    must(wave > 0, 'wrong', 'nothing was refused');
    if (name === tooLong) {
      // Whoever had all answers, or the last one on its way, is done.
      const stopped = work.filter((_, worker) => ends[worker]?.status === 'rejected');
      must(stopped.length > 0, 'wrong', 'nobody was stopped');
      for (const each of stopped) await mustFail(each, 'HOST_RATE_LIMITED');
      const waited = clock.monotonic() - waveAt;
      must(waited < 5000, 'wrong', `told after ${waited} ms that the wait is too long`);
      await clock.sleep(refusal.silence);
      await mustFinish(pull(world, repository, image));
    } else {
      await mustFinish(Promise.all(work));
    }
    must(early === undefined, 'wrong', early ?? '');
    return { ended: name };
  } finally {
    await world.close();
    await server.close();
  }
}
