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

/**
 * What an import confirmed, by what its images are called at the target and by where they come from, each with what
 * they are. The names differ where the registry has others than the archive: a catalogue and its original
 * (docs/architecture.md, Operators), `--layout`, `--max-nested-paths`.
 */
function outcomesByName(outcomes: readonly ImageOutcome[]): ReadonlyMap<string, ImageOutcome> {
  // The last one counts: of two of the same origin, the one that did not arrive.
  const ordered = outcomes.toSorted((a, b) => Number(isStored(b)) - Number(isStored(a)));
  return new Map(
    ordered.flatMap((outcome) => {
      const { record, root } = outcome.image;
      const named = nameOf({ ...record.destination, digest: root.digest });
      return [[originOf({ ...record, digest: root.digest }), outcome] as const, [named, outcome] as const];
    }),
  );
}

function nameOf({ repository, tag, digest }: Pick<SetImage, 'repository' | 'tag' | 'digest'>): string {
  return `${repository}:${tag ?? ''}@${digest}`;
}

function originOf({ origin, digest }: Pick<SetImage, 'origin' | 'digest'>): string {
  return `${origin} ${digest}`;
}

/**
 * The receipt of an import. Held is what the registry confirmed in this run, by digest and under the names that it has
 * there; everything else that the set has is missing, whether it failed or was not asked for.
 */
export function makeReceipt(facts: ImportFacts): Receipt {
  const { manifest, outcomes } = facts;
  const known = outcomesByName(outcomes);
  const images = manifest.images.map((image) => {
    const outcome = known.get(nameOf(image)) ?? known.get(originOf(image));
    return { image, outcome, held: outcome !== undefined && isConfirmed(outcome, outcomes) };
  });
  const absent = images.filter(({ held }) => !held);
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
    images: images.flatMap(({ image, outcome, held }) =>
      held && outcome !== undefined ? [{ ...outcome.image.record.destination, digest: image.digest }] : [],
    ),
    missing: absent.map(({ image, outcome }) => ({
      origin: image.origin,
      code: outcome?.status === 'failed' ? outcome.error.code : 'RECEIPT_IMAGE_ABSENT',
    })),
    resources: [...facts.resources],
  };
}

function isStored({ status }: ImageOutcome): boolean {
  return status === 'present' || status === 'copied';
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
