import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { firstAsked, give, type BlobAnswer } from '../support/blob-answers.ts';
import { drawBlob } from '../support/blobs.ts';
import { mustBe, mustFinish } from '../support/ending.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { serveAsTold } from '../support/told-server.ts';
import { triesAlone } from '../support/tries-alone.ts';

/** A wrong answer to a request for the bytes from `first` on. */
type WrongAnswer = (whole: Buffer, first: number) => BlobAnswer;

const saying = (range: string | string[], body: Buffer): BlobAnswer => ({
  status: 206,
  headers: { 'content-range': range },
  body,
});
const right = (whole: Buffer, first: number): string => `bytes ${first}-${whole.length - 1}/${whole.length}`;

const wrongAnswers: Readonly<Record<string, WrongAnswer>> = {
  'the bytes from the beginning': (whole) => saying(right(whole, 0), whole),
  'an earlier start': (whole, first) => saying(right(whole, first - 1), whole.subarray(first - 1)),
  'a later start': (whole, first) => saying(right(whole, first + 1), whole.subarray(first + 1)),
  'an earlier end': (whole, first) =>
    saying(`bytes ${first}-${whole.length - 2}/${whole.length}`, whole.subarray(first, -1)),
  'an earlier end, with all bytes': (whole, first) =>
    saying(`bytes ${first}-${first}/${whole.length}`, whole.subarray(first)),
  'a smaller whole': (whole, first) =>
    saying(`bytes ${first}-${whole.length - 2}/${whole.length - 1}`, whole.subarray(first, -1)),
  'a larger whole': (whole, first) =>
    saying(`bytes ${first}-${whole.length}/${whole.length + 1}`, Buffer.concat([whole.subarray(first), one])),
  'an unknown whole': (whole, first) => saying(`bytes ${first}-${whole.length - 1}/*`, whole.subarray(first)),
  'no range at all': (whole, first) => ({ status: 206, body: whole.subarray(first) }),
  nonsense: (whole, first) => saying(`bytes ${first}-/x`, whole.subarray(first)),
  'another unit': (whole, first) =>
    saying(`items ${first}-${whole.length - 1}/${whole.length}`, whole.subarray(first)),
  'two ranges': (whole, first) => saying([right(whole, first), right(whole, 0)], whole.subarray(first)),
  'the right range twice': (whole, first) =>
    saying(`${right(whole, first)}, ${right(whole, first)}`, whole.subarray(first)),
  'several parts': (whole, first) => ({
    status: 206,
    headers: { 'content-type': 'multipart/byteranges; boundary=x' },
    body: Buffer.concat([Buffer.from('--x\r\n\r\n'), whole.subarray(first), Buffer.from('\r\n--x--')]),
  }),
  'the right range, fewer bytes': (whole, first) => saying(right(whole, first), whole.subarray(first, -1)),
  'the right range, fewer bytes in chunks': (whole, first) => ({
    ...saying(right(whole, first), whole.subarray(first, -1)),
    framing: 'chunked',
  }),
  'the right range, more bytes': (whole, first) => saying(right(whole, first), whole),
  'the right range, other bytes': (whole, first) =>
    saying(right(whole, first), whole.subarray(0, whole.length - first)),
  'not satisfiable': (whole) => ({
    status: 416,
    headers: { 'content-range': `bytes */${whole.length}` },
    body: Buffer.alloc(0),
  }),
  'everything, with a range': (whole, first) => ({
    status: 200,
    headers: { 'content-range': right(whole, first) },
    body: whole,
  }),
};
const one = Buffer.alloc(1);
const names = Object.keys(wrongAnswers);

/** F03: a download breaks off, and the answers to its ranges are wrong: the first or all of them. */
export const wrongRanges: FaultCase = {
  id: 'F03',
  title: 'wrong and ambiguous ranges',
  amount: 100,
  sample: names.length,
  abreast: 4,
  open: triesAlone(run),
};

async function run({ number, random }: Try): Promise<Harmless> {
  const name = names[number % names.length] ?? '';
  const wrong = wrongAnswers[name];
  must(wrong !== undefined, 'wrong', `no answer ${name}`);
  // Room for a start before and behind the one that is asked for.
  const blob = drawBlob(random, 4);
  const cuts = random.between(1, 3);
  const lies = random.pick([1, Infinity]);
  let lied = 0;
  const server = await serveAsTold((asked) => {
    const first = firstAsked(asked);
    const answer =
      first > 0 && lied++ < lies
        ? wrong(blob.bytes, first)
        : {
            body: blob.bytes,
            cut: { after: random.between(1, blob.bytes.length - 2), how: 'reset' } as const,
          };
    const { cut, ...whole } = { cut: undefined, ...answer };
    return give(asked, asked.number <= cuts ? { ...whole, cut } : whole);
  });
  const world = readingWorld({ conf: confOf(server.host), random });
  try {
    mustBe(await mustFinish(world.read(blob.descriptor)), blob.descriptor);
    must(lied > 0, 'wrong', 'no range was asked for');
    return { ended: name };
  } finally {
    await world.close();
    await server.close();
  }
}
