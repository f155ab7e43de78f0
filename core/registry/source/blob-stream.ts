import { SluiceError } from '../../contract/index.ts';
import type { Descriptor, RepositoryName } from '../../image/index.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import { createRetryBudget, type RetryTools } from '../http/retry.ts';
import type { Endpoint } from '../registries-conf/index.ts';
import { blockedOutcome, combinedFailure, type Outcome } from './endpoints.ts';

/** What a download needs from the source it belongs to. */
export interface BlobStreamHost {
  readonly retry: RetryTools;
  clientFor(endpoint: Endpoint): Pick<RegistryClient, 'openBlob'>;
  /** Told when bytes from `position` on come from an endpoint, when it is passed over, and when a download goes on. */
  opened(endpoint: Endpoint, position: number): void;
  /** To the end. */
  served(endpoint: Endpoint): void;
  skipped(outcome: Outcome): void;
  resumed(endpoint: Endpoint, position: number): void;
}

interface Opened {
  readonly endpoint: Endpoint;
  readonly chunks: AsyncIterable<Buffer>;
}

/**
 * A blob's bytes from `offset` to its end, out of whichever endpoints it takes: each is tried until its budget is
 * used up, the next goes on where it stopped (registry-client.md D2, D5). Every attempt goes to the registry
 * itself, because the address of a CDN is good for once (H6). The first bytes are on their way when this
 * resolves. `refused` are endpoints that are not asked any more. Throws what `combinedFailure` makes of them all.
 */
export async function streamBlob(
  host: BlobStreamHost,
  endpoints: readonly Endpoint[],
  repository: RepositoryName,
  blob: Descriptor,
  offset: number,
  signal: AbortSignal | undefined,
  refused: readonly Outcome[] = [],
): Promise<AsyncIterable<Buffer>> {
  const outcomes: Outcome[] = [...refused];
  const waiting = [...endpoints];
  let position = offset;
  let endpoint: Endpoint | undefined;
  const progress = (): number => position;
  let budget = createRetryBudget(host.retry, { signal, progress });

  const nextEndpoint = (): Endpoint => {
    for (;;) {
      const next = waiting.shift();
      if (next === undefined) throw combinedFailure(repository, blob.digest, outcomes);
      budget = createRetryBudget(host.retry, { signal, progress });
      if (!next.blocked) return next;
      outcomes.push(blockedOutcome(next));
    }
  };

  /** Waits for another try at the same endpoint, or passes it over. Throws when the caller has given up. */
  const failed = async (error: unknown): Promise<void> => {
    try {
      await budget.failed(error);
    } catch (final) {
      if (signal?.aborted === true || !(final instanceof SluiceError) || endpoint === undefined) throw final;
      const outcome = { endpoint, result: final };
      outcomes.push(outcome);
      host.skipped(outcome);
      endpoint = undefined;
    }
  };

  const open = async (): Promise<Opened> => {
    for (;;) {
      signal?.throwIfAborted();
      endpoint ??= nextEndpoint();
      try {
        const chunks = await host.clientFor(endpoint).openBlob(endpoint.repository, blob, position, signal);
        budget.succeeded();
        host.opened(endpoint, position);
        if (position > offset) host.resumed(endpoint, position);
        return { endpoint, chunks };
      } catch (error) {
        await failed(error);
      }
    }
  };

  async function* read(first: Opened): AsyncGenerator<Buffer, void, undefined> {
    let current = first;
    for (;;) {
      try {
        for await (const chunk of current.chunks) {
          if (position + chunk.length > blob.size) throw tooLong(blob);
          position += chunk.length;
          yield chunk;
        }
        if (position < blob.size) throw tooShort(blob, position);
        host.served(current.endpoint);
        return;
      } catch (error) {
        await failed(error);
        current = await open();
      }
    }
  }

  return read(await open());
}

function tooLong(blob: Descriptor): SluiceError {
  return new SluiceError('BLOB_TOO_LONG', { params: { digest: blob.digest, expected: blob.size } });
}

function tooShort(blob: Descriptor, received: number): SluiceError {
  return new SluiceError('BLOB_TOO_SHORT', {
    params: { digest: blob.digest, expected: blob.size, received },
    retryable: true,
  });
}
