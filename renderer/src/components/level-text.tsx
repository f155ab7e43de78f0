import { Icon } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const looks = {
  error: { status: 'danger', icon: <ExclamationCircleIcon /> },
  warning: { status: 'warning', icon: <ExclamationTriangleIcon /> },
  note: { status: 'info', icon: <InfoCircleIcon /> },
  success: { status: 'success', icon: <CheckCircleIcon /> },
} as const;

export type Level = keyof typeof looks;

/** A short text with what it means as an icon and, for screen readers, as a word. */
export function LevelText({
  level,
  children,
}: {
  readonly level: Level;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('common');
  const { status, icon } = looks[level];
  return (
    <span className="sluice-level-text">
      <Icon status={status} isInline>
        {icon}
      </Icon>
      <span className="sluice-visually-hidden">{t(`level.${level}`)}</span>
      <span>{children}</span>
    </span>
  );
}
