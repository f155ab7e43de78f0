import type { Intervention, RegistryRequest } from '../../../core/practice/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { PushTarget } from './push-target.ts';
import { pushedBlob, type PushedBlob } from './pushed-content.ts';

export const repository = 'team/app';
export const mebibyte = 1024 * 1024;

type Which = (request: RegistryRequest) => boolean;

export const opensUpload: Which = ({ method, route }) => method === 'POST' && route.kind === 'uploads';
export const carriesBody: Which = (request) => request.route.kind === 'upload' && lengthOf(request) > 0;
export const carriesPiece: Which = (request) => carriesBody(request) && request.method === 'PATCH';
export const commitsPieces: Which = (request) =>
  request.route.kind === 'upload' && request.method === 'PUT' && lengthOf(request) === 0;
export const ofUpload: Which = ({ route }) => route.kind === 'upload' || route.kind === 'uploads';

export function lengthOf({ headers }: Pick<RegistryRequest, 'headers'>): number {
  return Number(headers['content-length'] ?? 0);
}

/** Where in the blob a request's body begins. */
export function startOf({ headers }: Pick<RegistryRequest, 'headers'>): number {
  return Number(/^(\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? 0);
}

/** Which of the requests that `which` is true for something goes wrong with. */
export interface Amount {
  readonly count: number;
  /** So many pass first. */
  readonly spared?: number;
}

export function onlySome({ count, spared = 0 }: Amount, which: Which): Which {
  let seen = 0;
  return (request) => {
    if (!which(request)) return false;
    seen += 1;
    return seen > spared && seen <= spared + count;
  };
}

/** Meets some requests with what `make` says. */
export function few(
  amount: Amount,
  which: Which,
  make: (request: RegistryRequest) => Intervention | undefined,
): (request: RegistryRequest) => Intervention | undefined {
  const isMet = onlySome(amount, which);
  return (request) => (isMet(request) ? make(request) : undefined);
}

/** After how many bytes of `length` something breaks: anywhere, and often at the ends. */
export function somewhereIn(length: number, random: SeededRandom): number {
  const edges = [0, 1, 2, length - 2, length - 1].filter((at) => at >= 0);
  return random.fraction() < 0.3 ? random.pick(edges) : random.between(0, length - 1);
}

/** Teaches the client to send pieces of at most 1.5 MiB to this host; the blob that it took. */
export async function teachPieces({ client, snags }: PushTarget, seed: string): Promise<PushedBlob> {
  const most = 1.5 * mebibyte;
  const lesson = pushedBlob(most + 1, `lesson ${seed}`);
  const { before } = snags;
  snags.before = (request) => (lengthOf(request) > most ? { kind: 'respond', status: 413 } : undefined);
  await client.uploadBlob(repository, lesson.descriptor, lesson.open, { assumeAbsent: true });
  snags.before = before;
  return lesson;
}
