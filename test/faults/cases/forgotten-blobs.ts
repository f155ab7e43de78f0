import type { Plan } from '../../../core/plan/index.ts';
import { createProgress, registrySink, transfer } from '../../../core/transfer/index.ts';
import { forgetUnreferenced, personalities, type Personality } from '../../support/personalities/index.ts';
import { must, type FaultCase } from '../case.ts';
import { mustFinish } from '../support/ending.ts';
import { drawPlan, mustHoldPlan } from '../support/planned-push.ts';
import { openPushTarget } from '../support/push-target.ts';
import { onlySome } from '../support/upload-snags.ts';

/**
 * `expired`: the registry collects what no tag leads to while images are on their way. `journal`: it did so before
 * the run was taken up again, whose journal says that all blobs are there.
 */
const losses = ['expired', 'expired', 'journal'] as const;

/** F16: a registry refuses a manifest because its blobs are gone; they are sent again, the others are not. */
export const forgottenBlobs: FaultCase = {
  id: 'F16',
  title: 'MANIFEST_BLOB_UNKNOWN after blobs expired',
  amount: 50,
  sample: 18,
  overhead: 0.05,
  open() {
    return Promise.resolve({
      async run({ number, random }) {
        const personality = personalities[number % personalities.length];
        if (personality === undefined) throw new RangeError(`there is no try ${number}`);
        const loss = losses[Math.floor(number / personalities.length) % losses.length] ?? 'expired';
        const withIndex = random.fraction() < 0.5;
        const plan = await drawPlan(random, withIndex);
        const target = await openPushTarget(personality);
        try {
          const { store, snags } = target;
          const sizes = new Map<string, number>(
            plan.blobs.map(({ descriptor }) => [descriptor.digest, descriptor.size]),
          );
          let gone = 0;
          // A list whose instances expire twice within one image would be too much of it.
          const count = withIndex ? 1 : random.between(1, 3);
          const comesLate = onlySome(
            { count, spared: random.between(0, plan.images.length - 1) },
            ({ method, route }) => method === 'PUT' && route.kind === 'manifest',
          );
          snags.before = async (request) => {
            const { route } = request;
            if (loss === 'journal' || !comesLate(request) || route.kind !== 'manifest') return undefined;
            const spares = random.fraction() < 0.5;
            const forgotten = await forgetUnreferenced(store, route.repository, (digest) =>
              sizes.has(digest) ? spares && random.fraction() < 0.5 : personality.sparse,
            );
            // What another repository still has could be mounted from there.
            const held =
              personality.manners.mounts === false ? new Map<string, number>() : store.index.linked();
            for (const digest of forgotten) if (!held.has(digest)) gone += sizes.get(digest) ?? 0;
            return undefined;
          };
          const sink = registrySink({
            client: target.client,
            namespace: '',
            ...(loss === 'journal' && { wasStored: () => true }),
          });
          const { signal } = new AbortController();
          const { outcomes } = await mustFinish(transfer({ plan, sink, progress: createProgress(), signal }));
          must(
            outcomes.every(({ status }) => status === 'copied'),
            'wrong',
            outcomes.map((one) => (one.status === 'failed' ? one.error.message : one.status)).join(', '),
          );
          await mustHoldPlan(store, plan);
          must(target.openUploads() === 0, 'wrong', `${target.openUploads()} uploads are left open`);
          return {
            moved: target.received(),
            needed: neededBytes(plan, personality) + gone,
            ended: gone === 0 ? loss : `${loss}, sent again`,
          };
        } finally {
          await target.close();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};

/** A registry that mounts nothing takes a blob once for each repository, every other once for all. */
function neededBytes({ blobs, totals }: Plan, { manners }: Personality): number {
  if (manners.mounts !== false) return totals.blobBytes;
  return blobs.reduce((sum, { descriptor, repositories }) => sum + descriptor.size * repositories.length, 0);
}
