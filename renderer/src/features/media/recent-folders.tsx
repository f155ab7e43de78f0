import { Radio, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathToken, Place } from '../../../../core/contract/index.ts';

/** Folders that were used for the same before. */
export function RecentFolders({
  places,
  chosen,
  group,
  isDisabled,
  onChoose,
}: {
  readonly places: readonly Place[];
  readonly chosen: PathToken | undefined;
  readonly group: string;
  readonly isDisabled: boolean;
  readonly onChoose: (token: PathToken) => void;
}): ReactNode {
  const { t } = useTranslation('media');
  const id = useId();
  if (places.length === 0) return null;
  return (
    <section aria-label={t('folder.recent')}>
      <Title headingLevel="h3" size="md">
        {t('folder.recent')}
      </Title>
      {places.map(({ token, display }) => (
        <Radio
          key={token}
          id={`${id}-${token}`}
          name={group}
          isChecked={chosen === token}
          isDisabled={isDisabled}
          onChange={() => onChoose(token)}
          label={<span className="sluice-mono">{display}</span>}
        />
      ))}
    </section>
  );
}
