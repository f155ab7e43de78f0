import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type ErrorText,
  type Message,
} from '../../../core/contract/index.ts';
import type { UiLanguage } from './index.ts';

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

/** The words of a coded message. A code of a newer program is shown as it is, never hidden. */
export function messageWords(message: Pick<Message, 'code' | 'params'>, language: UiLanguage): ErrorText {
  if (!isErrorCode(message.code)) return { what: message.code, next: '' };
  return describeCode(message.code, message.params, language);
}
