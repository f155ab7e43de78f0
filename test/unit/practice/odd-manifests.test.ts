import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../core/practice/index.ts';
import { runRegistry, type RunningRegistry } from '../../support/practice-client.ts';

const open: RunningRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

describe('when a manifest with odd types is pushed', () => {
  it.each([{ toString: 1, valueOf: 1 }, [[[]]], null, 1])(
    'is refused and not fallen over: %j',
    async (mediaType) => {
      const registry = await runRegistry({ store: createMemoryStore() });
      open.push(registry);
      const manifest = { schemaVersion: 2, mediaType, config: { mediaType }, layers: [{ mediaType }] };
      const { status } = await registry.call('/v2/a/manifests/v1', {
        method: 'PUT',
        headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' },
        body: JSON.stringify(manifest),
      });
      expect(status).toBe(400);
    },
  );
});
