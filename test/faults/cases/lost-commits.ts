import { personalities } from '../../support/personalities/index.ts';
import { must, type FaultCase } from '../case.ts';
import { mustFinish } from '../support/ending.ts';
import { mustHoldExactly, pushedBlob, type PushedBlob } from '../support/pushed-content.ts';
import { openPushTarget } from '../support/push-target.ts';
import { few, lengthOf, mebibyte, repository, teachPieces } from '../support/upload-snags.ts';

const losses = ['reset', 'gateway'] as const;
const ways = ['whole', 'in pieces'] as const;
const kinds = personalities.flatMap((personality) =>
  losses.flatMap((loss) => ways.map((way) => ({ personality, loss, way }))),
);

/**
 * F13: the registry stores the blob and its answer is lost, with the connection or in a gateway that gave up waiting.
 * The question whether it is there finds it, and no byte goes twice, even when that question fails at first.
 */
export const lostCommits: FaultCase = {
  id: 'F13',
  title: 'commit reply lost',
  amount: 200,
  sample: kinds.length,
  overhead: 0.02,
  abreast: 2,
  open() {
    return Promise.resolve({
      async run({ number, random }) {
        const kind = kinds[number % kinds.length];
        if (kind === undefined) throw new RangeError(`there is no try ${number}`);
        const { personality, loss, way } = kind;
        const target = await openPushTarget(personality);
        try {
          const sent: PushedBlob[] = way === 'in pieces' ? [await teachPieces(target, random.seed)] : [];
          const begun = target.received();
          const blob = pushedBlob(random.between(mebibyte, 3 * mebibyte), random.seed);
          const { descriptor, open } = blob;
          sent.push(blob);

          const { snags } = target;
          let body = 0;
          let commits = 0;
          const isCommit = (request: {
            readonly method?: string | undefined;
            readonly url?: string | undefined;
          }) => request.method === 'PUT' && request.url?.includes('digest=') === true;
          snags.gateway = (request) =>
            loss === 'gateway' && isCommit(request) ? random.pick([502, 504]) : undefined;
          const failing = few(
            { count: random.between(0, 2) },
            ({ method }) => method === 'HEAD',
            () => random.pick([{ kind: 'reset' }, { kind: 'respond', status: 503 }] as const),
          );
          snags.before = (request) => {
            body += lengthOf(request);
            if (request.method === 'HEAD') return commits === 0 ? undefined : failing(request);
            if (request.method !== 'PUT') return undefined;
            commits += 1;
            return loss === 'reset' ? { kind: 'lose-reply' } : undefined;
          };
          await mustFinish(target.client.uploadBlob(repository, descriptor, open));
          await mustHoldExactly(
            target.store,
            sent.map((one) => one.descriptor),
          );
          must(commits === 1, 'wrong', `committed ${commits} times`);
          must(body === descriptor.size, 'wrong', `${body} bytes sent for ${descriptor.size}`);
          must(target.openUploads() === 0, 'wrong', 'an upload is left open');
          return { moved: target.received() - begun, needed: descriptor.size, ended: `found after ${loss}` };
        } finally {
          await target.close();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};
