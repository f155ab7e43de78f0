import { isTargetName, statementBytes, type HoldingsStatement } from '../../ledger/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { destinationText } from '../mirror/task.ts';
import { openNetwork, type NetworkRequest } from '../network.ts';
import type { Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { stateHoldings } from './state-holdings.ts';

export interface StatementQuery extends NetworkRequest {
  readonly host: string;
  readonly namespace: string;
  /** The name under which sets for this registry are made. */
  readonly target: string;
  /** File to write, absolute. */
  readonly output: string;
}

/**
 * Asks a registry what it holds and writes it into a file for the sender. Throws LEDGER_TARGET_NAME_INVALID,
 * HOLDINGS_LIST_UNAVAILABLE, HOLDINGS_TOO_LARGE, FILE_NOT_WRITTEN, and what asking throws.
 */
export async function writeStatement(
  services: HostServices,
  query: StatementQuery,
  within: {
    readonly observer: Observer;
    readonly signal: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  },
): Promise<Omit<HoldingsStatement, 'digests'> & { readonly digests: number; readonly file: string }> {
  const { host, namespace, target, output } = query;
  if (!isTargetName(target)) {
    throw new SluiceError('LEDGER_TARGET_NAME_INVALID', { params: { name: target.slice(0, 100) } });
  }
  const network = await openNetwork(services, query, within.observer);
  try {
    const statement = await stateHoldings(services, network.target(host), {
      target,
      namespace,
      registry: destinationText({ kind: 'registry', host, namespace }),
      signal: within.signal,
      ...(within.onProgress !== undefined && { onProgress: within.onProgress }),
    });
    await writeDurably(services.fs, output, statementBytes(statement)).catch((error: unknown) => {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      const params = { path: output, reason };
      throw new SluiceError('FILE_NOT_WRITTEN', { params, affected: [output], cause: error });
    });
    return { ...statement, digests: statement.digests.length, file: output };
  } finally {
    await network.close();
  }
}
