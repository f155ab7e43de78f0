import { digestAlgorithm, digestOf, isDigest, type Digest } from '../../reference/index.ts';
import { readManifest, type ManifestDocument } from '../store/manifest-document.ts';
import type { RepositoryView, StoredManifest } from '../store/repository-index.ts';
import { methodNotAllowed, writable, type RegistryContext } from './context.ts';
import { sendBytes, sendEmpty, type Exchange } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import { receiveSmall } from './receive.ts';

/** Distribution specification: registries should limit manifests to 4 MiB. */
const manifestLimit = 4 * 1024 * 1024;
const tagForm = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** `/v2/<name>/manifests/<tag or digest>`. */
export async function serveManifest(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  switch (exchange.request.method) {
    case 'GET':
    case 'HEAD':
      readStored(context, exchange, repository, reference);
      return;
    case 'PUT':
      await store(context, exchange, repository, reference);
      return;
    case 'DELETE':
      await remove(context, exchange, repository, reference);
      return;
    default:
      throw methodNotAllowed('GET, HEAD, PUT, DELETE');
  }
}

function readStored(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): void {
  const { digest, bytes, document } = find(context, repository, reference);
  const accept = exchange.request.headers.accept;
  if (accept !== undefined && !accepts(accept, document.mediaType)) {
    // registry-client.md M2: no silent conversion; a client that does not list the stored type is told so.
    throw new RegistryFault(
      404,
      'MANIFEST_UNKNOWN',
      `stored as ${document.mediaType}, which Accept leaves out`,
    );
  }
  const headers = {
    'content-type': document.mediaType,
    'docker-content-digest': digest,
    etag: `"${digest}"`,
    'content-length': bytes.length,
  };
  sendBytes(exchange, 200, headers, bytes);
}

async function store(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  const target = writable(context);
  const wanted = isDigest(reference) ? reference : undefined;
  if (wanted === undefined && !tagForm.test(reference)) {
    throw new RegistryFault(400, 'MANIFEST_INVALID', 'the reference is neither a tag nor a digest');
  }
  const mediaType = (exchange.request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const bytes = await receiveSmall(exchange.request, manifestLimit);
  if (bytes === undefined) throw new RegistryFault(413, 'SIZE_INVALID', 'the manifest is larger than 4 MiB');
  const digest = digestOf(bytes, wanted === undefined ? 'sha256' : digestAlgorithm(wanted));
  if (wanted !== undefined && wanted !== digest) {
    throw new RegistryFault(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content', {
      detail: { digest: wanted, actual: digest },
    });
  }
  const document = readManifest(bytes, mediaType);
  if ('fault' in document) throw new RegistryFault(400, 'MANIFEST_INVALID', document.fault);
  const missing = missingReferences(document, target.index.repository(repository), context.sparse);
  if (missing.length > 0) throw context.manners.missing(missing);
  await target.record({ op: 'manifest', repository, digest, mediaType, bytes });
  if (wanted === undefined) await target.record({ op: 'tag', repository, tag: reference, digest });
  sendEmpty(exchange, 201, {
    location: `/v2/${repository}/manifests/${digest}`,
    'docker-content-digest': digest,
    ...(document.subject !== undefined && context.referrers && { 'oci-subject': document.subject }),
  });
}

async function remove(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  const target = writable(context);
  const { digest } = find(context, repository, reference);
  if (isDigest(reference)) await target.record({ op: 'delete-manifest', repository, digest });
  else await target.record({ op: 'delete-tag', repository, tag: reference });
  sendEmpty(exchange, 202);
}

function find(context: RegistryContext, repository: string, reference: string): StoredManifest {
  const view = context.store.index.repository(repository);
  const digest = isDigest(reference) ? reference : view?.tags.get(reference);
  const manifest = digest === undefined ? undefined : view?.manifests.get(digest);
  if (manifest !== undefined) return manifest;
  throw new RegistryFault(404, 'MANIFEST_UNKNOWN', 'manifest unknown', {
    detail: { name: repository, reference },
  });
}

// A subject need not exist (distribution specification, "Pushing Manifests with Subject").
function missingReferences(
  document: ManifestDocument,
  view: RepositoryView | undefined,
  sparse: boolean,
): readonly Digest[] {
  const blobs = document.blobs.filter(({ digest, foreign }) => !foreign && view?.blobs.has(digest) !== true);
  const children = document.manifests.filter(({ digest }) => view?.manifests.has(digest) !== true);
  return [...blobs, ...(sparse ? [] : children)].map(({ digest }) => digest);
}

function accepts(accept: string, mediaType: string): boolean {
  const [type] = mediaType.split('/');
  return accept
    .split(',')
    .map((part) => part.split(';')[0]?.trim())
    .some((part) => part === mediaType || part === '*/*' || part === `${type}/*`);
}
