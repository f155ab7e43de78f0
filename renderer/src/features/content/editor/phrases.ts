import type { TFunction } from 'i18next';

/** What the editor says in English by itself, and the key of its translation. `$` stands for a number or text. */
const phrases = {
  Find: 'find',
  Replace: 'replaceWith',
  next: 'next',
  previous: 'previous',
  all: 'all',
  'match case': 'matchCase',
  'by word': 'byWord',
  regexp: 'regexp',
  replace: 'replace',
  'replace all': 'replaceAll',
  close: 'close',
  'current match': 'currentMatch',
  'on line': 'onLine',
  'replaced match on line $': 'replacedOnLine',
  'replaced $ matches': 'replacedMatches',
  'Go to line': 'goToLine',
  go: 'go',
  Diagnostics: 'diagnostics',
  'No diagnostics': 'noDiagnostics',
  'Control character': 'controlCharacter',
  'Selection deleted': 'selectionDeleted',
} as const;

/** The editor's own words in the language of the page (facet `EditorState.phrases`). */
export function editorPhrases(t: TFunction<'content'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(phrases).map(([english, key]) => [english, t(`editor.phrases.${key}`)]),
  );
}
