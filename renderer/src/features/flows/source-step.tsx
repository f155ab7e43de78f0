import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RegistryPicker } from '../registries/registry-form.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { GraphOrigin } from './graph-origin.tsx';
import { MoreOptions } from './more-options.tsx';
import { RegistriesConf } from './registries-conf.tsx';

/** Where the sets for the enclaves are read from: the enterprise's registry. No file has to be written for it. */
export function SourceStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft } = state;
  return (
    <div className="sluice-stack">
      <p>{t('source.lead')}</p>
      <RegistryPicker
        site={draft.site}
        value={draft.registry ?? undefined}
        // An edited registries.conf was made for the registry before.
        onChange={(place) => change({ registry: place ?? null, registriesConf: null })}
      />
      {draft.registry !== null && (
        <>
          <Title headingLevel="h3" size="lg">
            {t('source.graph')}
          </Title>
          <GraphOrigin place={draft.registry} />
          <RegistriesConf place={draft.registry} />
        </>
      )}
      <MoreOptions
        names={[
          'strictArchive',
          'since',
          'reproducible',
          'layout',
          'workers',
          'ignoreReleaseSignature',
          'person',
          'sealNumber',
        ]}
      />
    </div>
  );
}
