import { describeCode, errorCatalogue, type ErrorCode, type Language } from '../../core/contract/index.ts';
import { toWireError } from '../../core/host/index.ts';

/** A failure in words, for a dialog of the system. */
export function failureWords(error: unknown, language: Language): string {
  const { code, params } = toWireError(error);
  if (!isKnown(code)) return code;
  const { what, next } = describeCode(code, params, language);
  return `${what}\n\n${next}`;
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
