import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { siteOfFlow } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useEnterFlow } from './use-enter-flow.ts';
import { practiceOrder } from './practice-steps.ts';
import { usePracticeProgress } from './use-practice-progress.ts';

/** After a practised step: which one comes next, one click away. */
export function PracticeNext(): ReactNode {
  const { t } = useTranslation(['home', 'common']);
  const { next, done } = usePracticeProgress();
  const { enter, error } = useEnterFlow();
  if (error !== undefined) return <MessageAlert level="error" message={error} />;
  if (next === undefined) {
    return (
      <Alert isInline variant="success" component="p" title={t('practice.allDone')}>
        {t('practice.allDoneBody')}
      </Alert>
    );
  }
  if (done.length === 0) return null;
  return (
    <Alert
      isInline
      variant="success"
      component="p"
      title={t('practice.stepDone', { number: done.length, total: practiceOrder.length })}
      actionLinks={
        <GuardedButton variant="primary" onClick={() => void enter(next)}>
          {t('practice.goOn', { step: t(`flow.${next}.action`) })}
        </GuardedButton>
      }
    >
      {t(`practice.hint.${next}`, { site: t(`common:site.${siteOfFlow[next]}`) })}
    </Alert>
  );
}
