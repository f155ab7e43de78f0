import { Title, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sites, type RegistryPlace, type RegistryView, type Site } from '../../../core/contract/index.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { GuardedButton } from '../components/guarded-button.tsx';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { CredentialList } from '../features/manage/credential-list.tsx';
import { RegistryPicker } from '../features/registries/registry-form.tsx';
import { isPractice, placeText } from '../features/registries/use-registries.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useSlice } from '../stores/context.tsx';

/** `#/registries`: the registries of an environment with their trust and tests, and all credentials. */
export function RegistriesPage(): ReactNode {
  const { t } = useTranslation(['manage', 'common']);
  const own = useSlice('settings', ({ view }) => view?.settings.site ?? 'connected');
  const [picked, setPicked] = useState<Site>();
  const site = picked ?? own;
  return (
    <Page title={t('registries.title')} lead={t('registries.lead')}>
      <ToggleGroup aria-label={t('registries.site')}>
        {sites.map((value) => (
          <ToggleGroupItem
            key={value}
            text={t(`common:site.${value}`)}
            isSelected={value === site}
            onChange={() => setPicked(value)}
          />
        ))}
      </ToggleGroup>
      <SavedRegistries key={site} site={site} />
      <CredentialList key={`${site}-credentials`} site={site} />
    </Page>
  );
}

function SavedRegistries({ site }: { readonly site: Site }): ReactNode {
  const { t } = useTranslation('manage');
  const [place, setPlace] = useState<RegistryPlace>();
  const chosen = useSlice('registries', ({ registries }) =>
    registries.find(
      (entry) =>
        entry.site === site && entry.place.host === place?.host && entry.place.namespace === place.namespace,
    ),
  );
  return (
    <section aria-labelledby="registries-title">
      <Title headingLevel="h2" id="registries-title">
        {t('registries.saved')}
      </Title>
      <RegistryPicker site={site} value={place} onChange={setPlace} push={site !== 'connected'} />
      {chosen !== undefined && !isPractice(chosen) && (
        <RemoveRegistry entry={chosen} onRemoved={() => setPlace(undefined)} />
      )}
    </section>
  );
}

function RemoveRegistry({
  entry,
  onRemoved,
}: {
  readonly entry: RegistryView;
  readonly onRemoved: () => void;
}): ReactNode {
  const { t } = useTranslation('manage');
  const [asking, setAsking] = useState(false);
  const { state, run } = useCommand('registries.remove');
  return (
    <>
      <GuardedButton variant="link" isDanger onClick={() => setAsking(true)}>
        {t('registries.remove', { name: entry.name })}
      </GuardedButton>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {asking && (
        <ConfirmDialog
          title={t('registries.removeTitle')}
          confirm={t('registries.remove', { name: entry.name })}
          isDanger
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void run({ id: entry.id }).then((done) => done && onRemoved());
          }}
        >
          {t('registries.removeBody', { name: entry.name, place: placeText(entry.place) })}
        </ConfirmDialog>
      )}
    </>
  );
}
