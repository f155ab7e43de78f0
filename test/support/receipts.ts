import type {
  Acknowledgement,
  HoldingsStatement,
  Receipt,
  ReceiptRecord,
  SetContent,
  Target,
} from '../../core/ledger/index.ts';
import { parseDigest, type Digest } from '../../core/reference/index.ts';

/** A digest of its own for every number. */
export function digestNumber(number: number): Digest {
  return parseDigest(`sha256:${number.toString(16).padStart(64, '0')}`);
}

/** A UUID of its own for every generation. */
export function setIdOf(generation: number): string {
  return `11111111-2222-4333-8444-${String(generation).padStart(12, '0')}`;
}

/** A receipt of `images` images; the digests are numbered from 1. */
export function receiptOf({
  images,
  ...more
}: Partial<Omit<Receipt, 'images'>> & { images: number }): Receipt {
  return {
    format: 'sluice-receipt',
    formatVersion: 1,
    id: '99999999-8888-4777-8666-555555555555',
    setId: setIdOf(1),
    generation: 1,
    target: 'enc1',
    manifestSha256: '0123456789abcdef'.repeat(4),
    result: 'complete',
    importedAt: '2026-11-29T20:00:00Z',
    tool: { name: 'sluice', version: '0.1.0' },
    registry: 'docker://registry.enclave:5000',
    images: Array.from({ length: images }, (_, index) => ({
      repository: `lab/app${index}`,
      tag: '1.0',
      digest: digestNumber(index + 1),
    })),
    missing: [],
    resources: [{ name: 'idms-oc-mirror.yaml', sha256: 'a'.repeat(64) }],
    ...more,
  };
}

export function statementOf(
  digests: readonly number[],
  more: Partial<HoldingsStatement> = {},
): HoldingsStatement {
  return {
    format: 'sluice-holdings',
    formatVersion: 1,
    id: '99999999-8888-4777-8666-444444444444',
    target: 'enc1',
    registry: 'docker://registry.enclave:5000',
    statedAt: '2026-11-29T21:00:00Z',
    tool: { name: 'sluice', version: '0.1.0' },
    repositories: 1,
    tags: 1,
    digests: digests.map(digestNumber),
    ...more,
  };
}

/** A target for which `generations` sets were made. */
export function targetOf(generations: number, name = 'enc1'): Target {
  return {
    format: 1,
    name,
    generation: generations,
    exports: Array.from({ length: generations }, (_, index) => ({
      generation: index + 1,
      setId: setIdOf(index + 1),
      time: `2026-11-0${index + 1}T00:00:00.000Z`,
      bytes: 1,
      images: 1,
      chunks: 1,
    })),
  };
}

/** A receipt as it is recorded. */
export function receiptRecord(generation: number, more: Partial<ReceiptRecord> = {}): ReceiptRecord {
  return {
    type: 'receipt',
    time: '2026-11-29T22:00:00.000Z',
    form: 'file',
    setId: setIdOf(generation),
    generation,
    manifestSha256: 'a'.repeat(64),
    result: 'complete',
    importedAt: '2026-11-29T20:00:00Z',
    images: 1,
    heldSum: '0'.repeat(20),
    signature: 'absent',
    replaces: false,
    ...more,
  };
}

export function lostRecord(generation: number): Acknowledgement {
  const time = '2026-11-29T22:00:00.000Z';
  return { type: 'lost', time, generation, setId: setIdOf(generation), reason: 'the courier lost it' };
}

/** One image (its manifest numbered `image`) with the blobs of these numbers, some of which the receiver has. */
export function contentOf(
  image: number,
  blobs: readonly number[],
  expected: readonly number[] = [],
): SetContent {
  return {
    images: [{ digest: digestNumber(image) }],
    closures: { [digestNumber(image)]: blobs.map(digestNumber) },
    expected: expected.map((number) => ({ digest: digestNumber(number) })),
  };
}
