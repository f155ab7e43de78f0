import { mediaTypes, verified, type Descriptor } from '../../../core/image/index.ts';
import { untilGenuine } from '../../../core/layers/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { give, honest, type BlobAnswer } from '../support/blob-answers.ts';
import { drawBlob, type Blob } from '../support/blobs.ts';
import { mustBe, mustFail, mustFinish } from '../support/ending.ts';
import { drawImage } from '../support/images.ts';
import { confOf, readingWorld, repository, type ReadingWorld } from '../support/reading-world.ts';
import { serveAsTold, type Asked, type ToldServer } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';

/** What an endpoint does with one request. */
type Manner =
  /** All of it as it is. */
  | 'right'
  /** One bit of it is another. */
  | 'wrong'
  /** Right or wrong up to where it is cut off; whoever asks for the rest is told that there is none. */
  | 'right, then gone'
  | 'wrong, then gone';

interface Story {
  /** Of each endpoint, for each request; the last one stays. Mirrors first. */
  readonly manners: readonly (readonly Manner[])[];
  /** Whether the right bytes must be had in the end. `either`: what is given once more may be pieced together. */
  readonly ends: 'right' | 'refused' | 'either';
}

const stories: Readonly<Record<string, Story>> = {
  'a mirror': { manners: [['wrong'], ['right']], ends: 'right' },
  'two mirrors': { manners: [['wrong'], ['wrong'], ['right']], ends: 'right' },
  'the line, once': { manners: [['wrong', 'right']], ends: 'right' },
  'every line, once': {
    manners: [
      ['wrong', 'right'],
      ['wrong', 'right'],
    ],
    ends: 'right',
  },
  'the only place': { manners: [['wrong']], ends: 'refused' },
  'every place': { manners: [['wrong'], ['wrong'], ['wrong']], ends: 'refused' },
  'a mirror that breaks off': { manners: [['wrong, then gone'], ['right']], ends: 'right' },
  'whoever goes on': { manners: [['right, then gone', 'right'], ['wrong']], ends: 'right' },
  'whoever goes on, then nobody': { manners: [['right, then gone'], ['wrong']], ends: 'either' },
};
const names = Object.keys(stories);

/** F10: one bit is another, at one or all places that have a blob or manifest. */
export const wrongBytes: FaultCase = {
  id: 'F10',
  title: 'one wrong bit in a blob or manifest',
  amount: 500,
  sample: 2 * names.length,
  abreast: 4,
  open: triesAlone(run),
};

async function run({ number, random }: Try): Promise<Harmless> {
  const name = names[number % names.length] ?? '';
  const story = stories[name];
  must(story !== undefined, 'wrong', `no story ${name}`);
  const isManifest = Math.floor(number / names.length) % 4 === 3;
  // A part of it has to be there for someone to go on with.
  const meant = isManifest ? drawImage(random).manifest : drawBlob(random, 2);
  const places = await Promise.all(story.manners.map((manners) => openPlace(manners, meant, random)));
  const hosts = places.map(({ server }) => server.host);
  const world = readingWorld({ conf: confOf(hosts.at(-1) ?? '', hosts.slice(0, -1)), random });
  try {
    const work = isManifest ? readManifest(world, meant.descriptor) : readBlob(world, meant.descriptor);
    const ends = story.ends === 'either' ? await endOf(work) : story.ends;
    if (ends === 'right') mustBe(await mustFinish(work), meant.descriptor);
    else await mustFail(work, ...refusals);
    // Nobody is believed a third time; who went on for another is tried alone before. A manifest that breaks off is nobody's.
    const breaks = story.manners.flat().some((manner) => manner.endsWith('gone'));
    const most = breaks ? (isManifest ? Infinity : 4) : 2;
    for (const { lies } of places) must(lies() <= most, 'wrong', `wrong bytes were taken ${lies()} times`);
    return { ended: `${ends}: ${name}` };
  } finally {
    await world.close();
    for (const { server } of places) await server.close();
  }
}

const endOf = (work: Promise<unknown>): Promise<'right' | 'refused'> =>
  work.then(
    () => 'right',
    () => 'refused',
  );

interface Place {
  readonly server: ToldServer;
  /** How often it gave wrong bytes. */
  lies(): number;
}

async function openPlace(manners: readonly Manner[], meant: Blob, random: SeededRandom): Promise<Place> {
  let turn = 0;
  let lies = 0;
  const server = await serveAsTold((asked) => {
    const goesOn = asked.headers.range !== undefined;
    const manner = manners[Math.min(turn, manners.length - 1)] ?? 'right';
    const gone = manner.endsWith('gone');
    if (goesOn && gone) return give(asked, { status: 404, body: Buffer.alloc(0) });
    if (!goesOn) turn += 1;
    const answer = answerTo(asked, meant);
    const { length } = answer.body;
    const after = gone ? random.between(1, length - 1) : length;
    const cut = gone ? { after, how: 'reset' as const } : undefined;
    if (manner.startsWith('right')) return give(asked, { ...answer, cut });
    lies += 1;
    return give(asked, {
      ...answer,
      body: withWrongBit(answer.body, random.between(0, after - 1), random),
      cut,
    });
  });
  return { server, lies: () => lies };
}

function answerTo(asked: Asked, meant: Blob): BlobAnswer {
  if (asked.url.pathname.includes('/blobs/')) return honest(asked, meant.bytes);
  return { headers: { 'content-type': mediaTypes.ociManifest }, body: meant.bytes };
}

function withWrongBit(bytes: Buffer, at: number, random: SeededRandom): Buffer {
  const wrong = Buffer.from(bytes);
  wrong.writeUInt8(wrong.readUInt8(at) ^ (1 << random.between(0, 7)), at);
  return wrong;
}

const refusals = ['BLOB_COPY_DAMAGED', 'MANIFEST_DIGEST_MISMATCH', 'ALL_ENDPOINTS_FAILED'] as const;

/** As the engine reads blobs for good: wrong bytes are turned away; nobody ever sees the end of them. */
function readBlob({ source }: ReadingWorld, blob: Descriptor): Promise<Buffer> {
  return untilGenuine(source, blob, async () => {
    const parts: Buffer[] = [];
    let size = 0;
    try {
      for await (const part of verified(await source.openBlob(repository, blob), blob)) {
        parts.push(part);
        size += part.length;
      }
    } catch (error) {
      must(size < blob.size, 'corrupt', 'all of a wrong blob was handed out');
      throw error;
    }
    return Buffer.concat(parts);
  });
}

async function readManifest({ source }: ReadingWorld, { digest }: Descriptor): Promise<Buffer> {
  return (await source.fetchManifest(repository, digest)).bytes;
}
