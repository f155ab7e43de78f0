import { gzipped, ImageStore, layerOf, tarOf } from './release-content.ts';
import { ocpRelease } from './release-graphs.ts';
import { signedMessage, statement, type Signer } from './release-signing.ts';
import { clockAt } from './release-world.ts';
import {
  collectReleases,
  parseGraph,
  readPayload,
  type CollectReleasesInput,
  type PlatformSelection,
  type ReleaseCollection,
  type ReleaseInputs,
} from '../../core/release/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';

export const art = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';

/** Releases with signatures and payloads in memory; each part can be bent. */
export interface FakeSite {
  readonly store: ImageStore;
  readonly inputs: ReleaseInputs;
  readonly digests: ReadonlyMap<string, Digest>;
  readonly graphs: Map<string, object>;
  readonly signatures: Map<Digest, Buffer[]>;
  /** What was asked of the inputs, in order. */
  readonly asked: string[];
}

/** The image-references of a test release: two components of its own and one that all share. */
export function imageReferencesOf(version: string): string {
  const tags = ['etcd', 'cli'].map((name) => ({
    name,
    from: { name: `${art}@${digestOf(`${version} ${name}`)}` },
  }));
  const shared = { name: 'base', from: { name: `${art}@${digestOf('base')}` } };
  const again = { name: 'base-again', from: shared.from };
  return JSON.stringify({ spec: { tags: [...tags, shared, again] } });
}

export async function fakeSite(
  signer: Signer,
  versions: readonly string[],
  payloadRepository = ocpRelease,
): Promise<FakeSite> {
  const store = new ImageStore();
  const digests = new Map<string, Digest>();
  const signatures = new Map<Digest, Buffer[]>();
  const asked: string[] = [];
  for (const version of versions) {
    const layer = await layerOf({
      'release-manifests/': '',
      'release-manifests/image-references': imageReferencesOf(version),
      'release-manifests/0000_50_installer_coreos-bootimages.yaml': bootImagesOf(version),
    });
    const { digest } = store.addImage([layer]);
    digests.set(version, digest);
    store.tags.set(`${ocpRelease}:${version}-x86_64`, digest);
    signatures.set(digest, [
      await signedMessage([signer], statement(digest, `${ocpRelease}:${version}-x86_64`)),
    ]);
  }
  const graphs = new Map<string, object>([
    ['amd64-stable-4.15', graphOfSite(versions, digests, payloadRepository)],
  ]);
  const inputs: ReleaseInputs = {
    graph: async ({ architecture, channel }) => {
      const name = `${architecture ?? ''}-${channel}`;
      asked.push(`graph ${name}`);
      const bytes = Buffer.from(JSON.stringify(graphs.get(name) ?? { nodes: [], edges: [] }));
      return { graph: parseGraph(bytes, name), bytes };
    },
    signatures: async function* (digest) {
      asked.push(`signature ${digest}`);
      yield* signatures.get(digest) ?? [];
    },
    payloadFiles: async (request) => {
      const [repository = ''] = request.repositories;
      asked.push(`payload ${request.repositories.join(' ')}`);
      return {
        ...(await readPayload(store, { ...request, repository }, request)),
        repository,
        from: 'payload',
      };
    },
    resolveTag: async (repository, tag) => (await store.resolveTag(repository, tag))?.digest,
    graphImage: async () => {
      throw new Error('not asked for in this test');
    },
  };
  return { store, inputs, digests, graphs, signatures, asked };
}

function graphOfSite(
  versions: readonly string[],
  digests: ReadonlyMap<string, Digest>,
  repository: string,
): object {
  return {
    nodes: versions.map((version) => ({
      version,
      payload: `${repository}@${digests.get(version) ?? ''}`,
      metadata: { 'io.openshift.upgrades.graph.release.channels': 'fast-4.15,stable-4.15' },
    })),
    edges: versions.slice(1).map((_, at) => [at, at + 1]),
  };
}

function bootImagesOf(version: string): string {
  const kubevirt = {
    'digest-ref': `quay.io/openshift-release-dev/kubevirt@${digestOf(`${version} kubevirt`)}`,
  };
  return `data:\n  stream: '${JSON.stringify({ architectures: { x86_64: { images: { kubevirt } } } })}'\n`;
}

export function collect(
  site: Pick<FakeSite, 'inputs'>,
  signer: Signer,
  platform: PlatformSelection,
  changes: Partial<CollectReleasesInput> = {},
): Promise<ReleaseCollection> {
  return collectReleases({
    platform,
    inputs: site.inputs,
    keys: signer.keys,
    layout: 'oc-mirror',
    clock: clockAt('2026-01-01T00:00:00Z'),
    ...changes,
  });
}

/** A small tarball of graph data. */
export async function graphData(): Promise<Buffer> {
  return gzipped(await tarOf([{ name: 'channels/stable-4.15.yaml', content: 'name: stable-4.15' }]));
}
