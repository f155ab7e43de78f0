import { Label } from '@patternfly/react-core';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictKind } from '../../../../core/contract/index.ts';

const looks = {
  approved: { color: 'green', icon: <CheckCircleIcon /> },
  'made-here': { color: 'green', icon: <CheckCircleIcon /> },
  waived: { color: 'yellow', icon: <UserIcon /> },
  held: { color: 'orange', icon: <ExclamationTriangleIcon /> },
  'not-scanned': { color: 'grey', icon: <QuestionCircleIcon /> },
  denied: { color: 'red', icon: <BanIcon /> },
} as const;

/** A verdict in words, with a sign that does not depend on its colour. */
export function VerdictLabel({ verdict }: { readonly verdict: VerdictKind }): ReactNode {
  const { t } = useTranslation('approvals');
  const { color, icon } = looks[verdict];
  return (
    <Label color={color} icon={icon} isCompact>
      {t(`verdicts.${verdict}`)}
    </Label>
  );
}
