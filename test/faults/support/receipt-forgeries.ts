import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { createKeyStore } from '../../../core/host/index.ts';
import type { ReadReceiptOptions } from '../../../core/host/receipts/read-receipt.ts';
import { receiptBytes, shortGroups, type Receipt } from '../../../core/ledger/index.ts';
import { openKey } from '../../support/seal-keys.ts';
import { unsigned, type Machine, type PapersWorld } from './papers-world.ts';

/** What somebody makes of a receipt, and what whoever reads it is told. */
export interface ReceiptForgery {
  readonly what: string;
  readonly code: ErrorCode;
  readonly make: (world: PapersWorld) => Buffer | Promise<Buffer>;
  readonly options?: ReadReceiptOptions;
  /** Changes the machine that reads. */
  readonly before?: (machine: Machine) => Promise<unknown>;
}

type Change = (world: PapersWorld) => Receipt;

/** One that nobody signed again after it was changed. */
const altered = (
  what: string,
  code: ErrorCode,
  change: Change,
  more: Partial<ReceiptForgery> = {},
): ReceiptForgery => ({ what, code, make: (world) => receiptBytes(change(world)), ...more });
/** One that the trusted key signed as it is. */
const told = (...[what, code, change, more]: Parameters<typeof altered>): ReceiptForgery => ({
  ...altered(what, code, change, more),
  make: async (world) => receiptBytes(await world.signed(change(world))),
});
const text = (what: string, change: (text: string) => string): ReceiptForgery => ({
  what,
  code: 'RECEIPT_TEXT_DAMAGED',
  make: ({ coming }) => Buffer.from(change(shortGroups(coming).join(' '))),
});
const bytes = (what: string, change: (bytes: Buffer) => Buffer): ReceiptForgery => ({
  what,
  code: 'RECEIPT_FILE_INVALID',
  make: ({ coming }) => change(receiptBytes(coming)),
});

const otherSet = '11111111-2222-4333-8444-555555555555';
const later = (receipt: Receipt): Receipt => ({ ...receipt, importedAt: '2099-01-01T00:00:00Z' });
const withoutFirst = (receipt: Receipt): Receipt => ({ ...receipt, images: receipt.images.slice(1) });

export const receiptForgeries: readonly ReceiptForgery[] = [
  told('an older receipt once more', 'RECEIPT_OLDER', ({ recorded }) => ({
    ...recorded,
    importedAt: '2020-01-01T00:00:00Z',
  })),
  told('another receipt of the same time', 'RECEIPT_CONTRADICTS', ({ recorded }) => ({
    ...recorded,
    images: [],
    result: 'incomplete',
  })),
  told('a later receipt that takes back what arrived', 'RECEIPT_CONTRADICTS', ({ recorded }) =>
    later({ ...recorded, images: [], result: 'incomplete' }),
  ),
  told('a set that nobody made', 'RECEIPT_SET_UNKNOWN', ({ coming }) => ({ ...coming, setId: otherSet })),
  told('the set of another enclave', 'RECEIPT_OTHER_TARGET', ({ coming }) => coming, {
    options: { target: 'enc2' },
  }),
  told('another enclave by its own word', 'RECEIPT_OTHER_TARGET', ({ coming }) => ({
    ...coming,
    target: 'enc2',
  })),
  told('the earlier generation under the id of the later', 'RECEIPT_SET_ALTERED', (world) => ({
    ...world.recorded,
    setId: world.coming.setId,
  })),
  told('another manifest', 'RECEIPT_SET_ALTERED', ({ coming }) => ({
    ...coming,
    manifestSha256: '0'.repeat(64),
  })),
  told('another generation', 'RECEIPT_SET_ALTERED', ({ coming }) => ({ ...coming, generation: 1 })),
  told('whole with an image left out', 'RECEIPT_CONTENT_DIFFERS', ({ coming }) => withoutFirst(coming)),
  told('an image that the set does not hold', 'RECEIPT_CONTENT_DIFFERS', ({ coming }) => ({
    ...coming,
    images: [...coming.images, { repository: 'lab/x', digest: `sha256:${'0'.repeat(64)}` as never }],
  })),
  told('a set of which nothing is kept', 'RECEIPT_SET_NOT_KEPT', ({ coming }) => coming, {
    before: ({ state }) => rm(join(state, 'targets', 'enc1', 'sets'), { recursive: true }),
  }),
  altered('a signature that is not under it', 'RECEIPT_SIGNATURE_INVALID', ({ coming, recorded }) => ({
    ...coming,
    signature: recorded.signature,
  })),
  altered('a result that was changed', 'RECEIPT_SIGNATURE_INVALID', ({ coming }) => ({
    ...coming,
    result: 'incomplete',
  })),
  altered('a registry that was changed', 'RECEIPT_SIGNATURE_INVALID', ({ coming }) => ({
    ...coming,
    registry: 'docker://elsewhere',
  })),
  altered('the images of the other receipt', 'RECEIPT_SIGNATURE_INVALID', ({ coming, recorded }) => ({
    ...coming,
    images: recorded.images,
  })),
  altered('a key that is not trusted', 'RECEIPT_SIGNER_UNKNOWN', ({ coming }) => {
    const stranger = openKey();
    const named = { ...unsigned(coming), keyId: stranger.publicKey.keyId };
    return { ...named, signature: stranger.sign(receiptBytes(unsigned(coming))).toString('base64') };
  }),
  altered('a key that is not trusted any more', 'RECEIPT_SIGNER_UNKNOWN', ({ coming }) => coming, {
    before: ({ services }) => createKeyStore(services).distrust('Enclave'),
  }),
  altered('no signature where one is required', 'RECEIPT_UNSIGNED', ({ coming }) => unsigned(coming), {
    options: { policy: 'require' },
  }),
  {
    what: 'a newer format',
    code: 'RECEIPT_FILE_TOO_NEW',
    make: ({ coming }) =>
      Buffer.from(receiptBytes(coming).toString().replace('"formatVersion": 1', '"formatVersion": 2')),
  },
  bytes('a file that is cut', (whole) => whole.subarray(0, whole.length >> 1)),
  bytes('a file without its end', (whole) => whole.subarray(0, -3)),
  bytes('something behind the end', (whole) => Buffer.concat([whole, Buffer.from('{}')])),
  bytes('a field twice', (whole) => Buffer.from(whole.toString().replace('{', '{"result": "complete",'))),
  bytes('a field that nobody knows', (whole) => Buffer.from(whole.toString().replace('{', '{"more": 1,'))),
  bytes('a digest that is none', (whole) =>
    Buffer.from(whole.toString().replace(/"digest": "sha256:[0-9a-f]{8}/, '"digest": "sha256:../../..')),
  ),
  text('a wrong character', (whole) => whole.replace(/./, (first) => (first === 'A' ? 'B' : 'A'))),
  text('a group that is missing', (whole) => whole.replace(/ \S+/, '')),
  text('a group twice', (whole) => whole.replace(/ \S+/, (group) => group + group)),
  text('groups that changed places', (whole) => whole.replace(/(\S+) (\S+)/, '$2 $1')),
  text('the end missing', (whole) => whole.slice(0, whole.length >> 1)),
];

/** A file that is larger than any receipt. */
export async function tooLarge(folder: string): Promise<string> {
  const path = join(folder, 'large.json');
  await writeFile(path, '{');
  await truncate(path, 64 * 1024 ** 2 + 1);
  return path;
}
