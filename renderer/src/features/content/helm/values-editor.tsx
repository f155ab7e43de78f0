import {
  Alert,
  Bullseye,
  Button,
  HelperText,
  HelperTextItem,
  List,
  ListItem,
  Spinner,
  Title,
} from '@patternfly/react-core';
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  maximumValuesBytes,
  valuesTextSchema,
  type ResolvedChart,
} from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { record, redo, startHistory, undo, type History } from '../../../stores/text-history.ts';
import { useContentPlace } from '../content-context.tsx';
import type { EditorPlace } from '../editor/yaml-editor.tsx';
import { useValuesProblems } from './use-values-problems.ts';
import { valuesOf, withValues } from './values.ts';

const LazyEditor = lazy(async () => ({ default: (await import('../editor/yaml-editor.tsx')).YamlEditor }));

/** Values over a chart's own, as text; what is wrong with them is told at its line. */
export function ValuesEditor({
  chart,
  used,
}: {
  readonly chart: string;
  /** Which values the chart was rendered with; undefined while that is not known. */
  readonly used: ResolvedChart['values'] | undefined;
}): ReactNode {
  const { t } = useTranslation(['helm', 'content']);
  const id = useId();
  const language = useLanguage();
  const isViewer = useIsViewer();
  const { values } = useContentPlace();
  const kept = valuesOf(values?.texts, chart);
  const [history, setHistory] = useState(() => startHistory(kept));
  const [place, setPlace] = useState<EditorPlace>();
  const isLong = !valuesTextSchema.safeParse(history.present).success;
  const problems = useValuesProblems(chart, isLong ? '' : history.present);
  if (values === undefined) return <p>{t('values.elsewhere')}</p>;
  const keep = (next: History): void => {
    setHistory(next);
    // What is too long is not kept: the host would refuse the whole draft.
    if (valuesTextSchema.safeParse(next.present).success) {
      values.change(withValues(values.texts, chart, next.present));
    }
  };
  return (
    <section
      aria-labelledby={`${id}-title`}
      className="sluice-content-yaml sluice-helm-values sluice-content-stack"
    >
      <Title headingLevel="h4" size="md" id={`${id}-title`}>
        {t('values.title', { chart })}
      </Title>
      <p>{t('values.lead')}</p>
      {used === 'carried' && history.present === '' && (
        <Alert isInline variant="info" component="p" title={t('values.carried')} />
      )}
      <Suspense
        fallback={
          <Bullseye className="sluice-content-editor">
            <Spinner aria-label={t('content:editor.loading')} />
          </Bullseye>
        }
      >
        <LazyEditor
          label={t('values.name', { chart })}
          text={history.present}
          problems={problems}
          isPlain={isLong}
          isReadOnly={isViewer}
          place={place}
          onType={(text) => keep(record(history, text, 'typing'))}
          onUndo={() => keep(undo(history))}
          onRedo={() => keep(redo(history))}
          helpId={`${id}-help`}
        />
      </Suspense>
      <HelperText>
        <HelperTextItem id={`${id}-help`}>{t('values.help')}</HelperTextItem>
      </HelperText>
      {isLong && (
        <Alert
          isInline
          variant="danger"
          component="p"
          title={t('values.long', { limit: formatBytes(maximumValuesBytes) })}
        />
      )}
      {problems !== undefined && problems.length > 0 && (
        <List isPlain aria-label={t('values.problems')}>
          {problems.map(({ level, message, line, column }) => {
            const { what, next } = messageWords(message, language);
            return (
              <ListItem key={`${line} ${message.code}`}>
                <LevelText level={level}>
                  {what} {next}{' '}
                  <Button variant="link" isInline onClick={() => setPlace({ line, column })}>
                    {t('content:forms.goToLine', { line })}
                  </Button>
                </LevelText>
              </ListItem>
            );
          })}
        </List>
      )}
    </section>
  );
}
