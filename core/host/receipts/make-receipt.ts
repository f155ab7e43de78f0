import type { SetManifest } from '../../archive/index.ts';
import {
  receiptVersion,
  shortBody,
  signedBytes,
  wholeSeconds,
  type Receipt,
  type SignBytes,
} from '../../ledger/index.ts';
import type { ImageOutcome } from '../../transfer/index.ts';
import { toolVersion } from '../version.ts';

/** What is known at the end of an import. */
export interface ImportFacts {
  readonly id: string;
  readonly manifest: SetManifest;
  /** Of the bytes of sluice-set.json as they were opened. */
  readonly manifestSha256: string;
  readonly outcomes: readonly ImageOutcome[];
  readonly resources: Receipt['resources'];
  /** For people: `docker://host/namespace`. */
  readonly registry: string;
  readonly importedAt: Date;
}

type SetImage = SetManifest['images'][number];

/** An image of a set by what it is called at the target and what it is. */
function nameOf({ repository, tag, digest }: Pick<SetImage, 'repository' | 'tag' | 'digest'>): string {
  return `${repository}:${tag ?? ''}@${digest}`;
}

const nameOfOutcome = ({ image }: ImageOutcome): string =>
  nameOf({ ...image.record.destination, digest: image.root.digest });

/**
 * The receipt of an import. Held is what the registry confirmed in this run, by digest; everything else that the set
 * has is missing, whether it failed or was not asked for.
 */
export function makeReceipt(facts: ImportFacts): Receipt {
  const { manifest, outcomes } = facts;
  const confirmed = new Set(outcomes.filter((outcome) => isConfirmed(outcome, outcomes)).map(nameOfOutcome));
  const failures = new Map(
    outcomes.flatMap((outcome) =>
      outcome.status === 'failed' ? [[nameOfOutcome(outcome), outcome.error.code] as const] : [],
    ),
  );
  const held = manifest.images.filter((image) => confirmed.has(nameOf(image)));
  const absent = manifest.images.filter((image) => !confirmed.has(nameOf(image)));
  return {
    format: 'sluice-receipt',
    formatVersion: receiptVersion,
    id: facts.id,
    setId: manifest.setId,
    generation: manifest.generation,
    target: manifest.target,
    manifestSha256: facts.manifestSha256,
    result:
      absent.length > 0
        ? 'incomplete'
        : manifest.missing.length > 0
          ? 'complete-with-exceptions'
          : 'complete',
    importedAt: wholeSeconds(facts.importedAt),
    tool: { name: 'sluice', version: toolVersion },
    registry: facts.registry,
    images: held.map(({ repository, tag, digest }) => ({
      repository,
      ...(tag !== undefined && { tag }),
      digest,
    })),
    missing: absent.map((image) => ({
      origin: image.origin,
      code: failures.get(nameOf(image)) ?? 'RECEIPT_IMAGE_ABSENT',
    })),
    resources: [...facts.resources],
  };
}

/**
 * Whether the registry holds exactly this image. A catalogue that was made here is made anew without the images that
 * failed (`lastCatalogs`): what was stored in its place is not what the set names.
 */
function isConfirmed({ image, status }: ImageOutcome, all: readonly ImageOutcome[]): boolean {
  if (status === 'present') return true;
  const { type, original } = image.record;
  const mayDiffer = type === 'operatorCatalog' && original !== true && image.accessoryOf === undefined;
  return status === 'copied' && !(mayDiffer && all.some((outcome) => outcome.status === 'failed'));
}

/** With a signature over its bytes and one over its short text, when there is a key. */
export async function signReceipt(receipt: Receipt, sign: SignBytes | undefined): Promise<Receipt> {
  const signed = await sign?.(signedBytes(receipt));
  if (sign === undefined || signed === undefined) return receipt;
  const { keyId, signature } = signed;
  const short = await sign(shortBody(receipt)).catch(() => undefined);
  return {
    ...receipt,
    keyId,
    signature: signature.toString('base64'),
    ...(short !== undefined && { shortSignature: short.signature.toString('base64') }),
  };
}
