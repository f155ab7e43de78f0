import { Alert, Bullseye, HelperText, HelperTextItem, Spinner, Title } from '@patternfly/react-core';
import { lazy, Suspense, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useDocumentSlice } from '../content-context.tsx';
import type { EditorPlace } from './yaml-editor.tsx';

const LazyEditor = lazy(async () => ({ default: (await import('./yaml-editor.tsx')).YamlEditor }));

/** Characters up to which a text is edited here; a longer one is shown. */
export const longestEdited = 1024 * 1024;

/** The configuration as text, with what has to be known to use it. */
export function YamlPane({ place }: { readonly place: EditorPlace | undefined }): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const isViewer = useIsViewer();
  const text = useDocumentSlice(({ history }) => history.present);
  const problems = useDocumentSlice(({ view, checkedText, history }) =>
    checkedText === history.present ? view?.problems : undefined,
  );
  const type = useDocumentSlice((state) => state.type);
  const undo = useDocumentSlice((state) => state.undo);
  const redo = useDocumentSlice((state) => state.redo);
  const isLong = text.length > longestEdited;
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-content-yaml">
      <Title headingLevel="h2" size="md" id={`${id}-title`}>
        {t('editor.title')}
      </Title>
      {isLong && (
        <Alert
          isInline
          variant="info"
          component="p"
          title={t('editor.long', { size: formatBytes(text.length), limit: formatBytes(longestEdited) })}
        />
      )}
      <Suspense
        fallback={
          <Bullseye className="sluice-content-editor">
            <Spinner aria-label={t('editor.loading')} />
          </Bullseye>
        }
      >
        <LazyEditor
          text={text}
          problems={problems}
          isPlain={isLong}
          isReadOnly={isLong || isViewer}
          place={place}
          onType={type}
          onUndo={undo}
          onRedo={redo}
          helpId={`${id}-help`}
        />
      </Suspense>
      <HelperText>
        <HelperTextItem id={`${id}-help`}>{t('editor.help')}</HelperTextItem>
      </HelperText>
    </section>
  );
}
