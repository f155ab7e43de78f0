import { SluiceError } from '../contract/index.ts';
import { isDigest, type Digest } from './digest.ts';
import { requireTag, shown } from './grammar.ts';

export interface SplitName {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** Parts `rest@digest` at the first `@`. Throws REFERENCE_DIGEST_INVALID. */
export function splitDigest(
  text: string,
  reference: string,
): { readonly rest: string; readonly digest?: Digest } {
  const at = text.indexOf('@');
  if (at < 0) return { rest: text };
  const digest = text.slice(at + 1);
  if (!isDigest(digest)) {
    throw new SluiceError('REFERENCE_DIGEST_INVALID', {
      params: { reference: shown(reference), digest: shown(digest) },
    });
  }
  return { rest: text.slice(0, at), digest };
}

/**
 * Parts `name:tag@digest`. A colon before the first slash belongs to a port
 * (oc-mirror-v2.md 0.1, steps 2 and 3). Throws REFERENCE_DIGEST_INVALID or REFERENCE_TAG_INVALID.
 */
export function splitTagAndDigest(text: string, reference: string): SplitName {
  const { rest, digest } = splitDigest(text, reference);
  const colon = rest.lastIndexOf(':');
  const slash = rest.indexOf('/');
  const tagged = colon >= 0 && (slash < 0 || colon > slash);
  const tag = tagged ? rest.slice(colon + 1) : undefined;
  if (tag !== undefined) requireTag(tag, reference);
  return {
    name: tagged ? rest.slice(0, colon) : rest,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
