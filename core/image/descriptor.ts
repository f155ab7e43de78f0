import type { Digest } from '../reference/index.ts';

/** An operating system and processor, as in an image index. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** Points at content: what it is, how large, and by which digest it is checked. (OCI image specification, descriptor.) */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Where a non-distributable layer may be fetched from. */
  readonly urls?: readonly string[];
  readonly artifactType?: string;
}

/** A manifest exactly as it was read: the bytes are never serialised again. */
export interface RawManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
}
