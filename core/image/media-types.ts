export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar',
  ociLayerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  ociLayerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  /** The artifact manifest that OCI dropped before 1.1; still found in registries. */
  ociArtifact: 'application/vnd.oci.artifact.manifest.v1+json',
} as const;

/**
 * The Accept header of every manifest request (registry-client.md M2). Without it Quay converts
 * to schema 1, which has another digest.
 */
export const manifestAccept = [
  mediaTypes.ociIndex,
  mediaTypes.dockerList,
  mediaTypes.ociManifest,
  mediaTypes.dockerManifest,
  mediaTypes.ociArtifact,
].join(', ');

export type ManifestKind = 'index' | 'image' | 'artifact';

const kinds: ReadonlyMap<string, ManifestKind> = new Map<string, ManifestKind>([
  [mediaTypes.ociIndex, 'index'],
  [mediaTypes.dockerList, 'index'],
  [mediaTypes.ociManifest, 'image'],
  [mediaTypes.dockerManifest, 'image'],
  [mediaTypes.ociArtifact, 'artifact'],
]);

/** What a media type says a manifest is; undefined when it is not a manifest's. */
export function manifestKind(mediaType: string): ManifestKind | undefined {
  return kinds.get(mediaType);
}

export function isIndexMediaType(mediaType: string): boolean {
  return kinds.get(mediaType) === 'index';
}

export function isSchema1MediaType(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(mediaType);
}

// Servers that do not know the type say one of these; then the document decides (registry-client.md M4).
const genericTypes: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/json',
  'application/octet-stream',
]);

export function isGenericMediaType(mediaType: string): boolean {
  return genericTypes.has(mediaType);
}

/** A Content-Type without its parameters, in lower case. */
export function bareMediaType(contentType: string): string {
  const semicolon = contentType.indexOf(';');
  return (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
}

/** Whether a layer may not be copied by default: its media type or its `urls` say so (registry-client.md D7). */
export function isNonDistributable(layer: {
  readonly mediaType: string;
  readonly urls?: readonly string[];
}): boolean {
  return (
    /\.foreign\.|nondistributable/.test(layer.mediaType) ||
    (layer.urls !== undefined && layer.urls.length > 0)
  );
}
