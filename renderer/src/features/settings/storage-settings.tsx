import {
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../../stores/context.tsx';
import './settings.css';

/** Where this machine keeps what, and how long. */
export function StorageSettings({ file }: { readonly file: string }): ReactNode {
  const { t } = useTranslation('settings');
  const info = useSlice('connection', (slice) => slice.info);
  const secrets = info?.capabilities.secretStore === 'system' ? 'secretsSystem' : 'secretsSession';
  const rows = [
    { term: t('storage.stateFolder'), value: info?.stateFolder ?? '', help: t('storage.stateFolderHelp') },
    { term: t('storage.settingsFile'), value: file },
    { term: t('storage.secrets'), help: t(`storage.${secrets}`) },
  ];
  return (
    <div className="sluice-settings">
      <DescriptionList isHorizontal>
        {rows.map(({ term, value, help }) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>
              {value !== undefined && <div className="sluice-mono">{value}</div>}
              {help !== undefined && <div>{help}</div>}
            </DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <Content component="p">{t('storage.content')}</Content>
    </div>
  );
}
