import { Icon } from '@patternfly/react-core';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { EqualsIcon } from '@patternfly/react-icons/dist/esm/icons/equals-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { OutlinedClockIcon } from '@patternfly/react-icons/dist/esm/icons/outlined-clock-icon';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemStatus } from '../../../../core/contract/index.ts';

const looks: Readonly<
  Record<
    ItemStatus,
    { readonly icon: ReactNode; readonly status?: 'success' | 'danger' | 'info' | 'warning' }
  >
> = {
  waiting: { icon: <OutlinedClockIcon /> },
  copying: { icon: <InProgressIcon />, status: 'info' },
  copied: { icon: <CheckCircleIcon />, status: 'success' },
  present: { icon: <EqualsIcon />, status: 'success' },
  failed: { icon: <ExclamationCircleIcon />, status: 'danger' },
  'not-attempted': { icon: <BanIcon />, status: 'warning' },
};

/** The state of an image as icon and word. */
export const ItemStatusText = memo(function ItemStatusText({
  status,
}: {
  readonly status: ItemStatus;
}): ReactNode {
  const { t } = useTranslation('run');
  const look = looks[status];
  return (
    <span className="sluice-level-text">
      <Icon isInline {...(look.status !== undefined && { status: look.status })}>
        {look.icon}
      </Icon>
      <span>{t(`items.statuses.${status}`)}</span>
    </span>
  );
});
