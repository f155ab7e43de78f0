import { describeCode, errorCatalogue, type ErrorCode, type Language } from '../../contract/index.ts';
import type { CodedFact } from '../parts.ts';
import { plain } from './plain.ts';

/**
 * What a code says. A manifest has the code alone, but of images that were held back: values that its sentence would
 * name are shown as `…` then.
 */
export function codedText({ code, params }: CodedFact, language: Language): string {
  if (!isKnown(code)) return plain(code);
  const clean = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value]),
  );
  return describeCode(code, clean, language).what.replaceAll(/\{[\w|]+\}/g, '…');
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
