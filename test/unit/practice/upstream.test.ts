import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../../core/ports/index.ts';
import {
  buildPracticeContent,
  createMemoryStore,
  createSiteRegistry,
  createUpstream,
  listenOnLoopback,
  type LoopbackServer,
  type PracticeContent,
  type PracticeRegistry,
} from '../../../core/practice/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { errorCode } from '../../support/practice-client.ts';
import { filesOf } from '../../support/practice-content.ts';

interface GraphJson {
  readonly nodes: readonly {
    readonly version: string;
    readonly payload: string;
    readonly metadata: object;
  }[];
  readonly edges: readonly (readonly [number, number])[];
  readonly conditionalEdges: readonly {
    readonly edges: readonly { readonly from: string; readonly to: string }[];
    readonly risks: readonly { readonly message: string }[];
  }[];
}

let content: PracticeContent;
let upstream: PracticeRegistry;
let server: LoopbackServer;
const edge = { clock: systemClock, random: systemRandom };
beforeAll(async () => {
  content = await buildPracticeContent({ scale: 'tiny' });
  upstream = createUpstream(content, edge);
  server = await listenOnLoopback(upstream.listener, 'upstream');
});
afterAll(() => server.close());

const call = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url + path, init);
const graph = async (query: string): Promise<GraphJson> =>
  (await (await call(`/api/upgrades_info/v1/graph?${query}`)).json()) as GraphJson;

describe('when the practice upstream is asked for the update graph', () => {
  it('answers the channel with its releases, the older minor among them', async () => {
    const { nodes, edges } = await graph('channel=stable-4.15&arch=amd64&id=x');
    expect(nodes.map(({ version }) => version)).toEqual(['4.14.20', '4.15.0', '4.15.1', '4.15.2', '4.15.3']);
    const { digest } = content.releases[1] ?? { digest: '' };
    expect(nodes[1]?.payload).toBe(`quay.io/openshift-release-dev/ocp-release@${digest}`);
    const named = edges.map(([from, to]) => `${nodes[from]?.version} ${nodes[to]?.version}`);
    expect(named).toContain('4.14.20 4.15.0');
    expect(named).not.toContain('4.15.1 4.15.3');
  });

  it('tells of one update that has a risk', async () => {
    const { conditionalEdges } = await graph('channel=stable-4.15&arch=amd64');
    expect(conditionalEdges[0]?.edges).toEqual([{ from: '4.15.1', to: '4.15.3' }]);
    expect(conditionalEdges[0]?.risks[0]?.message).toContain('restarts the network');
  });

  it('leaves out what another channel does not hold', async () => {
    const { nodes, edges, conditionalEdges } = await graph('channel=stable-4.14&arch=amd64');
    expect(nodes.map(({ version }) => version)).toEqual(['4.14.20']);
    expect(edges).toEqual([]);
    expect(conditionalEdges).toEqual([]);
  });

  it.each(['channel=stable-9.99&arch=amd64', 'channel=stable-4.15&arch=s390x'])(
    'answers %s with an empty graph, as the real one does',
    async (query) => {
      expect(await graph(query)).toMatchObject({ nodes: [], edges: [] });
    },
  );

  it('refuses a request without a channel, or for something else than JSON', async () => {
    expect((await call('/api/upgrades_info/v1/graph')).status).toBe(400);
    const html = await call('/api/upgrades_info/v1/graph?channel=stable-4.15', {
      headers: { accept: 'text/html' },
    });
    expect(html.status).toBe(406);
  });
});

describe('when the practice upstream is asked for release files', () => {
  it('serves the signature of each payload', async () => {
    for (const { digest } of content.releases) {
      const response = await call(`/signatures/openshift/release/${digest.replace(':', '=')}/signature-1`);
      expect(
        Buffer.from(await response.arrayBuffer()).equals(content.signatures.get(digest) ?? Buffer.alloc(0)),
      ).toBe(true);
    }
  });

  it.each([
    `sha256=${'0'.repeat(64)}/signature-1`,
    `sha256=${'0'.repeat(64)}/signature-2`,
    'sha256=short/signature-1',
    '',
  ])('has no signature at "%s"', async (path) => {
    expect((await call(`/signatures/openshift/release/${path}`)).status).toBe(404);
  });

  it('serves the graph data as a tar', async () => {
    const response = await call('/api/upgrades_info/graph-data');
    const files = await filesOf(Buffer.from(await response.arrayBuffer()));
    expect([...files.keys()]).toContain('blocked-edges/4.15.3-practice-network-restart.yaml');
    expect(files.get('channels/stable-4.15.yaml')?.toString()).toContain('- 4.15.3');
  });
});

describe('when images are pulled from the practice upstream', () => {
  it('serves them under their path, the host dropped', async () => {
    const tag = await call('/v2/openshift-release-dev/ocp-release/manifests/4.15.2-x86_64');
    expect(tag.headers.get('docker-content-digest')).toBe(content.releases[3]?.digest);
    const { layers } = (await tag.json()) as { layers: { digest: string; size: number }[] };
    const layer = await call(`/v2/openshift-release-dev/ocp-release/blobs/${layers[0]?.digest}`);
    const bytes = Buffer.from(await layer.arrayBuffer());
    expect(bytes.length).toBe(layers[0]?.size);
    expect(digestOf(bytes)).toBe(layers[0]?.digest);
  });

  it('serves a part of a generated layer', async () => {
    const [blob] = [...content.blobs.values()].sort((a, b) => b.size - a.size);
    const repository = content.index
      .repositories()
      .find((name) => content.index.repository(name)?.blobs.has(blob?.digest ?? digestOf('')));
    const path = `/v2/${repository}/blobs/${blob?.digest}`;
    const whole = Buffer.from(await (await call(path)).arrayBuffer());
    const part = await call(path, { headers: { range: 'bytes=70000-' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(70_000))).toBe(true);
  });

  it('is read-only', async () => {
    for (const [method, path] of [
      ['POST', '/v2/practice/multi/blobs/uploads/'],
      ['PUT', '/v2/practice/multi/manifests/1.0'],
      ['DELETE', '/v2/practice/multi/manifests/1.0'],
    ] as const) {
      const response = await call(path, { method });
      expect(response.status).toBe(405);
      expect(await errorCode(response)).toBe('UNSUPPORTED');
    }
  });
});

describe('when a disconnected registry brings its own update service', () => {
  it('knows only the releases that have been mirrored into it', async () => {
    const store = createMemoryStore();
    const site = await listenOnLoopback(createSiteRegistry(content, store, edge).listener, 'enterprise');
    const ask = async (): Promise<string[]> => {
      const response = await fetch(`${site.url}/graph?channel=stable-4.15&arch=amd64`);
      return ((await response.json()) as GraphJson).nodes.map(({ version }) => version);
    };
    expect(await ask()).toEqual([]);
    const release = content.releases[3];
    const source = content.index.repository('openshift-release-dev/ocp-release');
    const payload = source?.manifests.get(release?.digest ?? digestOf(''));
    if (payload === undefined) throw new Error('no payload');
    const { digest, bytes, document } = payload;
    const repository = 'openshift/release-images';
    await store.record({ op: 'manifest', repository, digest, bytes, mediaType: document.mediaType });
    expect(await ask()).toEqual(['4.15.2']);
    await site.close();
  });
});
