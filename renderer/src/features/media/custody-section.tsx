import { Alert, Content, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustodyView, PathToken } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { CustodyTimeline } from './custody-timeline.tsx';
import { StatusList } from './status-list.tsx';

/** What happened to the set in a folder, as the log beside it says, and whether the log can be believed. */
export function CustodySection({ folder }: { readonly folder: PathToken }): ReactNode {
  const { t } = useTranslation('media');
  const found = useQuery('custody.read', { folder });
  const recording = useCommand('custody.inspected');
  // What was recorded just now is newer than what was read when the page came up.
  const { state } = recording;
  const shown = state.kind === 'done' ? ({ kind: 'ready', value: state.value } as const) : found;
  return (
    <section aria-label={t('custody.title')} className="sluice-stack">
      <Title headingLevel="h4">{t('custody.title')}</Title>
      <LoadableView state={shown} onRetry={found.reload}>
        {(view) => <CustodyLog view={view} />}
      </LoadableView>
      <div>
        <GuardedButton
          variant="secondary"
          isLoading={state.kind === 'working'}
          onClick={() => void recording.run({ folder })}
        >
          {t('custody.inspected')}
        </GuardedButton>
        <Content component="small">{t('custody.inspectedHint')}</Content>
      </div>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </section>
  );
}

function CustodyLog({ view }: { readonly view: CustodyView }): ReactNode {
  const { t } = useTranslation('media');
  const { broken, records, newest, notices, hash, state } = view;
  return (
    <>
      {state === 'absent' && <p>{t('custody.absent')}</p>}
      {state === 'whole' && (
        <Alert isInline variant="success" component="p" title={t('custody.whole', { count: records })}>
          {hash !== undefined && (
            <p>
              {t('custody.hash')} <span className="sluice-mono">{hash}</span>
            </p>
          )}
        </Alert>
      )}
      {broken !== undefined && <MessageAlert level="error" message={broken.message} />}
      <StatusList statuses={notices} label={t('custody.notices')} />
      {newest.length < records && <p>{t('custody.newestOnly', { count: newest.length, records })}</p>}
      {newest.length > 0 && <CustodyTimeline records={newest} />}
    </>
  );
}
