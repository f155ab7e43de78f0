import { ActionList, ActionListItem, Alert, Button, Content, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../core/contract/index.ts';
import { LoadableView } from '../components/loadable.tsx';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { FolderChoice } from '../features/media/folder-choice.tsx';
import { BundleFiles } from '../features/support/bundle-files.tsx';
import { useCommand } from '../hooks/use-command.ts';
import { useQuery } from '../hooks/use-query.ts';

/** `#/support`: everything is shown before it is saved. */
export function SupportPage(): ReactNode {
  const { t } = useTranslation('support');
  const preview = useQuery('support.preview', {});
  const saving = useCommand('support.save');
  const [folder, setFolder] = useState<PathFacts>();
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button variant="secondary" onClick={preview.reload}>
          {t('refresh')}
        </Button>
      }
    >
      <Content component="p">{t('nothingSent')}</Content>
      <LoadableView state={preview} onRetry={preview.reload}>
        {({ files }) => <BundleFiles files={files} />}
      </LoadableView>
      <Title headingLevel="h2">{t('folder')}</Title>
      <FolderChoice purpose="output-folder" value={folder} onChange={setFolder} />
      <ActionList>
        <ActionListItem>
          <Button
            isDisabled={folder === undefined || saving.state.kind === 'working'}
            isLoading={saving.state.kind === 'working'}
            onClick={() => folder !== undefined && void saving.run({ to: folder.token })}
          >
            {t('save')}
          </Button>
        </ActionListItem>
      </ActionList>
      {saving.state.kind === 'failed' && <MessageAlert level="error" message={saving.state.error} />}
      {saving.state.kind === 'done' && (
        <>
          <Alert
            isInline
            variant="success"
            title={t('saved', { place: saving.state.value.display })}
            component="p"
          >
            {t('savedRedactions', { count: saving.state.value.redactions })}
          </Alert>
          {saving.state.value.problems.map((problem) => (
            <MessageAlert key={problem.code} level="warning" message={problem} />
          ))}
        </>
      )}
    </Page>
  );
}
