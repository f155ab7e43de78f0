import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': {
    color: 'var(--pf-t--global--text--color--regular)',
    backgroundColor: 'var(--pf-t--global--background--color--primary--default)',
    fontSize: 'var(--pf-t--global--font--size--body--default)',
    blockSize: '100%',
  },
  '.cm-scroller': { fontFamily: 'var(--pf-t--global--font--family--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--pf-t--global--text--color--regular)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--pf-t--global--text--color--regular)' },
  // Around the numbers of the lines as well: they lie above what is drawn inside.
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused::after': {
    position: 'absolute',
    zIndex: '300',
    inset: '0',
    border: '2px solid var(--pf-t--global--border--color--clicked)',
    pointerEvents: 'none',
    content: '""',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--sluice-editor-selection)',
  },
  '.cm-gutters': {
    color: 'var(--pf-t--global--text--color--subtle)',
    backgroundColor: 'var(--pf-t--global--background--color--secondary--default)',
    borderInlineEnd: '1px solid var(--pf-t--global--border--color--default)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--sluice-editor-line)' },
  '.cm-panels, .cm-tooltip': {
    color: 'var(--pf-t--global--text--color--regular)',
    backgroundColor: 'var(--pf-t--global--background--color--floating--default)',
    borderColor: 'var(--pf-t--global--border--color--default)',
  },
  '.cm-panels input, .cm-panels button': {
    color: 'inherit',
    font: 'inherit',
    minBlockSize: '24px',
    minInlineSize: '24px',
  },
  '.cm-panels .cm-textfield': {
    backgroundColor: 'var(--pf-t--global--background--color--control--default)',
    border: '1px solid var(--pf-t--global--border--color--default)',
  },
  '.cm-panels .cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--pf-t--global--background--color--secondary--default)',
    border: '1px solid var(--pf-t--global--border--color--default)',
  },
  '.cm-diagnostic': { whiteSpace: 'pre-line', maxInlineSize: '60ch' },
  '.cm-searchMatch': { backgroundColor: 'var(--sluice-editor-match)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--sluice-editor-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--sluice-editor-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--sluice-editor-value)' },
  { tag: tags.comment, color: 'var(--sluice-editor-comment)', fontStyle: 'italic' },
]);

/** Colours are PatternFly's tokens and variables of content.css: light, dark and high contrast follow by themselves. */
export const editorLook: Extension = [frame, syntaxHighlighting(colours)];
