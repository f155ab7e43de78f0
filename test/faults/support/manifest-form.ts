import type { ErrorCode } from '../../../core/contract/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { jsonBytes } from '../../support/image-manifests.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

/** What a registry gives for a manifest. */
export interface ServedManifest {
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body goes on like this for ever. */
  readonly endless?: Buffer;
}

/** A manifest that must be refused. */
export interface ManifestForm {
  readonly name: string;
  /** Why. */
  readonly code: ErrorCode;
  make(random: SeededRandom): Asking;
}

/** What is asked for, and what is given for it. */
export interface Asking {
  /** By digest when there is one, else by a tag. */
  readonly digest?: Digest;
  readonly root: ServedManifest;
  /** What an index names: everything else that there is. */
  readonly others?: ReadonlyMap<Digest, ServedManifest>;
}

export function form(
  name: string,
  code: ErrorCode,
  make: (random: SeededRandom) => Asking | ServedManifest,
): ManifestForm {
  return {
    name,
    code,
    make: (random) => {
      const made = make(random);
      return 'root' in made ? made : { root: made };
    },
  };
}

/** A document as JSON, under the type that it says itself to be unless told otherwise. */
export function served(document: unknown, contentType?: string): ServedManifest {
  const own =
    typeof document === 'object' && document !== null && 'mediaType' in document
      ? document.mediaType
      : undefined;
  return servedBytes(jsonBytes(document), contentType ?? (typeof own === 'string' ? own : ''));
}

/** Without a type when it is empty. */
export function servedBytes(body: Buffer, contentType: string): ServedManifest {
  return { body, headers: contentType === '' ? {} : { 'content-type': contentType } };
}

/** A digest that no other draw has. */
export function drawDigest(random: SeededRandom): Digest {
  return digestOf(random.bytes(16));
}
