import { Form } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sites, type Settings } from '../../../../core/contract/index.ts';
import { ChoiceField, TextField } from './fields.tsx';
import './settings.css';

interface SectionProps {
  readonly settings: Settings;
  readonly locked: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (patch: Partial<Settings>) => void;
}

/** Environment, language and looks. */
export function GeneralSettings({ settings, locked, isDisabled, onChange }: SectionProps): ReactNode {
  const { t } = useTranslation(['settings', 'common', 'shell']);
  const common = (key: keyof Settings): { readonly isLocked: boolean; readonly isDisabled: boolean } => ({
    isLocked: locked.includes(key),
    isDisabled,
  });
  return (
    <Form isWidthLimited className="sluice-settings">
      <ChoiceField
        {...common('site')}
        label={t('general.site')}
        help={t('general.siteHelp')}
        value={settings.site ?? 'unset'}
        options={[
          ...(settings.site === null ? [{ value: 'unset' as const, text: t('general.siteUnset') }] : []),
          ...sites.map((value) => ({ value, text: t(`common:site.${value}`) })),
        ]}
        onChange={(site) => onChange({ site: site === 'unset' ? null : site })}
      />
      <TextField
        {...common('person')}
        label={t('general.person')}
        help={t('general.personHelp')}
        value={settings.person}
        onChange={(person) => onChange({ person })}
      />
      <ChoiceField
        {...common('language')}
        label={t('general.language')}
        value={settings.language}
        options={(['system', 'en', 'zh'] as const).map((value) => ({
          value,
          text: t(`shell:masthead.languages.${value}`),
        }))}
        onChange={(language) => onChange({ language })}
      />
      <ChoiceField
        {...common('theme')}
        label={t('general.theme')}
        value={settings.theme}
        options={(['system', 'light', 'dark', 'high-contrast'] as const).map((value) => ({
          value,
          text: t(`shell:masthead.themes.${value}`),
        }))}
        onChange={(theme) => onChange({ theme })}
      />
      <ChoiceField
        {...common('density')}
        label={t('general.density')}
        value={settings.density}
        options={(['comfortable', 'compact'] as const).map((value) => ({
          value,
          text: t(`general.densities.${value}`),
        }))}
        onChange={(density) => onChange({ density })}
      />
      <ChoiceField
        {...common('motion')}
        label={t('general.motion')}
        value={settings.motion}
        options={(['system', 'reduced'] as const).map((value) => ({
          value,
          text: t(`general.motions.${value}`),
        }))}
        onChange={(motion) => onChange({ motion })}
      />
    </Form>
  );
}
