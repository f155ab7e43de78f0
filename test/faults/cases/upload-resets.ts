import { personalities } from '../../support/personalities/index.ts';
import { must, type FaultCase } from '../case.ts';
import { mustFinish } from '../support/ending.ts';
import { mustHoldExactly, pushedBlob, type PushedBlob } from '../support/pushed-content.ts';
import { openPushTarget } from '../support/push-target.ts';
import { uploadPhases } from '../support/upload-phases.ts';
import { mebibyte, repository, teachPieces } from '../support/upload-snags.ts';

/** Tries of one phase with one personality. */
const each = 40;
const kinds = uploadPhases.flatMap((phase) => personalities.map((personality) => ({ phase, personality })));

/** F12: an upload is interrupted a few times in one of its phases; the blob arrives, and no upload is left open. */
export const uploadResets: FaultCase = {
  id: 'F12',
  title: 'upload reset in each phase, or its token ends',
  amount: kinds.length * each,
  sample: kinds.length,
  overhead: 0.1,
  abreast: 2,
  open() {
    let tries = 0;
    let leftOpen = 0;
    return Promise.resolve({
      async run({ number, random }) {
        const kind = kinds[Math.floor(number / each)];
        if (kind === undefined) throw new RangeError(`there is no try ${number}`);
        const { phase, personality } = kind;
        const target = await openPushTarget(personality, { guarded: phase.guarded });
        try {
          const sent: PushedBlob[] = phase.inPieces ? [await teachPieces(target, random.seed)] : [];
          const begun = target.received();
          const blob = pushedBlob(random.between(mebibyte, 3 * mebibyte), random.seed);
          const { descriptor } = blob;
          sent.push(blob);
          const costs = phase.set(target, personality, random, descriptor.size);
          await mustFinish(target.client.uploadBlob(repository, descriptor, blob.open));
          await mustHoldExactly(
            target.store,
            sent.map((one) => one.descriptor),
          );
          tries += 1;
          leftOpen += Math.max(0, target.openUploads() - costs.orphans);
          must(leftOpen <= tries / 100, 'wrong', `${leftOpen} uploads left open in ${tries} tries`);
          const moved = target.received() - begun;
          return { moved, needed: descriptor.size + costs.forgotten, ended: phase.name };
        } finally {
          await target.close();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};
