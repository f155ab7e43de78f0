import type { Intervention, RegistryRequest } from '../../../core/practice/index.ts';
import { personalities, resumes } from '../../support/personalities/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must, type FaultCase } from '../case.ts';
import { mustFinish } from '../support/ending.ts';
import { mustHoldExactly, pushedBlob } from '../support/pushed-content.ts';
import { openPushTarget } from '../support/push-target.ts';
import { carriesBody, lengthOf, mebibyte, repository } from '../support/upload-snags.ts';

/**
 * `polite`: 413, and what still comes is read. `rude`: 413, and the connection is cut, so that the answer may be lost.
 * `mute`: so many bytes get through and then the connection is cut without a word, as some firewalls do.
 */
const limiters = ['polite', 'rude', 'mute'] as const;
type Limiter = (typeof limiters)[number];
const limits = [1, 10, 100] as const;

/** Refusals until pieces are small enough: the whole, and each half of it. */
const enough = 8;

/** F15: something refuses requests above N MiB. Blobs go in pieces then, from the first request on once that is known. */
export const refusedSizes: FaultCase = {
  id: 'F15',
  title: '413 above 1, 10, 100 MiB',
  amount: 30,
  sample: limits.length,
  open() {
    return Promise.resolve({
      async run({ number, random }) {
        const limit = (limits[number % limits.length] ?? 1) * mebibyte;
        const limiter = limiters[Math.floor(number / limits.length) % limiters.length] ?? 'polite';
        const able = personalities.filter(({ manners }) => (manners.smallestChunk ?? 0) <= limit);
        const personality = random.pick(able);
        const target = await openPushTarget(personality);
        try {
          const { snags, client } = target;
          let refusals = 0;
          const bodies: RegistryRequest[] = [];
          snags.before = (request) => {
            if (carriesBody(request)) bodies.push(request);
            if (lengthOf(request) <= limit) return undefined;
            refusals += 1;
            return refusalOf(limiter, limit);
          };
          snags.cutsAfter = (request) =>
            limiter === 'rude' && Number(request.headers['content-length'] ?? 0) > limit;

          const first = pushedBlob(sizeAbove(limit, random), `${random.seed} first`);
          await mustFinish(client.uploadBlob(repository, first.descriptor, first.open));
          must(refusals > 0 && refusals <= enough, 'wrong', `${refusals} requests were refused`);

          // Larger than a piece, which is at most half of the first.
          const size = Math.ceil(first.descriptor.size * 0.6);
          const second = pushedBlob(size, `${random.seed} second`);
          refusals = 0;
          bodies.length = 0;
          await mustFinish(client.uploadBlob(repository, second.descriptor, second.open));
          // Where an upload goes on behind a break, a limit that nobody names costs no bytes, and nothing is learnt of it.
          if (limiter !== 'mute' || !resumes(personality)) {
            must(refusals === 0, 'wrong', `${refusals} requests were refused though the limit was known`);
            must(bodies[0]?.method === 'PATCH', 'wrong', 'a blob larger than a piece did not go in pieces');
          }

          await mustHoldExactly(target.store, [first.descriptor, second.descriptor]);
          must(target.openUploads() === 0, 'wrong', `${target.openUploads()} uploads are left open`);
          return { ended: `${limit / mebibyte} MiB ${limiter}` };
        } finally {
          await target.close();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};

function refusalOf(limiter: Limiter, limit: number): Intervention {
  return limiter === 'mute'
    ? { kind: 'cut-upload', afterBytes: limit }
    : { kind: 'respond', status: 413, body: '<html><h1>413 Request Entity Too Large</h1></html>' };
}

/** Little above the largest limit, for the sake of memory. */
function sizeAbove(limit: number, random: SeededRandom): number {
  const most = limit > 50 * mebibyte ? limit + 3 * mebibyte : 3 * limit;
  return random.between(Math.max(limit + 1, 2 * mebibyte), most);
}
