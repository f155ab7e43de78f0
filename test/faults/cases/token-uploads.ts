import { systemRandom } from '../../../core/ports/index.ts';
import { createMemoryStore, createPracticeRegistry, listenOnLoopback } from '../../../core/practice/index.ts';
import { basicCredential, holding } from '../../support/registry-world.ts';
import type { Harmless, Try } from '../case.ts';
import { drawBlob } from '../support/blobs.ts';
import { mustUpload } from '../support/practice-upload.ts';
import { confOf, readingWorld } from '../support/reading-world.ts';
import { stillNetwork } from '../support/still-network.ts';
import { login } from '../support/token-service.ts';

const uploads = 6;

/** F08: uploads whose token ends at any of their requests, also while a body is on its way. */
export async function uploadWithShortTokens({ random }: Try): Promise<Harmless> {
  const network = stillNetwork();
  const store = createMemoryStore();
  const tokenSeconds = random.between(1, 60);
  let refused = 0;
  const registry = createPracticeRegistry({
    store,
    random: systemRandom,
    clock: network.server,
    auth: { kind: 'bearer', tokenSeconds, ...login },
    onRequest: ({ status, method }) => void (status === 401 && method !== 'GET' && (refused += 1)),
    // Now and then a registry takes longer than a token lives; else few uploads would ever end.
    before: async ({ route }) => {
      const slow = route.kind !== 'token' && random.fraction() < 0.1;
      await network.server.sleep(random.between(10, slow ? 40_000 : 200));
      return undefined;
    },
  });
  const server = await listenOnLoopback(registry.listener, 'registry');
  const host = new URL(server.url).host;
  const credentials = holding(basicCredential(login.username, login.password));
  const world = readingWorld({ conf: confOf(host), random, network, credentials });
  try {
    const client = world.client(host);
    await Promise.all(Array.from({ length: uploads }, () => mustUpload(client, store, drawBlob(random))));
    return { ended: refused > 0 ? 'upload refused and repeated' : 'upload never refused' };
  } finally {
    await world.close();
    await server.close();
  }
}
