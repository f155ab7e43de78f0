import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type Language,
  type Message,
} from '../../contract/index.ts';
import { wordsIn } from '../words.ts';
import type { ShownFailure } from './failures.ts';

/** Images shown; who wants all asks `sluice approve list`. */
const shown = 40;

/** What the approval gate held back, each with its own reason: vulnerabilities differ from image to image. */
export function formatHeld(held: readonly ShownFailure[], language: Language): string[] {
  if (held.length === 0) return [];
  const say = wordsIn(language);
  return [
    say('report.held'),
    ...held.slice(0, shown).map(({ origin, error }) => ` ✋ ${origin}\n      ${reasonText(error, language)}`),
    ...(held.length > shown ? [` … (+${held.length - shown})`] : []),
  ];
}

/** The first half of a message: what is so. What to do about it is the same for all. */
export function reasonText({ code, params }: Pick<Message, 'code' | 'params'>, language: Language): string {
  return Object.hasOwn(errorCatalogue, code) ? describeCode(code as ErrorCode, params, language).what : code;
}
