import { must, type Bench, type FaultCase, type Scale } from '../case.ts';
import { openFuzzThread, type FuzzThread } from '../fuzz/fuzz-thread.ts';
import { fuzzTargets } from '../fuzz/targets.ts';

const triesEach = 100;
/** Of a whole batch, in the normal tests. */
const sampledPart = 1 / 40;
const threads = 2;

/** F31: what others wrote, with every kind of fault in it, for every parser that reads it. */
export const fuzzCase: FaultCase = {
  id: 'F31',
  title: `hostile input to ${fuzzTargets.length} parsers, ${triesEach} batches each`,
  amount: fuzzTargets.length * triesEach,
  // As they are spread, one batch of each.
  sample: fuzzTargets.length,
  abreast: threads,
  open: (scale) => Promise.resolve(openFuzzBench(scale)),
};

function openFuzzBench(scale: Scale): Bench {
  const idle: FuzzThread[] = [];
  const all: FuzzThread[] = [];
  const hire = (): FuzzThread => {
    const known = idle.pop();
    if (known !== undefined) return known;
    const made = openFuzzThread();
    all.push(made);
    return made;
  };
  return {
    run: async ({ number, random }) => {
      const place = Math.floor(number / triesEach);
      const target = fuzzTargets[place];
      must(target !== undefined, 'wrong', `no target ${place}`);
      const count = scale === 'whole' ? target.batch : Math.ceil(target.batch * sampledPart);
      const thread = hire();
      const answer = await thread.run({ target: place, seed: random.bytes(8).toString('hex'), count });
      idle.push(thread);
      must(answer.ok, 'wrong', answer.ok ? '' : `${target.name}: ${answer.message}`);
      return { ended: 'read or refused' };
    },
    close: async () => {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}
