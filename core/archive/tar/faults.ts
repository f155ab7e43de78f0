import { SluiceError, type ErrorCode, type ErrorParameters } from '../../contract/index.ts';

/** The place in a tar file that a fault is reported for. */
export interface TarPlace {
  /** The chunk's file name. */
  readonly file: string;
  /** Byte offset of the header concerned. */
  readonly offset: number;
}

/** A fault of an archive's content: never worth a retry, always names the chunk. */
export function tarFault(code: ErrorCode, place: TarPlace, params: ErrorParameters = {}): SluiceError {
  return new SluiceError(code, {
    params: { file: place.file, offset: place.offset, ...params },
    affected: [place.file],
  });
}

/** An untrusted name made safe to show: control characters escaped, at most 200 characters. */
export function showName(name: string): string {
  const safe = name.replace(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return safe.length > 200 ? `${safe.slice(0, 200)}…` : safe;
}
