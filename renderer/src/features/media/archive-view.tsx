import { Alert, Content, ExpandableSection, List, ListItem, Title } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatBytes, type ArchiveView, type PathToken } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { ReportLink } from '../report/report-link.tsx';
import { MoveLink } from '../transfer/move-link.tsx';
import { ArchiveFacts } from './archive-facts.tsx';
import { CustodySection } from './custody-section.tsx';
import { HostsTable } from './hosts-table.tsx';
import { ArchiveFiles, MissingImages, ReleasesTable } from './archive-tables.tsx';
import './media.css';
import { StatusList } from './status-list.tsx';

interface ArchiveInspectionProps {
  readonly folder: PathToken;
  /** Told what is there once it is known, and again when another folder is looked at. */
  readonly onLoaded?: (view: ArchiveView) => void;
}

/** What lies in a folder, told from its own tables; nothing is asked of any network. */
export function ArchiveInspection({ folder, onLoaded }: ArchiveInspectionProps): ReactNode {
  const state = useQuery('archives.inspect', { folder });
  const tell = useRef(onLoaded);
  useEffect(() => {
    tell.current = onLoaded;
  });
  const view = state.kind === 'ready' ? state.value : undefined;
  useEffect(() => {
    if (view !== undefined) tell.current?.(view);
  }, [view]);
  return (
    <LoadableView state={state} onRetry={state.reload}>
      {(value) => <Inspected view={value} folder={folder} />}
    </LoadableView>
  );
}

function Inspected({ view, folder }: { readonly view: ArchiveView; readonly folder: PathToken }): ReactNode {
  const { t } = useTranslation('media');
  const problems = view.brief.problems.map((message) => ({ level: 'error' as const, message }));
  const statuses = [...problems, ...view.findings];
  return (
    <div className="sluice-archive">
      <Title headingLevel="h3" size="lg">
        {t('archive.title', { folder: view.display })}
      </Title>
      {view.brief.kind === 'oc-mirror' && (
        <Alert isInline variant="info" component="p" title={t('archive.ocMirror')} />
      )}
      {statuses.length > 0 && (
        <section aria-label={t('archive.findings')}>
          <StatusList statuses={statuses} label={t('archive.findings')} />
        </section>
      )}
      <ArchiveFacts view={view} />
      <VerifyNow folder={folder} bytes={view.brief.bytes} />
      {view.brief.setId !== undefined && <CustodySection folder={folder} />}
      {view.brief.kind === 'sluice' && <ReportLink of={{ kind: 'folder', folder }} />}
      {view.brief.kind === 'sluice' && <MoveLink of={{ kind: 'folder', folder }} />}
      {view.missing.length > 0 && <MissingImages missing={view.missing} />}
      <ReleasesTable releases={view.releases} />
      {view.origin !== undefined && <HostsTable hosts={view.origin.hosts} />}
      <ArchiveFiles chunks={view.chunks} />
      {view.earlier.length > 0 && (
        <section aria-label={t('archive.earlier')}>
          <Title headingLevel="h4">{t('archive.earlier')}</Title>
          <List>
            {view.earlier.map((name) => (
              <ListItem key={name}>
                <span className="sluice-mono">{name}</span>
              </ListItem>
            ))}
          </List>
        </section>
      )}
      {view.configuration !== undefined && (
        <ExpandableSection toggleText={t('archive.configuration')}>
          <CopyableBlock text={view.configuration} label={t('archive.configuration')} />
        </ExpandableSection>
      )}
    </div>
  );
}

function VerifyNow({ folder, bytes }: { readonly folder: PathToken; readonly bytes: number }): ReactNode {
  const { t } = useTranslation('media');
  const navigate = useNavigate();
  const { state, run } = useCommand('jobs.verify');
  const verify = async (): Promise<void> => {
    const answer = await run({ folder });
    if (answer !== undefined) await navigate(`/jobs/${answer.job.id}`);
  };
  return (
    <div>
      <GuardedButton variant="secondary" isLoading={state.kind === 'working'} onClick={() => void verify()}>
        {t('archive.verify')}
      </GuardedButton>
      <Content component="small">{t('archive.verifyHint', { bytes: formatBytes(bytes) })}</Content>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </div>
  );
}
