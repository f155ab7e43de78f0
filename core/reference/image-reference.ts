import { SluiceError } from '../contract/index.ts';
import type { Digest } from './digest.ts';
import { requireRegistryHost, requireRepositoryPath, requireTag, shown } from './grammar.ts';
import { withoutEndSlashes } from './slashes.ts';
import { splitDigest, splitTagAndDigest } from './split.ts';

export type Transport = 'docker' | 'oci';

/** An image as a configuration, a catalogue or a release names it, read the way oc-mirror reads it. */
export interface ImageReference {
  readonly transport: Transport;
  /** As written, without the transport. */
  readonly text: string;
  /** Host and path without tag and digest; for `oci`, the path of the layout directory. */
  readonly name: string;
  /** The part before the first slash; empty when there is no slash, and for `oci`. */
  readonly domain: string;
  /** What follows the domain; for `oci`, the same as `name`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/**
 * Reads an image reference (oc-mirror-v2.md 0.1). No Docker Hub name is completed and no tag
 * is assumed. Throws REFERENCE_EMPTY, REFERENCE_TRANSPORT_UNSUPPORTED, REFERENCE_DIGEST_INVALID,
 * REFERENCE_TAG_INVALID, REFERENCE_HOST_INVALID, REFERENCE_NAME_INVALID or REFERENCE_WITHOUT_TAG.
 */
export function parseImageReference(reference: string): ImageReference {
  const { transport, text } = splitTransport(reference);
  return transport === 'oci' ? parseOci(text, reference) : parseDocker(text, reference);
}

function splitTransport(reference: string): { readonly transport: Transport; readonly text: string } {
  const parts = reference.split('://');
  if (parts.length === 1) return { transport: 'docker', text: reference };
  const [transport, text] = parts;
  if (parts.length === 2 && text !== undefined && (transport === 'docker' || transport === 'oci')) {
    return { transport, text };
  }
  throw new SluiceError('REFERENCE_TRANSPORT_UNSUPPORTED', {
    params: { reference: shown(reference), transport: shown(parts.slice(0, -1).join('://')) },
  });
}

function parseOci(text: string, reference: string): ImageReference {
  const { rest, digest } = splitDigest(text, reference);
  if (rest === '') throw new SluiceError('REFERENCE_EMPTY', { params: { reference: shown(reference) } });
  return {
    transport: 'oci',
    text,
    name: rest,
    domain: '',
    path: rest,
    ...(digest !== undefined && { digest }),
  };
}

function parseDocker(text: string, reference: string): ImageReference {
  const { name, tag, digest } = splitTagAndDigest(text, reference);
  if (name === '') throw new SluiceError('REFERENCE_EMPTY', { params: { reference: shown(reference) } });
  const slash = name.indexOf('/');
  const domain = slash < 0 ? '' : name.slice(0, slash);
  const path = name.slice(slash + 1);
  // Unlike oc-mirror, which learns of a bad name only from a library during the copy.
  if (slash >= 0) requireRegistryHost(domain, reference);
  requireRepositoryPath(path, reference);
  if (tag === undefined && digest === undefined) {
    throw new SluiceError('REFERENCE_WITHOUT_TAG', { params: { reference: shown(reference) } });
  }
  return {
    transport: 'docker',
    text,
    name,
    domain,
    path,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/**
 * The same image under another tag; a digest stays. For an `oci` reference only the field
 * changes: the text of a layout directory has no place for a tag. Throws REFERENCE_TAG_INVALID.
 */
export function withTag(reference: ImageReference, tag: string): ImageReference {
  requireTag(tag, reference.text);
  if (reference.transport === 'oci') return { ...reference, tag };
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return { ...reference, text: `${reference.name}:${tag}${digest}`, tag };
}

/** The same image by digest; a tag stays. */
export function withDigest(reference: ImageReference, digest: Digest): ImageReference {
  const tag = reference.transport === 'oci' || reference.tag === undefined ? '' : `:${reference.tag}`;
  return { ...reference, text: `${reference.name}${tag}@${digest}`, digest };
}

/** With its transport, as oc-mirror writes it to mapping files. */
export function formatImageReference(reference: ImageReference): string {
  return `${reference.transport}://${reference.text}`;
}

export function isByDigest(
  reference: ImageReference,
): reference is ImageReference & { readonly digest: Digest } {
  return reference.digest !== undefined;
}

export function isByDigestOnly(
  reference: ImageReference,
): reference is ImageReference & { readonly digest: Digest; readonly tag?: undefined } {
  return reference.digest !== undefined && reference.tag === undefined;
}

export function isByTagAndDigest(
  reference: ImageReference,
): reference is ImageReference & { readonly digest: Digest; readonly tag: string } {
  return reference.digest !== undefined && reference.tag !== undefined;
}

/** The last element of the path: `ubi` of `registry.redhat.io/ubi9/ubi:latest`. */
export function componentName(reference: ImageReference): string {
  const path = withoutEndSlashes(reference.path);
  return path.slice(path.lastIndexOf('/') + 1);
}
