import { ServerResponse, type IncomingMessage, type RequestListener } from 'node:http';
import { systemClock, systemRandom } from '../../../core/ports/index.ts';
import { createMemoryStore, createPracticeRegistry, listenOnLoopback } from '../../../core/practice/index.ts';
import { blobOf } from '../../support/registry-world.ts';
import { must, type Harmless, type Try } from '../case.ts';
import { drawBlob, type Blob } from '../support/blobs.ts';
import { mustUpload } from '../support/practice-upload.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { closed, latest, mustBeNoticed, smallLimits, tickingNetwork } from '../support/ticking-network.ts';

interface UploadStall {
  readonly method: 'POST' | 'body';
  readonly latest: number;
  /** More than the buffers between two sockets hold. */
  readonly large?: true;
  /** Takes what it takes of a request, and never answers. Resolves when nothing more will happen. */
  halt(request: IncomingMessage, serveUnheard: () => void): Promise<void>;
}

const toEnd = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => request.once('end', () => resolve()).once('close', () => resolve()));

const stalls: Readonly<Record<string, UploadStall>> = {
  'no upload begun': { method: 'POST', latest: latest.headers, halt: () => Promise.resolve() },
  'a part of an upload': {
    method: 'body',
    latest: latest.upload,
    large: true,
    halt: async (request) => {
      await new Promise((resolve) => request.once('data', resolve));
      request.pause();
    },
  },
  'an upload taken, not kept': {
    method: 'body',
    latest: latest.commit,
    halt: (request) => toEnd(request.resume()),
  },
  'an upload kept, not confirmed': {
    method: 'body',
    latest: latest.commit,
    halt: (request, serveUnheard) => {
      serveUnheard();
      return toEnd(request);
    },
  },
};
export const uploadStallNames: readonly string[] = Object.keys(stalls);

let large: Blob | undefined;

/** F05: uploads to a registry that stops in the middle of one. */
export async function uploadThroughStalls({ random }: Try, name: string): Promise<Harmless> {
  const stall = stalls[name];
  must(stall !== undefined, 'wrong', `no stall ${name}`);
  const network = tickingNetwork();
  const store = createMemoryStore();
  const registry = createPracticeRegistry({ store, clock: systemClock, random: systemRandom });
  let watched: Promise<void> | undefined;
  let goneOn: (() => void) | undefined;
  const listener: RequestListener = (request, response) => {
    const isBody = request.method === 'PATCH' || Number(request.headers['content-length'] ?? 0) > 0;
    const applies = stall.method === 'body' ? isBody : request.method === stall.method;
    goneOn?.();
    if (watched !== undefined || !applies) return registry.listener(request, response);
    // What is written to a response that belongs to no connection is never sent.
    const halted = stall.halt(request, () => registry.listener(request, new ServerResponse(request)));
    // Whoever does not read does not see a connection end either.
    const next = new Promise<void>((resolve) => (goneOn = resolve));
    const givenUp = Promise.race([closed(request), next]);
    watched = halted.then(() => mustBeNoticed(network.clock, givenUp, stall.latest));
    watched.catch(() => undefined);
  };
  const server = await listenOnLoopback(listener, 'registry');
  const { host } = new URL(server.url);
  const world = readingWorld({ conf: confOf(host), random, network, door: { limits: smallLimits } });
  try {
    large ??= blobOf(Buffer.alloc(32 * 1024 * 1024, 7));
    await mustUpload(world.client(host), store, stall.large ? large : drawBlob(random));
    must(watched !== undefined, 'wrong', 'nothing stalled');
    await watched;
    return { ended: name };
  } finally {
    await world.close();
    await server.close();
    network.close();
  }
}
