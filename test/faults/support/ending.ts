import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import type { Descriptor } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { Damage, must } from '../case.ts';

/** Real time after which work counts as hanging: far beyond what any try takes. */
const patience = 60_000;

/** The result of work that has to succeed. Throws `Damage` when it fails in the engine's own words, or hangs. */
export async function mustFinish<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await unlessHanging(work);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    throw new Damage('wrong', `failed: ${inWords(error)}`);
  }
}

/** The failure of work that has to fail with one of these codes. Throws `Damage` when it does anything else. */
export async function mustFail(
  work: Promise<unknown>,
  ...codes: readonly [ErrorCode, ...ErrorCode[]]
): Promise<SluiceError> {
  try {
    await unlessHanging(work);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    must(codes.includes(error.code), 'wrong', `${inWords(error)}; expected ${codes.join(' or ')}`);
    return error;
  }
  throw new Damage('wrong', `nothing failed; expected ${codes.join(' or ')}`);
}

/** Throws `Damage` unless these bytes are the blob that was meant. */
export function mustBe(bytes: Buffer, meant: Descriptor): void {
  must(bytes.length >= meant.size, 'lost', `${bytes.length} bytes of ${meant.size}`);
  must(bytes.length === meant.size, 'corrupt', `${bytes.length} bytes instead of ${meant.size}`);
  must(digestOf(bytes) === meant.digest, 'corrupt', `${meant.size} other bytes`);
}

async function unlessHanging<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Damage('wrong', 'hangs')), patience);
  });
  try {
    return await Promise.race([work, hanging]);
  } finally {
    clearTimeout(timer);
  }
}

function inWords({ code, params, detail }: SluiceError): string {
  return [code, JSON.stringify(params), detail ?? ''].join(' ').trim();
}
