import { SluiceError } from '../../contract/index.ts';
import { awaitedSets, lastStatement, type ReceiptRecord, type SetState } from '../../ledger/index.ts';
import { keysOf } from '../seal/index.ts';
import type { HostServices } from '../services.ts';
import { readTarget } from './target-sets.ts';

/** The sets that were made for a target, newest first, and what came back. */
export interface SetList {
  readonly target: string;
  readonly sets: readonly ListedSet[];
  /** What the target's registry stated last. */
  readonly statement?: { readonly statedAt: string; readonly registry: string; readonly digests: number };
}

export interface ListedSet {
  readonly generation: number;
  readonly setId: string;
  readonly parentSetId?: string;
  readonly madeAt: string;
  readonly bytes: number;
  readonly images: number;
  readonly state: SetState;
  /** It is still waited for. */
  readonly awaited: boolean;
  readonly receipt?: {
    readonly importedAt: string;
    readonly readAt: string;
    readonly result: 'complete' | 'complete-with-exceptions' | 'incomplete';
    readonly images: number;
    readonly form: 'file' | 'short';
    readonly signature: 'trusted' | 'absent' | 'unchecked';
    readonly keyId?: string;
    /** Of the trusted key that signed it. */
    readonly signerName?: string;
  };
  readonly lost?: { readonly time: string; readonly reason: string };
}

/** Empty for a target for which nothing was made yet. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED. */
export async function listSets(services: HostServices, name: string): Promise<SetList> {
  const { target, records, standings } = await readTarget(services, name);
  const awaited = new Set(awaitedSets(target, records).map(({ setId }) => setId));
  const statement = lastStatement(records);
  const names = await namesOfKeys(services);
  return {
    target: name,
    sets: standings.toReversed().map(({ set, state, receipt, lost }): ListedSet => ({
      generation: set.generation,
      setId: set.setId,
      ...(set.parentSetId !== undefined && { parentSetId: set.parentSetId }),
      madeAt: set.time,
      bytes: set.bytes,
      images: set.images,
      state,
      awaited: awaited.has(set.setId),
      ...(receipt !== undefined && {
        receipt: {
          importedAt: receipt.importedAt,
          readAt: receipt.time,
          result: receipt.result,
          images: receipt.images,
          form: receipt.form,
          signature: receipt.signature,
          ...(receipt.keyId !== undefined && { keyId: receipt.keyId }),
          ...signerName(receipt, names),
        },
      }),
      ...(lost !== undefined && { lost }),
    })),
    ...(statement !== undefined && {
      statement: {
        statedAt: statement.statedAt,
        registry: statement.registry,
        digests: statement.digests,
      },
    }),
  };
}

/**
 * By which name a key was trusted when the receipt was read; for one that was read by an earlier version, by which it
 * is trusted now.
 */
function signerName(
  { signature, signerName: name, keyId = '' }: ReceiptRecord,
  names: ReadonlyMap<string, string>,
): Pick<NonNullable<ListedSet['receipt']>, 'signerName'> {
  const known = signature === 'trusted' ? (name ?? names.get(keyId)) : undefined;
  return known === undefined ? {} : { signerName: known };
}

/** What came back is listed, whatever became of the list of keys. */
async function namesOfKeys(services: HostServices): Promise<ReadonlyMap<string, string>> {
  try {
    return new Map((await keysOf(services).trusted()).map(({ keyId, name }) => [keyId, name]));
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return new Map();
  }
}

/** The same, and throws SET_TARGET_UNKNOWN where nothing was made. */
export async function listKnownSets(services: HostServices, name: string): Promise<SetList> {
  const list = await listSets(services, name);
  if (list.sets.length > 0) return list;
  throw new SluiceError('SET_TARGET_UNKNOWN', { params: { target: name }, affected: [name] });
}
