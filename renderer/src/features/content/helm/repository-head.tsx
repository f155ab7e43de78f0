import { Alert, Button, Flex, FlexItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartRepositoryModel } from '../../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useStores } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { isOfRegistry, type RepositoryRef } from './chart-key.ts';

/** How much of the repository is carried, in words, and what changes all of it. */
export function RepositoryHead({
  repository,
  entry,
}: {
  readonly repository: RepositoryRef;
  readonly entry: ChartRepositoryModel | undefined;
}): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const { content } = useStores();
  const { isLocked, apply } = useForms();
  const [question, setQuestion] = useState<'whole' | 'remove'>();
  const count = entry?.charts.length ?? 0;
  const isWhole = entry !== undefined && count === 0;
  const ref = { name: repository.name, url: repository.url };
  const answer = (): void => {
    setQuestion(undefined);
    if (question === 'remove') {
      content.getState().closeRepository(ref);
      void apply([{ kind: 'removeChartRepository', repository: ref }]);
    } else void apply([{ kind: 'wholeChartRepository', repository: ref }]);
  };
  return (
    <>
      <p className="sluice-mono sluice-helm-name">{repository.url}</p>
      {isWhole ? (
        <Alert isInline variant="warning" component="p" title={t('whole.state')}>
          {t('whole.stateNext')}
        </Alert>
      ) : (
        <p>{entry === undefined ? t('none') : t('some', { count })}</p>
      )}
      <Flex columnGap={{ default: 'columnGapLg' }}>
        {!isWhole && !isOfRegistry(repository) && (
          <Button variant="link" isInline isDisabled={isLocked} onClick={() => setQuestion('whole')}>
            {t('whole.ask')}
          </Button>
        )}
        <FlexItem align={{ default: 'alignRight' }}>
          {entry === undefined ? (
            <Button variant="link" onClick={() => content.getState().closeRepository(ref)}>
              {t('close')}
            </Button>
          ) : (
            <Button variant="link" isDanger isDisabled={isLocked} onClick={() => setQuestion('remove')}>
              {t('remove.ask')}
            </Button>
          )}
        </FlexItem>
      </Flex>
      {question !== undefined && (
        <ConfirmDialog
          title={t(`${question}.title`)}
          confirm={t(`${question}.confirm`)}
          isDanger={question === 'remove'}
          onClose={() => setQuestion(undefined)}
          onConfirm={answer}
        >
          <p>{t(`${question}.body`)}</p>
          {question === 'whole' && count > 0 && <p>{t('whole.loses', { count })}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
