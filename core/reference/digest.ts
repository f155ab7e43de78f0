import { createHash } from 'node:crypto';
import { SluiceError } from '../contract/index.ts';

declare const digestBrand: unique symbol;

/** A checked content digest such as `sha256:<64 hex>`. Only this file makes one, so it is safe in a URL, path or tag. */
export type Digest = string & { readonly [digestBrand]: 'Digest' };

export type DigestAlgorithm = 'sha256' | 'sha512';

// CVE-2024-3727: an unchecked digest reaches URLs and file paths. Nothing but these two forms exists for us.
const digestForm = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

export function isDigest(text: string): text is Digest {
  return digestForm.test(text);
}

/** Checks `text` and brands it. Throws DIGEST_INVALID. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new SluiceError('DIGEST_INVALID', { params: { text: text.slice(0, 200) } });
  return text;
}

export function digestAlgorithm(digest: Digest): DigestAlgorithm {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

/** The hexadecimal part. */
export function digestHex(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

/** The digest of bytes held in memory. */
export function digestOf(bytes: Uint8Array | string, algorithm: DigestAlgorithm = 'sha256'): Digest {
  return parseDigest(`${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`);
}

/**
 * The tag under which a manifest that refers to `subject` is kept: short enough for a tag, with the
 * subject in front so that all of them can be found. A registry would collect it without any tag.
 */
export function referrerTag(subject: Digest, referrer: Digest): string {
  return `${referrerTagPrefix(subject)}${digestHex(referrer).slice(0, 16)}`;
}

export function referrerTagPrefix(subject: Digest): string {
  return `${digestAlgorithm(subject)}-${digestHex(subject).slice(0, 64)}.ref-`;
}
