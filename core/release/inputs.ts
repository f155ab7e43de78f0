import type { MemoryImage } from '../layers/index.ts';
import type { Digest } from '../reference/index.ts';
import type { Descriptor, ImageRecord, Platform, RepositoryName } from '../image/index.ts';
import type { GraphAnswer, GraphRequest } from './fetch-graph.ts';
import type { PayloadFiles } from './payload.ts';

/** A release whose content list is wanted. */
export interface PayloadRequest {
  /** Where the payload may be read, best first. */
  readonly repositories: readonly RepositoryName[];
  readonly digest: Digest;
  /** The signed tag; absent when the signature is not looked at. */
  readonly tag?: string | undefined;
  /** For the words. */
  readonly release: string;
  readonly platform?: Platform | undefined;
  readonly bootImages: boolean;
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PayloadAnswer extends PayloadFiles {
  /** Where the payload image was found. */
  readonly repository: RepositoryName;
  /** `payload`: out of the image itself, checked by its digest. `file`: a copy beside the images, checked by nothing. */
  readonly from: 'payload' | 'file';
}

/** The image of the update graph: made now, or already stored somewhere. */
export type GraphImage =
  | { readonly kind: 'memory'; readonly image: MemoryImage }
  | { readonly kind: 'stored'; readonly record: ImageRecord };

/** Everything that collecting releases has to look up, online or in a set that was carried here. */
export interface ReleaseInputs {
  /** A channel's graph; one without releases for a channel that does not exist. */
  graph(request: GraphRequest, signal?: AbortSignal): Promise<GraphAnswer>;
  /** The signatures there are for a digest; none is not an error. */
  signatures(digest: Digest, signal?: AbortSignal): AsyncIterable<Buffer>;
  payloadFiles(request: PayloadRequest): Promise<PayloadAnswer>;
  /** What a release's tag points at; undefined when that cannot be told here. */
  resolveTag(repository: RepositoryName, tag: string, signal?: AbortSignal): Promise<Digest | undefined>;
  graphImage(signal?: AbortSignal): Promise<GraphImage>;
}
