import { Alert, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandInput, CommandOutput } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { applyCommands } from './apply-commands.ts';
import { ExportResources } from './export-resources.tsx';
import { ResourceFile } from './resource-file.tsx';
import './resources.css';

export type ResourcesOf = CommandInput<'resources.list'>['of'];

/** What a cluster needs to use the registry: files in their order, what each does to nodes, commands to apply them. */
export function ResourcesView({ of }: { readonly of: ResourcesOf }): ReactNode {
  const state = useQuery('resources.list', { of });
  return (
    <LoadableView state={state} onRetry={state.reload}>
      {(answer) => <Resources answer={answer} of={of} />}
    </LoadableView>
  );
}

function Resources({
  answer,
  of,
}: {
  readonly answer: CommandOutput<'resources.list'>;
  readonly of: ResourcesOf;
}): ReactNode {
  const { t } = useTranslation('resources');
  const { fragment, folder } = answer;
  const files = [...answer.files].sort((a, b) => a.order - b.order);
  if (files.length === 0 && fragment === undefined) return <p>{t('none')}</p>;
  return (
    <div className="sluice-resources">
      {files.length > 0 && (
        <>
          <section aria-label={t('order')}>
            <Title headingLevel="h3" size="md">
              {t('order')}
            </Title>
            <p className="sluice-hint">{t('folder', { folder })}</p>
            {files.some(({ reboots }) => reboots !== 'no') && (
              <Alert isInline variant="warning" component="p" title={t('rebootAny')} />
            )}
            {files.map((file) => (
              <ResourceFile key={file.name} file={file} />
            ))}
          </section>
          <section aria-label={t('commands')}>
            <Title headingLevel="h3" size="md">
              {t('commands')}
            </Title>
            <p>{t('commandsLead')}</p>
            <CopyableBlock text={applyCommands(files)} label={t('commandsLabel')} />
          </section>
        </>
      )}
      {fragment !== undefined && (
        <section aria-label={t('fragment', { name: fragment.name })}>
          <Title headingLevel="h3" size="md">
            {t('fragment', { name: fragment.name })}
          </Title>
          <p>{t('fragmentLead')}</p>
          <CopyableBlock text={fragment.text} label={t('yaml', { name: fragment.name })} />
        </section>
      )}
      <ExportResources of={of} />
    </div>
  );
}
