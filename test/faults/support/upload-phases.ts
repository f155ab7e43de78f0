import type { RegistryRequest } from '../../../core/practice/index.ts';
import { resumes, type Personality } from '../../support/personalities/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { PushTarget } from './push-target.ts';
import {
  carriesBody,
  carriesPiece,
  commitsPieces,
  few,
  lengthOf,
  ofUpload,
  opensUpload,
  somewhereIn,
  startOf,
} from './upload-snags.ts';

/** What a phase did to an upload that nobody can make good. */
export interface Toll {
  /** Uploads whose location never reached the client: it cannot give them up. */
  orphans: number;
  /** Bytes that arrived and that this registry forgets, or was sent before it said no. */
  forgotten: number;
}

export interface Phase {
  readonly name: string;
  /** The blob goes in pieces. */
  readonly inPieces: boolean;
  /** Pushing needs a token, and tokens end. */
  readonly guarded: boolean;
  /** Sets the snags for one upload of `size` bytes. */
  set(target: PushTarget, personality: Personality, random: SeededRandom, size: number): Toll;
}

const toll = (): Toll => ({ orphans: 0, forgotten: 0 });

/** Bytes that a break costs beyond what is on its way: all that arrived, where nobody tells how much that is. */
function forgottenBy(personality: Personality, request: RegistryRequest, arrived: number): number {
  if (resumes(personality)) return 0;
  // Distribution 2.8 still knows an upload to which nothing was added.
  const known = arrived === 0 && personality.manners.bindsLocations === true;
  return known ? 0 : startOf(request) + arrived;
}

const post: Phase = {
  name: 'POST',
  inPieces: false,
  guarded: false,
  set({ snags }, _personality, random) {
    const costs = toll();
    const isLost = random.fraction() < 0.5;
    snags.before = few({ count: random.between(1, 3) }, opensUpload, () => {
      if (isLost) costs.orphans += 1;
      return { kind: isLost ? 'lose-reply' : 'reset' };
    });
    return costs;
  },
};

const body: Phase = {
  name: 'body',
  inPieces: false,
  guarded: false,
  set({ snags }, personality, random) {
    const costs = toll();
    snags.before = few({ count: random.between(1, 4) }, carriesBody, (request) => {
      const afterBytes = somewhereIn(lengthOf(request), random);
      costs.forgotten += forgottenBy(personality, request, afterBytes);
      return { kind: 'cut-upload', afterBytes };
    });
    return costs;
  },
};

const patch: Phase = {
  name: 'PATCH',
  inPieces: true,
  guarded: false,
  set({ snags }, personality, random) {
    const costs = toll();
    const amount = { count: random.between(1, 3), spared: random.between(0, 2) };
    snags.before = few(amount, carriesPiece, (request) => {
      const length = lengthOf(request);
      const kind = random.pick(['cut-upload', 'lose-reply', 'reset'] as const);
      const afterBytes = somewhereIn(length, random);
      const arrived = { 'cut-upload': afterBytes, 'lose-reply': length, reset: 0 }[kind];
      costs.forgotten += forgottenBy(personality, request, arrived);
      return { kind, afterBytes };
    });
    return costs;
  },
};

const commit: Phase = {
  name: 'commit',
  inPieces: true,
  guarded: false,
  set({ snags }, personality, random, size) {
    const costs = toll();
    snags.before = few({ count: random.between(1, 2) }, commitsPieces, () => {
      const kind = random.pick(['lose-reply', 'reset'] as const);
      if (kind === 'reset' && personality.manners.status === 'unsupported') costs.forgotten += size;
      return { kind };
    });
    return costs;
  },
};

const between: Phase = {
  name: 'between',
  inPieces: true,
  guarded: false,
  set(target, personality, random) {
    const costs = toll();
    const { snags } = target;
    const kind = random.pick(['cut', 'stale', 'restart'] as const);
    const begun = target.received();
    let left = random.between(1, 3);
    if (kind === 'stale') {
      // The connection turns out to be gone when the next request is sent on it.
      snags.before = few({ count: left, spared: random.between(1, 3) }, ofUpload, (request) => {
        costs.forgotten += forgottenBy(personality, request, 0);
        return { kind: 'reset' };
      });
      return costs;
    }
    snags.cutsAfter = ({ url = '' }) => {
      if (!url.includes('/uploads/') || left === 0) return false;
      left -= 1;
      if (left > 0) return false;
      if (kind === 'restart') {
        costs.forgotten = target.received() - begun;
        target.restart();
      }
      return true;
    };
    return costs;
  },
};

const login: Phase = {
  name: 'login',
  inPieces: true,
  guarded: true,
  set(target, personality, random) {
    const costs = toll();
    const end = (request: RegistryRequest): undefined => {
      // All tokens end at once, whatever the client was told.
      target.clock.advance(3_600_000);
      if (carriesBody(request)) costs.forgotten += forgottenBy(personality, request, 0) + lengthOf(request);
    };
    // Never twice in a row: a token that was just given out and is refused is no accident.
    const first = few({ count: 1, spared: random.between(0, 2) }, ofUpload, end);
    const second = few({ count: 1, spared: random.between(4, 6) }, ofUpload, end);
    target.snags.before = (request) => {
      first(request);
      second(request);
      return undefined;
    };
    return costs;
  },
};

/** Where an upload is interrupted. The last is the writing side of F08: the token ends in the middle. */
export const uploadPhases: readonly Phase[] = [post, body, patch, commit, between, login];
