import { Label } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { MinusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/minus-circle-icon';
import { TimesCircleIcon } from '@patternfly/react-icons/dist/esm/icons/times-circle-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetSignature } from '../../../../core/contract/index.ts';

const looks = {
  trusted: { color: 'green', icon: <CheckCircleIcon /> },
  unknown: { color: 'yellow', icon: <ExclamationTriangleIcon /> },
  unsigned: { color: 'grey', icon: <MinusCircleIcon /> },
  missing: { color: 'red', icon: <TimesCircleIcon /> },
  invalid: { color: 'red', icon: <TimesCircleIcon /> },
} as const;

/** Signed by whom, in words; the colour says whether that is good. */
export function SignatureLabel({ signature }: { readonly signature: SetSignature }): ReactNode {
  const { t } = useTranslation('keys');
  const { state, name } = signature;
  const { color, icon } = looks[state];
  return (
    <Label isCompact color={color} icon={icon} textMaxWidth="40ch">
      {t(`signature.${state}`, { name: name ?? t('signature.nobody') })}
    </Label>
  );
}

/** The same with the fingerprint, which two people can compare. */
export function SignatureFact({ signature }: { readonly signature: SetSignature }): ReactNode {
  const { keyId } = signature;
  return (
    <>
      <SignatureLabel signature={signature} />
      {keyId !== undefined && <div className="sluice-mono">{keyId}</div>}
    </>
  );
}
