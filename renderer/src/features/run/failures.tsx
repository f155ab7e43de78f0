import { Alert, Button, List, ListItem, Title } from '@patternfly/react-core';
import { RedoIcon } from '@patternfly/react-icons/dist/esm/icons/redo-icon';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canResumeJob, type FailureGroup } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useJobAct } from './use-job-act.ts';
import { useJobPart } from './use-job.ts';

/** Images named for each cause. */
const named = 3;

/** What failed, by cause: what happened, what to do, which images, and the button that tries again. */
export function Failures({
  jobId,
  onShow,
}: {
  readonly jobId: string;
  /** Shows the failed images in the list. */
  readonly onShow?: () => void;
}): ReactNode {
  const failed = useJobPart(jobId, ({ progress }) => progress.imagesFailed) ?? 0;
  if (failed === 0) return null;
  return <Triage jobId={jobId} failed={failed} {...(onShow !== undefined && { onShow })} />;
}

function Triage({
  jobId,
  failed,
  onShow,
}: {
  readonly jobId: string;
  readonly failed: number;
  readonly onShow?: () => void;
}): ReactNode {
  const { t } = useTranslation('run');
  const state = useJobPart(jobId, (job) => job.state);
  const query = useQuery('jobs.failures', { jobId });
  const { act, busy, error } = useJobAct(jobId);
  useReloadOn(failed, query.reload);
  const canRetry = state !== undefined && canResumeJob(state);
  return (
    <section aria-label={t('failures.title', { count: failed })} className="sluice-failures">
      <Title headingLevel="h3" size="md">
        {t('failures.title', { count: failed })}
      </Title>
      <LoadableView state={query} onRetry={query.reload}>
        {({ groups }) => groups.map((group) => <Group key={keyOf(group)} group={group} />)}
      </LoadableView>
      <p className="sluice-hint">{t('failures.allAtOnce')}</p>
      <div>
        <GuardedButton
          variant="secondary"
          icon={<RedoIcon />}
          isLoading={busy === 'resume'}
          reason={canRetry ? undefined : t('failures.whenOver')}
          onClick={() => act('resume')}
        >
          {t('action.retryFailed', { count: failed })}
        </GuardedButton>
        {onShow !== undefined && (
          <Button variant="link" onClick={onShow}>
            {t('failures.show')}
          </Button>
        )}
      </div>
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </section>
  );
}

function Group({ group }: { readonly group: FailureGroup }): ReactNode {
  const { t } = useTranslation('run');
  const { what, next } = messageWords(group.message, useLanguage());
  const shown = group.origins.slice(0, named);
  const rest = group.count - shown.length;
  return (
    <Alert isInline variant="danger" component="p" title={what} truncateTitle={0}>
      {next !== '' && <p>{next}</p>}
      <p className="sluice-hint">{t(group.retryable ? 'failures.mayPass' : 'failures.needsYou')}</p>
      <p>{t('failures.images', { count: group.count })}</p>
      <List isPlain>
        {shown.map((origin) => (
          <ListItem key={origin} className="sluice-mono">
            {origin}
          </ListItem>
        ))}
        {rest > 0 && <ListItem>{t('failures.more', { count: rest })}</ListItem>}
      </List>
    </Alert>
  );
}

function keyOf({ message }: FailureGroup): string {
  return `${message.code} ${JSON.stringify(message.params)}`;
}

/** Asks again when there are more failures, at most every two seconds: they often come in hundreds. */
function useReloadOn(value: number, reload: () => void): void {
  const latest = useRef(value);
  const asked = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = value;
    if (asked.current === value || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      asked.current = latest.current;
      reload();
    }, 2000);
  }, [value, reload]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
