import { Form, FormSection } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../../core/contract/index.ts';
import { CheckField, TextField } from './fields.tsx';
import { NumberField } from './number-field.tsx';
import { ProxyTest } from './proxy-test.tsx';
import './settings.css';

interface SectionProps {
  readonly settings: Settings;
  readonly locked: readonly string[];
  readonly isDisabled: boolean;
  readonly hasUnsaved: boolean;
  readonly onChange: (patch: Partial<Settings>) => void;
}

/** Where release data comes from, proxies, and how hard the network is used. */
export function NetworkSettings({
  settings,
  locked,
  isDisabled,
  hasUnsaved,
  onChange,
}: SectionProps): ReactNode {
  const { t } = useTranslation('settings');
  const common = (key: keyof Settings): { readonly isLocked: boolean; readonly isDisabled: boolean } => ({
    isLocked: locked.includes(key),
    isDisabled,
  });
  const { proxies } = settings;
  return (
    <div className="sluice-settings">
      <Form isWidthLimited>
        {(['updateService', 'signatureStore', 'graphData'] as const).map((key) => (
          <TextField
            key={key}
            {...common(key)}
            type="url"
            label={t(`network.${key}`)}
            help={t(`network.${key}Help`)}
            value={settings[key]}
            onChange={(value) => onChange({ [key]: value })}
          />
        ))}
        <CheckField
          {...common('onlyNamedHosts')}
          label={t('network.onlyNamedHosts')}
          help={t('network.onlyNamedHostsHelp')}
          value={settings.onlyNamedHosts}
          onChange={(onlyNamedHosts) => onChange({ onlyNamedHosts })}
        />
        <FormSection title={t('network.proxies')} titleElement="h2">
          <p>{t('network.proxyHelp')}</p>
          <TextField
            {...common('proxies')}
            label={t('network.httpProxy')}
            value={proxies.http}
            onChange={(http) => onChange({ proxies: { ...proxies, http } })}
          />
          <TextField
            {...common('proxies')}
            label={t('network.httpsProxy')}
            value={proxies.https}
            onChange={(https) => onChange({ proxies: { ...proxies, https } })}
          />
          <TextField
            {...common('proxies')}
            label={t('network.noProxy')}
            help={t('network.noProxyHelp')}
            value={proxies.no}
            onChange={(no) => onChange({ proxies: { ...proxies, no } })}
          />
        </FormSection>
        <FormSection title={t('network.transfers')} titleElement="h2">
          <NumberField
            {...common('workers')}
            label={t('network.workers')}
            help={t('network.workersHelp')}
            value={settings.workers}
            from={1}
            to={64}
            onChange={(workers) => onChange({ workers })}
          />
          <NumberField
            {...common('retryTimes')}
            label={t('network.retryTimes')}
            help={t('network.retryTimesHelp')}
            value={settings.retryTimes}
            from={0}
            to={20}
            onChange={(retryTimes) => onChange({ retryTimes })}
          />
        </FormSection>
      </Form>
      <ProxyTest site={settings.site ?? 'connected'} isDisabled={isDisabled} hasUnsaved={hasUnsaved} />
    </div>
  );
}
