import { Bullseye, Spinner, Title } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** While it is found out which step an address leads to, and while a step is fetched. */
export function Waiting(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Bullseye>
      <Spinner aria-label={t('loading')} />
    </Bullseye>
  );
}

/** The step's heading takes the focus, so that a screen reader begins there. */
export function StepHeading({ children }: { readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <Title headingLevel="h2" size="xl" tabIndex={-1} ref={heading}>
      {children}
    </Title>
  );
}
