import { Button, Label, Radio } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryPlace, RegistryView, Site } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { RegistryConnection } from './registry-connection.tsx';
import { RegistryForm } from './registry-fields.tsx';
import './registries.css';
import { isPractice, placeText, useRegistries } from './use-registries.ts';

export interface RegistryPickerProps {
  readonly site: Site;
  readonly value: RegistryPlace | undefined;
  readonly onChange: (place: RegistryPlace | undefined) => void;
  /** Whether it will be written to: the test tries that as well. */
  readonly push?: boolean;
}

/** One of the saved registries of a site, or a new one; with its test, trust and credentials. */
export function RegistryPicker({ site, value, onChange, push = false }: RegistryPickerProps): ReactNode {
  const registries = useRegistries(site);
  return (
    <LoadableView state={registries} onRetry={registries.reload}>
      {(list) => <Picker site={site} value={value} onChange={onChange} push={push} list={list} />}
    </LoadableView>
  );
}

function isAt(place: RegistryPlace | undefined): (entry: RegistryView) => boolean {
  return (entry) => entry.place.host === place?.host && entry.place.namespace === place.namespace;
}

function Picker({
  site,
  value,
  onChange,
  push,
  list,
}: Required<Pick<RegistryPickerProps, 'site' | 'onChange' | 'push'>> & {
  readonly value: RegistryPlace | undefined;
  readonly list: readonly RegistryView[];
}): ReactNode {
  const { t } = useTranslation('registries');
  const group = useId();
  const isViewer = useIsViewer();
  const [editing, setEditing] = useState<RegistryView | 'new'>();
  const chosen = list.find(isAt(value));
  const isUnsaved = value !== undefined && chosen === undefined;
  const isAdding = editing === 'new' || (list.length === 0 && value === undefined && !isViewer);
  const saved = (place: RegistryPlace): void => {
    setEditing(undefined);
    onChange(place);
  };
  return (
    <div className="sluice-registries">
      <div role="radiogroup" aria-label={t('picker.label')} className="sluice-registry-list">
        {list.map((entry) => (
          <Radio
            key={entry.id}
            id={`${group}-${entry.id}`}
            name={group}
            label={isPractice(entry) ? t('picker.practice') : entry.name}
            description={<RegistryFacts entry={entry} />}
            isChecked={entry === chosen}
            isDisabled={isViewer}
            onChange={() => {
              setEditing(undefined);
              onChange(entry.place);
            }}
          />
        ))}
        {isUnsaved && (
          <Radio
            id={`${group}-unsaved`}
            name={group}
            label={placeText(value)}
            description={t('picker.unsaved')}
            isChecked
            isDisabled={isViewer}
          />
        )}
      </div>
      {!isAdding && (
        <div className="sluice-registry-actions">
          <GuardedButton variant="secondary" onClick={() => setEditing('new')}>
            {t('picker.add')}
          </GuardedButton>
          {chosen !== undefined && !isPractice(chosen) && (
            <Button variant="link" isDisabled={isViewer} onClick={() => setEditing(chosen)}>
              {t('picker.edit', { name: chosen.name })}
            </Button>
          )}
        </div>
      )}
      {list.length === 0 && isAdding && <p>{t('picker.none')}</p>}
      {isAdding && (
        <RegistryForm
          key="new"
          site={site}
          {...(list.length > 0 && { onCancel: () => setEditing(undefined) })}
          onSaved={saved}
        />
      )}
      {editing !== undefined && editing !== 'new' && (
        <RegistryForm
          key={editing.id}
          site={site}
          entry={editing}
          onCancel={() => setEditing(undefined)}
          onSaved={saved}
        />
      )}
      {chosen !== undefined && editing === undefined && (
        <RegistryConnection key={chosen.id} entry={chosen} push={push} />
      )}
    </div>
  );
}

/** Address, product and how it is trusted; an unchecked certificate stays in sight, with its reason. */
function RegistryFacts({ entry }: { readonly entry: RegistryView }): ReactNode {
  const { t } = useTranslation('registries');
  return (
    <span className="sluice-registry-facts">
      <span className="sluice-mono">{placeText(entry.place)}</span>
      {entry.tls.mode === 'insecure' && !isPractice(entry) ? (
        <Label color="orange" isCompact>
          {t('tls.insecureBecause', { reason: entry.tls.reason })}
        </Label>
      ) : (
        entry.authorities.length > 0 && (
          <Label color="green" isCompact>
            {t('tls.authorities', { count: entry.authorities.length })}
          </Label>
        )
      )}
    </span>
  );
}
