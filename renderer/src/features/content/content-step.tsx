import './content.css';
import { Button } from '@patternfly/react-core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ContentSource, Site } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { ContentForms } from './content-forms.tsx';
import { ContentPlaceProvider, type ValuesPlace } from './content-context.tsx';
import { ContentToolbar } from './content-toolbar.tsx';
import { formStateOf } from './document/create-document.ts';
import { useDocument } from './document/use-document.ts';
import type { EditorPlace } from './editor/yaml-editor.tsx';
import { YamlPane } from './editor/yaml-pane.tsx';
import { ProblemList } from './problem-list.tsx';
import { SentenceList } from './sentence-list.tsx';

export interface ContentStepProps {
  readonly site: Site;
  /** Where releases and images are looked up. */
  readonly source: ContentSource;
  /** The ImageSetConfiguration; the parent keeps it. */
  readonly yaml: string;
  readonly onChange: (yaml: string) => void;
  /** Values over charts' own; absent where they cannot be given. */
  readonly values?: ValuesPlace;
  /** Shown beside it. */
  readonly estimate?: ReactNode;
}

/** What is carried: chosen in forms, written as YAML, both at once; said in sentences. */
export function ContentStep({ site, source, yaml, onChange, values, estimate }: ContentStepProps): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const document = useDocument(yaml, onChange);
  const error = useStore(document, (state) => state.error);
  const hasErrors = useStore(document, (state) => formStateOf(state).kind === 'errors');
  const [isSplit, setIsSplit] = useState(false);
  const [editorPlace, setEditorPlace] = useState<EditorPlace>();
  const place = useMemo(() => ({ site, source, document, values }), [site, source, document, values]);
  const goTo = useCallback((wanted: EditorPlace): void => {
    setIsSplit(true);
    setEditorPlace({ ...wanted });
  }, []);
  const split = (wanted: boolean): void => {
    // An editor that opens later must not jump to where one once went.
    setEditorPlace(undefined);
    setIsSplit(wanted);
  };
  return (
    <ContentPlaceProvider place={place}>
      <div className="sluice-content">
        <ContentToolbar isSplit={isSplit} onSplit={split} />
        {error !== undefined && (
          <MessageAlert
            level="error"
            message={error}
            actions={
              <Button variant="link" isInline onClick={() => document.getState().check()}>
                {t('common:action.retry')}
              </Button>
            }
          />
        )}
        <ProblemList onGo={goTo} />
        <div className="sluice-content-columns" data-split={isSplit}>
          <div className="sluice-content-forms">
            <ContentForms onGo={goTo} />
          </div>
          {isSplit && <YamlPane place={editorPlace} />}
          <div className="sluice-content-side">
            {/* What cannot be read cannot be counted; the errors themselves are listed above. */}
            {estimate !== undefined && hasErrors ? <p>{t('estimate.errors')}</p> : estimate}
            <SentenceList />
          </div>
        </div>
      </div>
    </ContentPlaceProvider>
  );
}
