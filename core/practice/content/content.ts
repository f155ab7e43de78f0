import type { Digest } from '../../reference/index.ts';
import type { RepositoryIndex } from '../store/repository-index.ts';
import { buildAdditional } from './additional.ts';
import { createContentBuilder } from './builder.ts';
import { buildCatalog, type PracticeCatalog } from './catalog.ts';
import { graphDataArchive, updateGraph, type UpdateGraph } from './graph.ts';
import type { ContentBlob } from './layer.ts';
import { signReleases } from './release-signature.ts';
import { buildReleases, type PracticeRelease } from './releases.ts';
import { scaleFigures, type PracticeScale } from './scale.ts';

/** Everything that the practice upstream serves, the same bytes for the same scale and seed. */
export interface PracticeContent {
  readonly scale: PracticeScale;
  readonly seed: string;
  /** Repositories with the host dropped: one server stands for all of them. */
  readonly index: RepositoryIndex;
  readonly blobs: ReadonlyMap<Digest, ContentBlob>;
  /** Oldest first; the first is of the older minor. */
  readonly releases: readonly PracticeRelease[];
  readonly graph: UpdateGraph;
  /** gzip'ed tar. */
  readonly graphData: Buffer;
  /** Release signatures by payload digest, and the armoured key that checks them. */
  readonly signatures: ReadonlyMap<Digest, Buffer>;
  readonly publicKey: string;
  /** PEM, for the one cosign signature. */
  readonly cosignPublicKey: string;
  readonly catalog: PracticeCatalog;
  /** The additional images as a configuration names them. */
  readonly additionalImages: readonly string[];
  /** Digest of every named image. */
  readonly digests: Readonly<Record<string, Digest>>;
  /** Of all unique blobs. */
  readonly totals: { readonly blobs: number; readonly bytes: number; readonly manifests: number };
}

export interface PracticeContentOptions {
  readonly scale: PracticeScale;
  /** Default `practice`. Another seed gives other digests throughout. */
  readonly seed?: string;
}

/** Makes the sample content. Large layers are only hashed, at about half a second per gigabyte and pass. */
export async function buildPracticeContent(options: PracticeContentOptions): Promise<PracticeContent> {
  const { scale, seed = 'practice' } = options;
  const figures = scaleFigures[scale];
  const builder = createContentBuilder(seed);
  const releases = await buildReleases(builder, figures);
  const catalog = buildCatalog(builder, figures.unit);
  const additional = buildAdditional(builder, seed, figures.unit);
  const graph = updateGraph(releases);
  const { signatures, publicKey } = await signReleases(releases);
  const { index, blobs } = builder;
  const repositories = index.repositories().map((name) => index.repository(name));
  return {
    scale,
    seed,
    index,
    blobs,
    releases,
    graph,
    graphData: graphDataArchive(graph),
    signatures,
    publicKey,
    cosignPublicKey: additional.cosignPublicKey,
    catalog,
    additionalImages: additional.references,
    digests: { ...additional.digests, [catalog.reference]: catalog.digest },
    totals: {
      blobs: blobs.size,
      bytes: [...blobs.values()].reduce((sum, { size }) => sum + size, 0),
      manifests: repositories.reduce((sum, repository) => sum + (repository?.manifests.size ?? 0), 0),
    },
  };
}
