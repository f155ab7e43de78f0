import { Button, Card, CardBody, CardHeader, CardTitle, Spinner } from '@patternfly/react-core';
import { useEffect, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PlanRequest } from '../../../../core/contract/index.ts';
import { useAnnounce } from '../../components/live-region.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { PlanNumbers } from './estimate/plan-numbers.tsx';
import { useEstimate } from './estimate/use-estimate.ts';

/** What a run would move, from manifests, while one still clicks. `undefined`: the choice is not complete. */
export function EstimatePanel({ request }: { readonly request: PlanRequest | undefined }): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const titleId = useId();
  const announce = useAnnounce();
  const isViewer = useIsViewer();
  const { estimate, again } = useEstimate(isViewer ? undefined : request);
  const plan = estimate.kind === 'ready' ? estimate.plan : undefined;
  useEffect(() => {
    if (plan === undefined) return;
    const { readBytes, writeBytes } = plan.report.totals;
    announce(t('estimate.announced', { read: formatBytes(readBytes), write: formatBytes(writeBytes) }));
  }, [plan, announce, t]);
  const former = estimate.kind === 'computing' || estimate.kind === 'failed' ? estimate.former : undefined;
  const shown = plan ?? former;
  if (isViewer) return null;
  return (
    <Card
      component="section"
      aria-labelledby={titleId}
      aria-busy={estimate.kind === 'computing'}
      isCompact
      className="sluice-estimate"
    >
      <CardHeader
        actions={{
          actions: estimate.kind === 'ready' && (
            <Button variant="link" isInline onClick={again}>
              {t('estimate.again')}
            </Button>
          ),
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2" id={titleId}>
          {t('estimate.title')}
        </CardTitle>
      </CardHeader>
      <CardBody className="sluice-content-stack">
        {estimate.kind === 'nothing' && <p>{t('estimate.nothing')}</p>}
        {estimate.kind === 'computing' && (
          <p>
            <Spinner size="md" aria-hidden="true" />{' '}
            {former === undefined ? t('estimate.computing') : t('estimate.computingAgain')}
          </p>
        )}
        {estimate.kind === 'failed' && (
          <>
            <MessageAlert
              level="error"
              message={estimate.error}
              actions={
                <Button variant="link" isInline onClick={again}>
                  {t('common:action.retry')}
                </Button>
              }
            />
            {former !== undefined && <p>{t('estimate.former')}</p>}
          </>
        )}
        {shown !== undefined && (
          <PlanNumbers
            plan={shown}
            isFormer={plan === undefined}
            isToMedium={request?.flow === 'export' || request?.flow === 'enclave-export'}
          />
        )}
      </CardBody>
    </Card>
  );
}
