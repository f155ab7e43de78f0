import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../../core/contract/index.ts';
import {
  createKeyStore,
  readReceiptBytes,
  readReceiptFile,
  readSetCustody,
  type ReadOutcome,
} from '../../../core/host/index.ts';
import { receiptBytes } from '../../../core/ledger/index.ts';
import { must, type Bench, type FaultCase, type Harmless, type Try } from '../case.ts';
import {
  custodyFile,
  custodyForgeries,
  linesOf,
  putLines,
  type CustodyForgery,
} from '../support/custody-forgeries.ts';
import { flippedBit } from '../support/flipped-bit.ts';
import { keyExposures, type KeyExposure } from '../support/key-exposures.ts';
import { papersWorld, type Machine, type PapersWorld } from '../support/papers-world.ts';
import { receiptForgeries, tooLarge, type ReceiptForgery } from '../support/receipt-forgeries.ts';
import { stateOf } from '../support/untouched.ts';

const flips = 1000;

type Attempt = (world: PapersWorld, one: Try) => Promise<Harmless>;

const attempts: readonly Attempt[] = [
  ...receiptForgeries.map(
    (form): Attempt =>
      (world, one) =>
        forgeReceipt(world, one, form),
  ),
  largeReceipt,
  ...custodyForgeries.map(
    (form): Attempt =>
      (world, one) =>
        forgeCustody(world, one, form),
  ),
  ...keyExposures.map(
    (form): Attempt =>
      (world, one) =>
        expose(world, one, form),
  ),
];

/** F36. What goes with sets and comes back from them is forged, or the keys are laid open. */
export const forgedPapers: FaultCase = {
  id: 'F36',
  title:
    'receipts replayed, contradicting, forged; custody logs cut, reordered, foreign; keys open to others',
  amount: attempts.length + flips,
  sample: 24,
  async open(): Promise<Bench> {
    const world = await papersWorld();
    return {
      run: (one) => {
        const attempt = attempts[one.number];
        if (attempt !== undefined) return attempt(world, one);
        return one.number % 2 === 0 ? flipReceipt(world, one) : flipCustody(world, one);
      },
      close: world.close,
    };
  },
};

async function forgeReceipt(world: PapersWorld, { folder }: Try, form: ReceiptForgery): Promise<Harmless> {
  const machine = await world.machine(folder);
  await form.before?.(machine);
  const bytes = await form.make(world);
  const told = await recordsNothing(machine, form.what, () =>
    readReceiptBytes(machine.services, bytes, 'sluice-receipt.json', form.options ?? {}),
  );
  must(told.includes(form.code), 'wrong', `${form.what}: told ${told.join()}, not ${form.code}`);
  return { ended: `receipt: ${form.code}` };
}

async function largeReceipt(world: PapersWorld, { folder }: Try): Promise<Harmless> {
  const machine = await world.machine(folder);
  const path = await tooLarge(folder);
  const told = await recordsNothing(machine, path, () => readReceiptFile(machine.services, path, {}));
  must(told.includes('RECEIPT_FILE_TOO_LARGE'), 'wrong', `a large receipt: told ${told.join()}`);
  return { ended: 'receipt: RECEIPT_FILE_TOO_LARGE' };
}

/** The codes with which it was refused; throws Damage when what is known of the enclaves changed. */
async function recordsNothing(
  { state }: Machine,
  what: string,
  read: () => Promise<ReadOutcome>,
): Promise<readonly string[]> {
  const known = join(state, 'targets');
  const before = (await stateOf(known)).join('\n');
  const told = await read().then(
    ({ outcome, findings }) => {
      must(outcome === 'ignored', 'corrupt', `${what}: ${outcome}`);
      return findings.map(({ code }) => code);
    },
    (error: unknown) => {
      must(error instanceof SluiceError, 'wrong', `${what}: ended in ${String(error)}`);
      return [error.code];
    },
  );
  must((await stateOf(known)).join('\n') === before, 'corrupt', `${what}: something was recorded`);
  return told;
}

/** The set with its log in a folder of its own, which this machine has seen. */
async function seenLog(world: PapersWorld, folder: string): Promise<{ machine: Machine; set: string }> {
  const machine = await world.machine(folder);
  const [first] = world.sets;
  const set = join(folder, 'set');
  await cp(first?.directory ?? '', set, { recursive: true });
  const { state, records } = await readSetCustody(machine.services, set, 10);
  must(state === 'whole' && records > 4, 'wrong', `a log without a fault is ${state}, of ${records} records`);
  return { machine, set };
}

async function forgeCustody(world: PapersWorld, { folder }: Try, form: CustodyForgery): Promise<Harmless> {
  const { machine, set } = await seenLog(world, folder);
  const foreign = await linesOf(world.sets[1]?.directory ?? '');
  await putLines(set, form.make(await linesOf(set), foreign));
  const { state, broken } = await readSetCustody(machine.services, set, 10);
  const told = broken?.message.code ?? state;
  must(told === form.code, 'wrong', `custody: ${form.what}: told ${told}, not ${form.code}`);
  return { ended: `custody: ${form.code}` };
}

async function expose(world: PapersWorld, { folder }: Try, form: KeyExposure): Promise<Harmless> {
  const { services, state } = await world.machine(folder);
  await form.do?.(join(state, 'keys'));
  const told = await form.use(createKeyStore(services)).then(
    () => 'nothing',
    (error: unknown) => (error instanceof SluiceError ? error.code : String(error)),
  );
  must(told === form.code, 'wrong', `${form.what}: told ${told}, not ${form.code}`);
  return { ended: `key: ${form.code}` };
}

async function flipReceipt(world: PapersWorld, { random, folder }: Try): Promise<Harmless> {
  const machine = await world.machine(folder);
  const { bytes, where } = flippedBit(receiptBytes(world.coming), random);
  const told = await recordsNothing(machine, `receipt, ${where}`, () =>
    readReceiptBytes(machine.services, bytes, 'sluice-receipt.json', {}),
  );
  const own = told.every((code) => code.startsWith('RECEIPT_'));
  must(own, 'wrong', `receipt, ${where}: told ${told.join()}`);
  return { ended: 'receipt: a flipped bit is refused' };
}

async function flipCustody(world: PapersWorld, { random, folder }: Try): Promise<Harmless> {
  const { machine, set } = await seenLog(world, folder);
  const { bytes, where } = flippedBit(await readFile(custodyFile(set)), random);
  await writeFile(custodyFile(set), bytes);
  const { state, broken } = await readSetCustody(machine.services, set, 10);
  must(state === 'broken' && broken !== undefined, 'wrong', `custody, ${where}: ${state}`);
  return { ended: 'custody: a flipped bit is named' };
}
