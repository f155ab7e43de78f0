import { join } from 'node:path';
import { expect } from 'vitest';
import { readSetHoldings, readTarget } from '../../core/host/receipts/target-sets.ts';
import { holdingsOf, type SetState } from '../../core/ledger/index.ts';
import type { ChainSet, ChainSite } from './chain-world.ts';
import { asked } from './chain-world.ts';
import { servicesOf } from './host-world.ts';
import { storedBlobs, storedRepositories } from './integration-storage.ts';

/** What is to be true of an enclave at one moment. */
export interface Standing {
  /** Every set that was made for it, oldest first, and what the enterprise knows of it. */
  readonly states: readonly SetState[];
  /** Sets that were imported, of which the enterprise has no receipt yet. */
  readonly unheard?: readonly ChainSet[];
}

/**
 * Compares what an enclave's registry stores, file by file, with what the enterprise's ledger says that it holds, and
 * with the receipts that the enclave wrote: nothing may be in the one that is not in the other.
 */
export async function expectAgreement(
  enterprise: ChainSite,
  enclave: ChainSite,
  imported: readonly ChainSet[],
  { states, unheard = [] }: Standing,
): Promise<void> {
  const list = await asked<SetList>(enterprise, `sluice set list --target ${enclave.name} --json`);
  expect(list.sets.map(({ state }) => state).toReversed()).toEqual(states);
  const known = await acknowledged(enterprise, enclave);
  const late = unheard.flatMap((set) => contentOf(set));
  const stored = await storedBlobs(enclave.registry.storage);
  expect([...stored].sort()).toEqual([...known.union(new Set(late))].sort());
  // What the enterprise has not heard of is really unknown to it.
  for (const set of unheard) expect(new Set(contentOf(set)).isSubsetOf(known)).toBe(false);
  await expectNames(enclave, imported);
}

interface SetList {
  readonly sets: readonly { readonly generation: number; readonly state: SetState }[];
}

/** Digests of manifests and blobs, by the receipts that the enterprise read and nothing else. */
async function acknowledged(enterprise: ChainSite, { name }: ChainSite): Promise<Set<string>> {
  const { directory } = enterprise.stage;
  const state = join(directory, '.local', 'state', 'sluice');
  const services = servicesOf({ variables: {}, state, home: directory });
  const sets = await readSetHoldings(services, await readTarget(services, name));
  return new Set(holdingsOf({ sets, history: new Set(), unacknowledged: 'carry' }).digests);
}

/** Every manifest and blob that a set's images consist of, carried by it or by one before. */
function contentOf({ manifest }: ChainSet): string[] {
  return [...new Set(manifest.images.flatMap(({ digest }) => closureOf(manifest, digest)))];
}

function closureOf({ closures }: ChainSet['manifest'], root: string): string[] {
  const seen = new Set([root]);
  for (const digest of seen) for (const child of closures[digest] ?? []) seen.add(child);
  return [...seen];
}

interface ShownReceipt {
  readonly receipt: {
    readonly setId: string;
    readonly images: readonly {
      readonly repository: string;
      readonly tag: string;
      readonly digest: string;
    }[];
  };
}

/** What an enclave said of a set does not change. */
const receipts = new WeakMap<ChainSet, ShownReceipt['receipt']>();

async function receiptOf(set: ChainSet): Promise<ShownReceipt['receipt']> {
  const known = receipts.get(set);
  if (known !== undefined) return known;
  const { receipt } = await asked<ShownReceipt>(set.enclave, `sluice receipt show ${set.medium} --json`);
  expect(receipt.setId).toBe(set.manifest.setId);
  receipts.set(set, receipt);
  return receipt;
}

/** The registry's repositories, tags and links are those that the receipts name, repository by repository. */
async function expectNames({ registry }: ChainSite, imported: readonly ChainSet[]): Promise<void> {
  const tags = new Map<string, string>();
  const linked = new Set<string>();
  for (const set of imported) {
    const { images } = await receiptOf(set);
    for (const { repository, tag, digest } of images) {
      // A later set may move a tag: that of a catalogue.
      tags.set(`${repository}:${tag}`, digest);
      for (const part of closureOf(set.manifest, digest)) linked.add(`${repository}@${part}`);
    }
  }
  const stored = await storedRepositories(registry.storage);
  const named = [...stored].flatMap(([name, repository]) =>
    [...repository.tags].map(([tag, digest]) => `${name}:${tag} ${digest}`),
  );
  expect(named.sort()).toEqual([...tags].map(([name, digest]) => `${name} ${digest}`).sort());
  const parts = [...stored].flatMap(([name, { manifests, layers }]) =>
    [...manifests, ...layers].map((digest) => `${name}@${digest}`),
  );
  expect(parts.sort()).toEqual([...linked].sort());
}
