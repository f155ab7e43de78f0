import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type Language,
  type Message,
} from '../../contract/index.ts';
import { wordsIn } from '../words.ts';

const affectedShown = 8;

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

/** A coded message as lines of text: what happened, what is affected, what to do next; raw detail last. */
export function formatMessage(
  level: 'error' | 'warning' | 'note',
  message: Message,
  language: Language,
): string {
  const say = wordsIn(language);
  const text = isKnown(message.code)
    ? describeCode(message.code, message.params, language)
    : { what: message.code, next: '' };
  const lines = [`${say(level)} ${message.code}: ${text.what}`];
  const extra = (label: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') lines.push(`  ${label}: ${value}`);
  };
  extra(say('stage'), level === 'error' ? message.stage : undefined);
  extra(say('side'), level === 'error' ? message.side : undefined);
  const shown = message.affected.slice(0, affectedShown);
  const more = message.affected.length - shown.length;
  extra(say('affected'), [...shown, ...(more > 0 ? [say('andMore', { count: more })] : [])].join(', '));
  extra(say('next'), text.next);
  extra(say('detail'), message.detail);
  return lines.join('\n');
}
