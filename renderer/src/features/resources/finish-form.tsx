import { Alert, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CatalogChoices,
  FinishChoices,
  FinishedResourcesView,
} from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { DefaultSourcesChoice } from './default-sources-choice.tsx';
import { ExportResources } from './export-resources.tsx';
import { FinishAuthority } from './finish-authority.tsx';
import { FinishCatalog } from './finish-catalog.tsx';
import { ResourceOrder } from './resource-order.tsx';
import type { ResourcesOf } from './resources-view.tsx';
import { useSettled } from './use-settled.ts';

interface FinishFormProps {
  readonly of: ResourcesOf;
  /** What it begins with. */
  readonly begun: FinishedResourcesView;
}

/** Choices, what becomes of the files with them, and in which order those are applied. */
export function FinishForm({ of, begun }: FinishFormProps): ReactNode {
  const { t } = useTranslation('resources');
  const [choices, setChoices] = useState(begun.choices);
  const asked = useSettled(choices);
  const state = useQuery('resources.finish', asked === begun.choices ? undefined : { of, choices: asked });
  const shown = state.kind === 'ready' && asked !== begun.choices ? state.value : begun;
  const { registry, catalogs, problems, findings, files } = shown;
  const change = (patch: Partial<FinishChoices>): void => setChoices({ ...choices, ...patch });
  const changeCatalog = (changed: CatalogChoices): void =>
    change({ catalogs: choices.catalogs.map((entry) => (entry.file === changed.file ? changed : entry)) });
  return (
    <div className="sluice-resources">
      <p>{t('finish.lead')}</p>
      {begun.remembered && (
        <Alert
          isInline
          variant="info"
          component="p"
          title={t('finish.remembered', { registry: registry ?? '' })}
        />
      )}
      {catalogs.length === 0 && (
        <Alert isInline variant="info" component="p" title={t('finish.noCatalog')}>
          <p>{t('finish.noCatalogRest')}</p>
        </Alert>
      )}
      {catalogs.map((catalog) => {
        const entry = choices.catalogs.find(({ file }) => file === catalog.file);
        return (
          entry !== undefined && (
            <FinishCatalog
              key={catalog.file}
              catalog={catalog}
              choices={entry}
              problems={problems.filter(({ file }) => file === catalog.file)}
              text={files.find(({ name }) => name === catalog.file)?.text ?? ''}
              onChange={changeCatalog}
            />
          )
        );
      })}
      <DefaultSourcesChoice
        value={choices.defaultSources}
        onChange={(defaultSources) => change({ defaultSources })}
      />
      {registry !== undefined && (
        <FinishAuthority
          registry={registry}
          value={choices.authority}
          trusted={shown.authorities}
          problem={problems.find(({ field }) => field === 'authority')?.message}
          onChange={(authority) => change({ authority })}
        />
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {findings.length > 0 && (
        <section aria-label={t('finish.findings')}>
          <Title headingLevel="h4" size="md">
            {t('finish.findings')}
          </Title>
          {findings.map(({ level, message }) => (
            <MessageAlert
              key={JSON.stringify([message.code, message.affected, message.params])}
              level={level}
              message={message}
            />
          ))}
        </section>
      )}
      <ResourceOrder files={files} headingLevel="h4" title={t('finish.order')} hint={t('finish.orderHint')} />
      <ExportResources
        of={of}
        choices={choices}
        reason={problems.length > 0 ? t('finish.solveFirst') : undefined}
      />
    </div>
  );
}
