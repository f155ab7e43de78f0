import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseGraph } from '../../../core/release/graph.ts';
import { readGraphData } from '../../../core/release/graph-layer.ts';
import { endOfTar, rawEntry } from '../../support/archive-tar.ts';
import { base256 } from '../../support/hostile-archives/index.ts';

describe('when an update graph is hostile', () => {
  it.each([
    ['nested without end', '['.repeat(1_000_000)],
    ['a list of what are no releases', `{"nodes":[${'0,'.repeat(500_000)}0],"edges":[]}`],
  ])('is refused when it is %s', (_, text) => {
    expect(() => parseGraph(Buffer.from(text), 'amd64-stable-4.15')).toThrow(
      expect.objectContaining({ code: 'RELEASE_GRAPH_INVALID' }),
    );
  });

  it('does not wait for graph data that does not say how long it is', async () => {
    const entry = rawEntry({ name: 'channels/a.yaml', size: base256(5n, 0xc0) });
    await expect(readGraphData(gzipSync(Buffer.concat([entry, endOfTar])))).rejects.toMatchObject({
      code: 'RELEASE_GRAPH_DATA_INVALID',
    });
  });
});
