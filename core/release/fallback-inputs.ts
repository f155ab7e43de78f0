import { SluiceError, type ErrorCode } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { GraphRequest } from './fetch-graph.ts';
import type { ReleaseInputs } from './inputs.ts';

// Content that is there and wrong is a reason to stop, never one to look elsewhere.
const wrongContent: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BLOB_DIGEST_MISMATCH',
  'BLOB_TOO_LONG',
  'LAYER_DAMAGED',
  'LAYER_ENTRY_REFUSED',
  'LAYER_FILE_TOO_LARGE',
  'LAYER_TOO_LARGE',
  'MANIFEST_DIGEST_MISMATCH',
  'RELEASE_CONTENT_ABSENT',
  'RELEASE_GRAPH_DATA_INVALID',
  'RELEASE_GRAPH_INVALID',
  'RELEASE_GRAPH_TOO_LARGE',
  'RELEASE_GRAPH_VERSION_INVALID',
]);

/** Whether a failure says that content was found and must not be used. */
export function isWrongContent(error: unknown): boolean {
  return error instanceof SluiceError && wrongContent.has(error.code);
}

/**
 * Asks `first`, and `second` for what the first cannot give. When neither can, the failure of the
 * first is told. Wrong content in the first is never papered over by the second.
 */
export function fallbackReleaseInputs(
  first: ReleaseInputs,
  second: ReleaseInputs,
  options: {
    /** Told when a graph of `second` is used, with the failure of `first`: it may be older than is wanted. */
    readonly onGraphFallback?: (request: GraphRequest, failure: SluiceError) => void;
  } = {},
): ReleaseInputs {
  return {
    graph: (request, signal) =>
      either(
        () => first.graph(request, signal),
        () => second.graph(request, signal),
        signal,
        (failure) => options.onGraphFallback?.(request, failure),
      ),
    signatures: (digest, signal) => bothSignatures(first, second, digest, signal),
    payloadFiles: (request) =>
      either(
        () => first.payloadFiles(request),
        () => second.payloadFiles(request),
        request.signal,
      ),
    resolveTag: async (repository, tag, signal) =>
      (await either(
        () => first.resolveTag(repository, tag, signal),
        () => second.resolveTag(repository, tag, signal),
        signal,
      )) ?? (await second.resolveTag(repository, tag, signal)),
    graphImage: (signal) =>
      either(
        () => first.graphImage(signal),
        () => second.graphImage(signal),
        signal,
      ),
  };
}

async function either<Answer>(
  first: () => Promise<Answer>,
  second: () => Promise<Answer>,
  signal: AbortSignal | undefined,
  onFallback: (failure: SluiceError) => void = () => undefined,
): Promise<Answer> {
  try {
    return await first();
  } catch (failure) {
    if (!(failure instanceof SluiceError) || isWrongContent(failure) || signal?.aborted === true)
      throw failure;
    try {
      const answer = await second();
      onFallback(failure);
      return answer;
    } catch (error) {
      throw isWrongContent(error) ? error : failure;
    }
  }
}

async function* bothSignatures(
  first: ReleaseInputs,
  second: ReleaseInputs,
  digest: Digest,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  let failure: unknown;
  try {
    yield* first.signatures(digest, signal);
  } catch (error) {
    if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
    failure = error;
  }
  let found = false;
  try {
    for await (const bytes of second.signatures(digest, signal)) {
      found = true;
      yield bytes;
    }
  } catch (error) {
    throw failure ?? error;
  }
  if (failure !== undefined && !found) throw failure;
}
