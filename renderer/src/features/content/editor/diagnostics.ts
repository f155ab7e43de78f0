import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { ConfigProblemView } from '../../../../../core/contract/index.ts';
import { messageWords } from '../../../i18n/message-words.ts';
import type { UiLanguage } from '../../../i18n/index.ts';

const severities = { error: 'error', warning: 'warning', note: 'info' } as const;

/** The place of a line and column, both from 1, in a text; the nearest one when there is no such place. */
export function offsetOf(text: Text, line: number, column: number): number {
  const found = text.line(Math.max(1, Math.min(line, text.lines)));
  return Math.max(found.from, Math.min(found.from + column - 1, found.to));
}

/** Problems as the editor marks them: from where they are to the end of their line. */
export function toDiagnostics(
  problems: readonly ConfigProblemView[],
  text: Text,
  language: UiLanguage,
): readonly Diagnostic[] {
  return problems.map(({ level, message, line, column }) => {
    const from = offsetOf(text, line, column);
    const { what, next } = messageWords(message, language);
    return {
      from,
      to: text.lineAt(from).to,
      severity: severities[level],
      message: next === '' ? what : `${what}\n${next}`,
    };
  });
}
