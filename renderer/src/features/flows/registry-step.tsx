import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RegistryPicker } from '../registries/registry-form.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { MoreOptions } from './more-options.tsx';

/** The registry that is filled. */
export function RegistryStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft } = state;
  return (
    <div className="sluice-stack">
      <p>{t(`registry.lead.${draft.site === 'enclave' ? 'enclave' : 'enterprise'}`)}</p>
      <RegistryPicker
        site={draft.site}
        value={draft.registry ?? undefined}
        onChange={(place) => change({ registry: place ?? null })}
        push
      />
      <MoreOptions
        names={[
          'verifyFirst',
          'trustTarget',
          'olderSet',
          'workers',
          'maxNestedPaths',
          'person',
          'sealNumber',
        ]}
      />
    </div>
  );
}
