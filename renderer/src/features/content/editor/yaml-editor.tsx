import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigProblemView } from '../../../../../core/contract/index.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { offsetOf, toDiagnostics } from './diagnostics.ts';
import { editorLook } from './editor-look.ts';
import { indentKeys } from './indent.ts';
import { minimalChange } from './minimal-change.ts';
import { editorPhrases } from './phrases.ts';

/** A place that the cursor is sent to. A new object is a new wish, even for the same place. */
export interface EditorPlace {
  readonly line: number;
  readonly column: number;
}

interface YamlEditorProps {
  /** What the text is; absent: the configuration. */
  readonly label?: string;
  readonly text: string;
  /** Of this text; undefined while they are not known. */
  readonly problems: readonly ConfigProblemView[] | undefined;
  /** Long texts are shown without colours. */
  readonly isPlain: boolean;
  readonly isReadOnly: boolean;
  readonly place: EditorPlace | undefined;
  readonly onType: (text: string) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Of the element that says how to leave the editor. */
  readonly helpId: string;
}

const fromOutside = Annotation.define<true>();

/** YAML as text. Steps back and forward are its owner's: of the configuration's, forms share them. */
export function YamlEditor(props: YamlEditorProps): ReactNode {
  const { label, text, problems, isPlain, isReadOnly, place, helpId } = props;
  const { t } = useTranslation('content');
  const language = useLanguage();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const acts = useRef(props);
  useLayoutEffect(() => {
    acts.current = props;
  });
  const changing = useMemo(() => new Compartment(), []);

  const changingParts = useMemo(
    (): Extension => [
      EditorState.readOnly.of(isReadOnly),
      EditorState.phrases.of(editorPhrases(t)),
      EditorView.contentAttributes.of({
        'aria-label': label ?? t('editor.name'),
        'aria-describedby': helpId,
        // The keyboard reaches it, and scrolls it, when it cannot be edited, too.
        tabindex: '0',
      }),
      isPlain ? [] : yaml(),
    ],
    [label, isReadOnly, isPlain, helpId, t],
  );

  useEffect(() => {
    if (host.current === null) return undefined;
    const editor = new EditorView({
      parent: host.current,
      doc: acts.current.text,
      extensions: [changing.of([]), unchanging(acts)],
    });
    view.current = editor;
    return () => {
      view.current = undefined;
      editor.destroy();
    };
  }, [changing]);

  useEffect(() => {
    view.current?.dispatch({ effects: changing.reconfigure(changingParts) });
  }, [changing, changingParts]);

  // Before the next key is handled: a late effect would take a text for foreign that was typed on meanwhile.
  useLayoutEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const change = minimalChange(editor.state.doc.toString(), text);
    if (change !== undefined) editor.dispatch({ changes: change, annotations: fromOutside.of(true) });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || problems === undefined) return;
    editor.dispatch(setDiagnostics(editor.state, [...toDiagnostics(problems, editor.state.doc, language)]));
  }, [problems, language]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || place === undefined) return;
    const anchor = offsetOf(editor.state.doc, place.line, place.column);
    editor.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    editor.focus();
  }, [place]);

  return <div ref={host} className="sluice-content-editor" />;
}

type Acts = React.RefObject<Pick<YamlEditorProps, 'onType' | 'onUndo' | 'onRedo'>>;

function unchanging(acts: Acts): Extension {
  const step = (act: 'onUndo' | 'onRedo') => (): boolean => {
    acts.current[act]();
    return true;
  };
  return [
    EditorView.cspNonce.of(pageNonce()),
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    editorLook,
    Prec.highest(
      keymap.of([
        { key: 'Mod-z', run: step('onUndo'), preventDefault: true },
        { key: 'Mod-y', mac: 'Mod-Shift-z', run: step('onRedo'), preventDefault: true },
        { key: 'Mod-Shift-z', run: step('onRedo'), preventDefault: true },
      ]),
    ),
    keymap.of([...indentKeys, ...defaultKeymap, ...searchKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      const isOurs = update.transactions.some((one) => one.annotation(fromOutside) === true);
      if (update.docChanged && !isOurs) acts.current.onType(update.state.doc.toString());
    }),
  ];
}

/** The policy of the page allows style elements with this nonce only (gui.md 0.2). */
function pageNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
