import { Form } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signaturePolicies, type Settings } from '../../../../core/contract/index.ts';
import '../../components/layout.css';
import { LoadableView } from '../../components/loadable.tsx';
import { OwnKey } from '../keys/own-key.tsx';
import { TrustedKeys } from '../keys/trusted-keys.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { ChoiceField } from './fields.tsx';
import './settings.css';

/** The key that signs sets, the keys that are trusted, and what is demanded of a set. Keys change at once. */
export function KeySettings({
  settings,
  locked,
  isDisabled,
  onChange,
}: {
  readonly settings: Settings;
  readonly locked: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (patch: Partial<Settings>) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const keys = useKeys();
  return (
    <div className="sluice-settings">
      <Form isWidthLimited>
        <ChoiceField
          label={t('policy.label')}
          help={t(`policy.${settings.setSignature}Help`)}
          value={settings.setSignature}
          options={signaturePolicies.map((value) => ({ value, text: t(`policy.${value}`) }))}
          isLocked={locked.includes('setSignature')}
          isDisabled={isDisabled}
          onChange={(setSignature) => onChange({ setSignature })}
        />
      </Form>
      <LoadableView state={keys} onRetry={keys.reload}>
        {(value) => (
          <>
            <OwnKey keys={value} onChanged={keys.reload} />
            <TrustedKeys keys={value} onChanged={keys.reload} />
          </>
        )}
      </LoadableView>
    </div>
  );
}
