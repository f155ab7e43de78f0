import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createKeyStore,
  installationParts,
  listKnownSets,
  makeSetReport,
  readInstallationCustody,
  readReceiptText,
  Secret,
  showLastReceipt,
  signerOfReceipt,
  type HostServices,
  type KeyStore,
} from '../../../../core/host/index.ts';
import { stateDirectory } from '../../../../core/ledger/index.ts';
import { readReceiptFile } from '../../../../core/host/receipts/read-receipt.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
let keys: KeyStore;
beforeEach(async () => {
  world = await receiptsWorld();
  keys = createKeyStore(world.services);
  await keys.create({ name: 'Enclave', passphrase: new Secret('long enough to be one'), replace: false });
});
afterEach(() => world.close());

/** A set that was imported on this machine, whose key is open. */
async function imported(): Promise<MadeHere> {
  const set = await world.make('enc1', ['a']);
  await world.bring(set, await world.registry(), { keys });
  return set;
}
const fileOf = ({ directory }: MadeHere): string => join(directory, 'sluice-receipt.json');

describe('a receipt of a machine whose signing key is open', () => {
  it('is signed, and believed where that key is trusted; in both forms', async () => {
    const set = await imported();
    expect(await world.read(set)).toMatchObject({ outcome: 'recorded', signature: 'trusted' });
    const { short } = (await showLastReceipt(world.services)) ?? {};
    expect(await readReceiptText(world.services, (short ?? []).join(' '), {})).toMatchObject({
      outcome: 'known',
    });
  });

  it('is refused where that key is not trusted, and when one character of it was changed', async () => {
    const set = await imported();
    const text = await readFile(fileOf(set), 'utf8');
    await writeFile(fileOf(set), text.replace('lab/a', 'lab/b'));
    await expect(world.read(set)).rejects.toMatchObject({ code: 'RECEIPT_SIGNATURE_INVALID' });
    // Nor what it says of its short text.
    const { shortSignature } = JSON.parse(text) as { shortSignature: string };
    const other = shortSignature.replace(
      /^(.{10})(.)/,
      (_, head: string, one: string) => head + (one === 'A' ? 'B' : 'A'),
    );
    await writeFile(fileOf(set), text.replace(shortSignature, other));
    await expect(world.read(set)).rejects.toMatchObject({ code: 'RECEIPT_SIGNATURE_INVALID' });
    await writeFile(fileOf(set), text);
    await keys.distrust('Enclave');
    await expect(world.read(set)).rejects.toMatchObject({ code: 'RECEIPT_SIGNER_UNKNOWN' });
  });

  it('is not signed while the key is locked, and refused then where signatures are required', async () => {
    const set = await world.make('enc1', ['a']);
    await keys.lock();
    await world.bring(set, await world.registry(), { keys });
    const demanding: HostServices = {
      ...world.services,
      keys: createKeyStore(world.services, { rule: () => Promise.resolve({ policy: 'require' }) }),
    };
    await expect(readReceiptFile(demanding, fileOf(set), {})).rejects.toMatchObject({
      code: 'RECEIPT_UNSIGNED',
    });
    expect(await world.read(set)).toMatchObject({ outcome: 'recorded', signature: 'absent' });
  });

  it('stands in the custody log of the machine that read it', async () => {
    const set = await imported();
    await world.read(set);
    const { newest } = await readInstallationCustody(world.services, 10);
    expect(newest.at(-1)).toMatchObject({
      kind: 'received',
      result: 'good',
      setId: set.manifest.setId,
      details: { target: 'enc1', signature: 'trusted', signer: 'Enclave' },
    });
  });

  it('shows the name of its key wherever it is shown, and only while that key is trusted or was', async () => {
    const set = await imported();
    const shown = await showLastReceipt(world.services);
    const { keyId } = await keys.ownPresent();
    const signer = { state: 'trusted', name: 'Enclave', keyId };
    expect(await signerOfReceipt(world.services, shown.receipt)).toEqual(signer);
    expect(await world.read(set)).toMatchObject({ signerName: 'Enclave', keyId });
    const listed = async () => (await listKnownSets(world.services, 'enc1')).sets[0]?.receipt;
    expect(await listed()).toMatchObject({ signerName: 'Enclave', keyId });
    await keys.distrust('Enclave');
    // What was true when it was read stays so; what is looked at now is looked at with the keys of now.
    expect(await listed()).toMatchObject({ signerName: 'Enclave' });
    expect(await signerOfReceipt(world.services, shown.receipt)).toEqual({ state: 'unknown', keyId });
    const other = { ...shown.receipt, registry: 'docker://elsewhere' };
    await keys.create({ name: 'Enclave', passphrase: new Secret('long enough to be one'), replace: true });
    await expect(signerOfReceipt(world.services, other)).resolves.toEqual({ state: 'unknown', keyId });
  });

  it('is in the report of the machine that made the set, with who signed it', async () => {
    const set = await imported();
    await world.read(set);
    // As on a machine that did not import it.
    await rm(join(stateDirectory(world.services.environment), 'receipts'), { recursive: true, force: true });
    const request = { directory: set.directory, verify: false, signal: new AbortController().signal };
    const { readBack } = await makeSetReport(world.services, request, installationParts(world.services));
    expect(readBack).toMatchObject({
      recorded: true,
      value: { signer: { state: 'trusted', name: 'Enclave' } },
    });
  });

  it('is what the report says of the push; custody and signer are in it as well', async () => {
    const set = await world.make('enc1', ['a'], { sign: false });
    await world.bring(set, await world.registry(), { keys });
    const request = {
      directory: set.directory,
      verify: false,
      signal: new AbortController().signal,
      onBytes: () => undefined,
    };
    const report = await makeSetReport(world.services, request, installationParts(world.services));
    expect(report).toMatchObject({
      identity: { signer: { recorded: false } },
      custody: { recorded: true, value: { chain: { state: 'whole' } } },
      approvals: { recorded: false },
    });
    const { readBack } = report;
    if (!readBack.recorded) throw new Error('the push is not in the report');
    expect(readBack.value.images.map(({ digest, found }) => [digest, found])).toEqual(
      set.manifest.images.map(({ digest }) => [digest, digest]),
    );
  });
});
