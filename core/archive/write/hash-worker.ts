import { parentPort } from 'node:worker_threads';
import { systemFileSystem } from '../../ports/index.ts';
import { createFollowingHasher } from './chunk-hasher.ts';
import { errno } from '../storage-fault.ts';

/** What the owner of the worker says. */
export type HashRequest =
  | { readonly kind: 'advance'; readonly path: string; readonly length: number }
  | { readonly kind: 'finish'; readonly id: number; readonly path: string; readonly length: number };

/** What the worker answers to `finish`. */
export interface HashReply {
  readonly id: number;
  readonly sha256?: string;
  readonly reason?: string;
}

// The worker is its own edge: functions cannot be handed into a thread, so the real file system is used.
const hasher = createFollowingHasher(systemFileSystem);

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const answer = (reply: HashReply): void => parentPort?.postMessage(reply);

parentPort?.on('message', (request: HashRequest) => {
  if (request.kind === 'advance') {
    hasher.advance(request.path, request.length);
    return;
  }
  hasher.finish(request.path, request.length).then(
    (sha256) => answer({ id: request.id, sha256 }),
    (error: unknown) => answer({ id: request.id, reason: errno(causeOf(error)) ?? 'unknown' }),
  );
});

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
