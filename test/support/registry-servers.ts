import { afterEach } from 'vitest';
import { converse, type Conversation, type Exchange } from './registry-exchanges.ts';
import { registryWorld, type World } from './registry-world.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Calls `close` after the test. */
export function closeAfterwards(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** A server that holds this conversation until the test is over. */
export async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  const server = await converse(exchanges);
  closeAfterwards(() => server.close());
  return server;
}

/** A door and clients until the test is over. */
export function openWorld(...options: Parameters<typeof registryWorld>): World {
  const world = registryWorld(...options);
  closeAfterwards(() => world.close());
  return world;
}
