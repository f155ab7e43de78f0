import { Label, type LabelProps } from '@patternfly/react-core';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { OutlinedClockIcon } from '@patternfly/react-icons/dist/esm/icons/outlined-clock-icon';
import { PauseCircleIcon } from '@patternfly/react-icons/dist/esm/icons/pause-circle-icon';
import { UsbIcon } from '@patternfly/react-icons/dist/esm/icons/usb-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobState } from '../../../../core/contract/index.ts';
import { stateKey } from './job-words.ts';

const looks: Readonly<
  Record<
    ReturnType<typeof stateKey>,
    { readonly color: NonNullable<LabelProps['color']>; readonly icon: ReactNode }
  >
> = {
  queued: { color: 'grey', icon: <OutlinedClockIcon /> },
  running: { color: 'blue', icon: <InProgressIcon /> },
  pausing: { color: 'orange', icon: <PauseCircleIcon /> },
  paused: { color: 'orange', icon: <PauseCircleIcon /> },
  pausedMedium: { color: 'orange', icon: <UsbIcon /> },
  cancelling: { color: 'grey', icon: <BanIcon /> },
  cancelled: { color: 'grey', icon: <BanIcon /> },
  failed: { color: 'red', icon: <ExclamationCircleIcon /> },
  succeeded: { color: 'green', icon: <CheckCircleIcon /> },
  incomplete: { color: 'yellow', icon: <ExclamationTriangleIcon /> },
  interrupted: { color: 'orange', icon: <ExclamationTriangleIcon /> },
};

/** The state of a job as icon and word. */
export function JobStateLabel({
  state,
  isCompact = false,
}: {
  readonly state: JobState;
  readonly isCompact?: boolean;
}): ReactNode {
  const { t } = useTranslation('run');
  const key = stateKey(state);
  const { color, icon } = looks[key];
  return (
    <Label color={color} icon={icon} isCompact={isCompact}>
      {t(`state.${key}`)}
    </Label>
  );
}
