import { must, type FaultCase } from '../case.ts';
import { mustFinish } from '../support/ending.ts';
import { miscountings } from '../support/miscounting.ts';
import { mustHoldExactly, pushedBlob, type PushedBlob } from '../support/pushed-content.ts';
import { openPushTarget } from '../support/push-target.ts';
import {
  carriesBody,
  few,
  lengthOf,
  mebibyte,
  repository,
  somewhereIn,
  teachPieces,
} from '../support/upload-snags.ts';

const ways = ['whole', 'in pieces'] as const;
const kinds = miscountings.flatMap((registry) => ways.map((way) => ({ registry, way })));

/**
 * F14: connections break at a registry that adds what it is not sent, or that counts bytes wrongly. The upload finds
 * out before it is complete, or where it is deceived from one refusal for each break: no loop of wrong digests.
 */
export const miscountedUploads: FaultCase = {
  id: 'F14',
  title: 'silent append, ranges off by one',
  amount: 100,
  sample: kinds.length,
  open() {
    return Promise.resolve({
      async run({ number, random }) {
        const kind = kinds[number % kinds.length];
        if (kind === undefined) throw new RangeError(`there is no try ${number}`);
        const { registry, way } = kind;
        const target = await openPushTarget(registry.personality);
        try {
          const sent: PushedBlob[] = way === 'in pieces' ? [await teachPieces(target, random.seed)] : [];
          const taught = target.answered.length;
          const blob = pushedBlob(random.between(2 * mebibyte, 3 * mebibyte), random.seed);
          const { descriptor, open } = blob;
          sent.push(blob);
          let bytes = 0;
          const breaks = random.between(1, 4);
          const broken = few({ count: breaks }, carriesBody, (request) => ({
            kind: 'cut-upload',
            afterBytes: somewhereIn(lengthOf(request), random),
          }));
          target.snags.before = (request) => {
            bytes += lengthOf(request);
            return broken(request);
          };
          await mustFinish(target.client.uploadBlob(repository, descriptor, open));
          await mustHoldExactly(
            target.store,
            sent.map((one) => one.descriptor),
          );
          const refused = target.answered
            .slice(taught)
            .filter(({ method, status }) => method === 'PUT' && status === 400).length;
          must(refused <= (registry.deceives ? breaks : 0), 'wrong', `${refused} commits were refused`);
          // Each break costs what was on its way, and what was then sent for a wrong place, or wrongly begun again.
          const most = (1 + 2 * breaks) * descriptor.size;
          must(bytes <= most, 'wrong', `${bytes} bytes announced, at most ${most}`);
          must(target.openUploads() === 0, 'wrong', `${target.openUploads()} uploads are left open`);
          return { ended: refused === 0 ? registry.name : `${registry.name}: refused` };
        } finally {
          await target.close();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};
