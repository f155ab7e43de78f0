import { Alert, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShallow } from 'zustand/react/shallow';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useSlice } from '../../stores/context.tsx';
import { useJobTitle, usePlace } from './job-words.ts';
import { jobsBefore } from './jobs-before.ts';
import { useJobPart } from './use-job.ts';

/** What the state of a job means, and what to do next. A running job needs no words. */
export function StateNotice({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const part = useJobPart(jobId, ({ state, kind }) => ({ state, kind }));
  if (part === undefined) return null;
  const { state, kind } = part;
  switch (state.kind) {
    case 'running':
      return null;
    case 'queued':
      return <Queued jobId={jobId} />;
    case 'pausing':
      return <Alert isInline variant="info" component="p" title={t('notice.pausingTitle')} />;
    case 'paused':
      if (state.reason === 'medium') {
        if (state.message !== undefined) return <MessageAlert level="warning" message={state.message} />;
        return (
          <Notice variant="warning" title={t('notice.mediumTitle')}>
            {t('notice.mediumBody')}
          </Notice>
        );
      }
      return (
        <Notice variant="info" title={t('notice.pausedTitle')}>
          {t('notice.pausedBody')}
        </Notice>
      );
    case 'cancelling':
      return <Alert isInline variant="info" component="p" title={t('notice.cancellingTitle')} />;
    case 'cancelled':
      return (
        <Notice variant="info" title={t('notice.cancelledTitle')}>
          {t('notice.cancelledBody')}
        </Notice>
      );
    case 'failed':
      return (
        <>
          <MessageAlert level="error" message={state.error} />
          <p>{t('notice.failedResume')}</p>
        </>
      );
    case 'interrupted':
      return (
        <Notice variant="warning" title={t('notice.interruptedTitle')}>
          {t('notice.interruptedBody')}
        </Notice>
      );
    case 'incomplete':
      return (
        <Notice variant="warning" title={t('notice.incompleteTitle', { count: state.count })}>
          {t('notice.incompleteBody')}
        </Notice>
      );
    case 'succeeded':
      if (state.exceptions !== undefined) {
        return (
          <Notice variant="info" title={t('notice.exceptionsTitle', { count: state.exceptions })}>
            {t('notice.exceptionsBody')}
          </Notice>
        );
      }
      return (
        <Alert
          isInline
          variant="success"
          component="p"
          title={t(kind === 'verify' ? 'notice.succeededVerify' : 'notice.succeededTitle')}
        />
      );
  }
}

function Notice({
  variant,
  title,
  children,
}: {
  readonly variant: 'info' | 'warning';
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Alert isInline variant={variant} component="p" title={title}>
      {children}
    </Alert>
  );
}

/** Which jobs are before this one: those that use the same medium or registry and are not over. */
function Queued({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const title = useJobTitle();
  const place = usePlace();
  const before = useSlice(
    'jobs',
    useShallow(({ byId }) => jobsBefore([...byId.values()], jobId).map(({ id }) => id)),
  );
  const byId = useSlice('jobs', (slice) => (before.length > 0 ? slice.byId : undefined));
  return (
    <Notice variant="info" title={t('notice.queuedTitle')}>
      <p>{t('notice.queuedBody')}</p>
      {before.length > 0 && (
        <>
          <p>{t('notice.queuedBehind')}</p>
          <List>
            {before.map((id) => {
              const job = byId?.get(id);
              return (
                <ListItem key={id}>
                  <Link to={`/jobs/${id}`}>{job === undefined ? id : title(job)}</Link>{' '}
                  <span className="sluice-mono">{place(job?.destination ?? '')}</span>
                </ListItem>
              );
            })}
          </List>
        </>
      )}
    </Notice>
  );
}
