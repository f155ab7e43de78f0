import * as fs from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { createFollower } from './follower.ts';

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
const follower = createFollower(fs);

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const answer = (reply: HashReply): void => parentPort?.postMessage(reply);

parentPort?.on('message', (request: HashRequest) => {
  if (request.kind === 'advance') {
    follower.advance(request.path, request.length);
    return;
  }
  follower.finish(request.path, request.length).then(
    (sha256) => answer({ id: request.id, sha256 }),
    (error: unknown) =>
      answer({ id: request.id, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
  );
});
