import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandInput, CommandOutput } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { ExportResources } from './export-resources.tsx';
import { FinishSection } from './finish-section.tsx';
import { ResourceOrder } from './resource-order.tsx';
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
  const { fragment, folder, files } = answer;
  if (files.length === 0 && fragment === undefined) return <p>{t('none')}</p>;
  return (
    <div className="sluice-resources">
      {files.length > 0 && (
        <ResourceOrder files={files} headingLevel="h3" title={t('order')} hint={t('folder', { folder })} />
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
      {files.length > 0 && <FinishSection of={of} />}
    </div>
  );
}
