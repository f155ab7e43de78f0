import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, MirrorReport } from '../../../../core/contract/index.ts';

/** An export that was retried has made a set each time: the last builds on those before, so all have to be carried. */
export function EarlierSets({
  earlier,
  set,
}: {
  readonly earlier: NonNullable<Job['earlierSets']>;
  readonly set: NonNullable<MirrorReport['set']>;
}): ReactNode {
  const { t } = useTranslation('run');
  const generations = [...earlier, set].map(({ generation }) => generation).join(t('done.severalSeparator'));
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      title={t('done.severalTitle', { count: earlier.length + 1, generations })}
    >
      {t('done.severalBody', { folder: set.directory })}
    </Alert>
  );
}
