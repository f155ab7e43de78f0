import { imageCategory, type ImageCategory } from '../../image/index.ts';
import type { Finding } from '../../contract/index.ts';
import { chunkFilesOf } from '../manifest/schema.ts';
import type { OpenedSet } from '../read/opened-set.ts';

/** An archive set as plain data, for people to read and programs to compare. */
export interface SetDescription {
  readonly kind: OpenedSet['kind'];
  readonly directory: string;
  /** Known for sets with our manifest. */
  readonly set?: {
    readonly setId: string;
    readonly generation: number;
    readonly parent?: { readonly setId: string; readonly generation: number };
    readonly createdAt: string;
    readonly tool: string;
    readonly target: string;
    readonly configurationSha256: string;
    readonly layout: string;
    readonly complete: string;
    readonly missing: readonly { readonly origin: string; readonly code: string }[];
    readonly images: Readonly<Record<ImageCategory, number>>;
    readonly expectedBlobs: number;
    readonly expectedBytes: number;
  };
  readonly releases: readonly {
    readonly version: string;
    readonly digest?: string;
    readonly signature?: string;
  }[];
  readonly configurationFile?: string;
  /** The files that hold the chunks: each chunk whole, or its parts. */
  readonly chunks: readonly { readonly name: string; readonly size: number; readonly sha256?: string }[];
  readonly repositories: number;
  readonly tags: number;
  readonly blobs: number;
  /** Bytes of all blobs. */
  readonly blobBytes: number;
  readonly files: number;
  readonly earlier: readonly string[];
  readonly problems: readonly Finding[];
}

/** Describes an opened set from its tables alone: nothing is read. */
export function describeSet(opened: OpenedSet): SetDescription {
  const { manifest, kind, directory, earlier, problems } = opened;
  const known = manifest === undefined ? [] : [...manifest.chunks, ...chunkFilesOf(manifest)];
  const sums = new Map(known.map(({ name, sha256 }) => [name, sha256]));
  const files = opened.chunks.flatMap(
    ({ name, size, parts }): readonly { readonly name: string; readonly size: number }[] =>
      parts ?? [{ name, size }],
  );
  const configurationFile = [...opened.files.keys()].find((name) => name.startsWith('isc_'));
  return {
    kind,
    directory,
    ...(manifest !== undefined && { set: describeManifest(manifest) }),
    releases: describeReleases(opened),
    ...(configurationFile !== undefined && { configurationFile }),
    chunks: files.map(({ name, size }) => {
      const sha256 = sums.get(name);
      return { name, size, ...(sha256 !== undefined && { sha256 }) };
    }),
    repositories: opened.repositories.size,
    tags: [...opened.repositories.values()].reduce((sum, { tags }) => sum + tags.size, 0),
    blobs: opened.blobs.size,
    blobBytes: [...opened.blobs.values()].reduce((sum, { size }) => sum + size, 0),
    files: opened.files.size,
    earlier,
    problems,
  };
}

function describeManifest(manifest: NonNullable<OpenedSet['manifest']>): NonNullable<SetDescription['set']> {
  const images: Record<ImageCategory, number> = { release: 0, operator: 0, additional: 0, helm: 0 };
  for (const image of manifest.images) {
    if (image.accessoryOf === undefined) images[imageCategory(image.type)] += 1;
  }
  return {
    setId: manifest.setId,
    generation: manifest.generation,
    ...(manifest.parent !== undefined && { parent: manifest.parent }),
    createdAt: manifest.createdAt,
    tool: `${manifest.tool.name} ${manifest.tool.version}`,
    target: manifest.target,
    configurationSha256: manifest.configuration.sha256,
    layout: manifest.layout,
    complete: manifest.complete,
    missing: manifest.missing,
    images,
    expectedBlobs: manifest.expected.length,
    expectedBytes: manifest.expected.reduce((sum, { size }) => sum + size, 0),
  };
}

/** From the manifest, or else from the release manifests that oc-mirror keeps per version. */
function describeReleases(opened: OpenedSet): SetDescription['releases'] {
  if (opened.manifest !== undefined) {
    return opened.manifest.releases.map(({ version, digest, signature }) => ({
      version,
      digest,
      ...(signature !== undefined && { signature: signature.status }),
    }));
  }
  const versions = new Set<string>();
  for (const name of opened.files.keys()) {
    const version = /^working-dir\/hold-release\/[^/]+\/([^/]+)\/release-manifests\//.exec(name)?.[1];
    if (version !== undefined) versions.add(version);
  }
  return [...versions].sort().map((version) => ({ version }));
}
