import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyStore, recordCustody, Secret, type HostServices } from '../../../core/host/index.ts';
import { receiptSigner } from '../../../core/host/seal/index.ts';
import { signReceipt } from '../../../core/host/receipts/make-receipt.ts';
import { parseReceipt, type Receipt } from '../../../core/ledger/index.ts';
import { servicesOf } from '../../support/host-world.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../support/receipts-world.ts';

/** An enterprise that made two sets for one enclave and one for another; the first enclave imported both. */
export interface PapersWorld extends ReceiptsWorld {
  /** Of the first set: recorded. */
  readonly recorded: Receipt;
  /** Of the second set: on its way. */
  readonly coming: Receipt;
  readonly sets: readonly MadeHere[];
  /** With a signature of the trusted key under whatever it says. */
  signed(receipt: Receipt): Promise<Receipt>;
  /** The machine with everything that it remembers, as a copy in a folder. */
  machine(folder: string): Promise<Machine>;
}

export interface Machine {
  readonly services: HostServices;
  readonly state: string;
}

export const passphrase = new Secret('three words together');

export function unsigned(receipt: Receipt): Receipt {
  const { keyId: _keyId, signature: _signature, shortSignature: _short, ...rest } = receipt;
  return rest;
}

export async function papersWorld(): Promise<PapersWorld> {
  const world = await receiptsWorld();
  const keys = createKeyStore(world.services);
  await keys.create({ name: 'Enclave', passphrase, replace: false });
  const enclave = await world.registry();
  const brought = async (names: readonly string[]): Promise<MadeHere> => {
    const set = await world.make('enc1', names);
    await world.bring(set, enclave, { keys });
    for (const person of ['Ada', 'Bo', 'Cy']) {
      const { setId, generation } = set.manifest;
      const looked = { kind: 'inspected', result: 'good', setId, generation } as const;
      await recordCustody(world.services, [looked], { folder: set.directory, person });
    }
    return set;
  };
  const first = await brought(['a']);
  await world.read(first);
  const second = await brought(['a', 'b', 'c']);
  await world.make('enc2', ['a']);
  const receiptOf = async ({ directory }: MadeHere): Promise<Receipt> =>
    parseReceipt(await readFile(join(directory, 'sluice-receipt.json')), 'sluice-receipt.json');
  return {
    ...world,
    sets: [first, second],
    recorded: await receiptOf(first),
    coming: await receiptOf(second),
    signed: (receipt) => signReceipt(unsigned(receipt), receiptSigner(keys)),
    machine: async (folder) => {
      const state = join(folder, 'state');
      await cp(world.state, state, { recursive: true });
      return { state, services: servicesOf({ ...world, state }) };
    },
  };
}
