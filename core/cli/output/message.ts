import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type Language,
  type Message,
} from '../../contract/index.ts';
import { wordsIn, type WordKey } from '../words.ts';

const affectedShown = 8;
const continuation = '\n    ';

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

/** A coded message as lines of text: what happened, what is affected, what to do next; raw detail last. */
export function formatMessage(
  level: 'error' | 'warning' | 'note',
  message: Message,
  language: Language,
  options: { readonly allAffected?: boolean } = {},
): string {
  const say = wordsIn(language);
  const text = isKnown(message.code)
    ? describeCode(message.code, message.params, language)
    : { what: message.code, next: '' };
  const lines = [say('label', { label: `${say(level)} ${message.code}`, value: text.what })];
  const extra = (label: WordKey, value: string | undefined): void => {
    if (value === undefined || value === '') return;
    lines.push(`  ${say('label', { label: say(label), value: printable(value) })}`);
  };
  if (level === 'error') extra('stage', inWords('stage', message.stage, language));
  if (level === 'error') extra('side', inWords('side', message.side, language));
  // What the sentence names already needs no line of its own; a list is whole.
  const whole = options.allAffected === true;
  const affected = message.affected.filter((name) => whole || !text.what.includes(name));
  const shown = affected.slice(0, affectedShown);
  const more = affected.length - shown.length;
  const names = shown.join(say('comma'));
  extra('affected', more > 0 ? say('andMore', { names, count: more }) : names);
  extra('next', text.next);
  extra('detail', message.detail);
  return lines.join('\n');
}

function inWords(kind: 'stage' | 'side', value: string | undefined, language: Language): string | undefined {
  return value === undefined ? undefined : wordsIn(language).maybe(`${kind}.${value}`);
}

/** Control characters would act on the terminal; further lines are indented below the first. */
function printable(text: string): string {
  return text
    .trimEnd()
    .replaceAll('\n', continuation)
    .replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD');
}
