import { Alert, Button, Checkbox, Flex, FlexItem } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useStores } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { catalogEdits } from './catalog-edits.ts';
import { hasEnds, stateOfCatalog } from './package-choice.ts';

type Question = 'whole' | 'full' | 'remove';

/** How much of the catalogue is carried, in words, and what changes all of it; what is large or loses something asks first. */
export function CatalogHead(): ReactNode {
  const { t } = useTranslation(['operators', 'common']);
  const id = useId();
  const { content } = useStores();
  const { apply } = useForms();
  const { catalog, operator, isLocked } = useCatalogWork();
  const [question, setQuestion] = useState<Question>();
  const state = stateOfCatalog(operator);
  const isFull = operator?.full ?? false;
  const count = operator?.packages.length ?? 0;
  const hasRanges = operator?.packages.some((one) => hasEnds(one) || one.channels.some(hasEnds)) ?? false;
  const answer = (): void => {
    setQuestion(undefined);
    if (question === undefined) return;
    if (question === 'remove') content.getState().closeCatalog(catalog);
    const edits = catalogEdits(question, catalog, operator);
    if (edits.length > 0) void apply(edits);
  };
  return (
    <>
      <p className="sluice-mono sluice-operators-reference">{catalog}</p>
      {state === 'whole' ? (
        <Alert isInline variant="warning" component="p" title={t(isFull ? 'state.wholeFull' : 'state.whole')}>
          {t('state.wholeNext')}
        </Alert>
      ) : (
        <p>{state === 'none' ? t('state.none') : t(isFull ? 'state.someFull' : 'state.some', { count })}</p>
      )}
      <Flex alignItems={{ default: 'alignItemsFlexStart' }} columnGap={{ default: 'columnGapLg' }}>
        {operator !== undefined && (
          <Checkbox
            id={`${id}-full`}
            label={t('full.label')}
            description={t('full.help')}
            isChecked={isFull}
            isDisabled={isLocked}
            onChange={(_event, full) => {
              if (full) setQuestion('full');
              else void apply([{ kind: 'catalogFull', catalog, full }]);
            }}
          />
        )}
        {state !== 'whole' && (
          <Button variant="link" isDisabled={isLocked} onClick={() => setQuestion('whole')}>
            {t('whole.ask')}
          </Button>
        )}
        <FlexItem align={{ default: 'alignRight' }}>
          {operator === undefined ? (
            <Button variant="link" onClick={() => content.getState().closeCatalog(catalog)}>
              {t('closeCatalog')}
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
          {question === 'full' && hasRanges && <p>{t('full.ranges')}</p>}
          {question === 'whole' && count > 0 && <p>{t('whole.loses', { count })}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
