import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import type { Medium } from './rules/media.ts';
import { useMediumName } from './use-medium-name.ts';

/** Whether everything that goes to a medium finds room there, in a few words. `label`: where it is not said beside. */
export function MediumFit({
  medium,
  label,
}: {
  readonly medium: Medium;
  readonly label?: 'own' | 'shared';
}): ReactNode {
  const { t } = useTranslation('matrix');
  const name = useMediumName()(medium);
  const { fit } = medium;
  const named = label ?? 'bare';
  switch (fit.kind) {
    case 'away':
      return <LevelText level="note">{t('fit.away')}</LevelText>;
    case 'unknown':
    case 'open':
      return <span className="sluice-subtle">{t(`fit.${named}.${fit.kind}`, { label: name })}</span>;
    case 'enough':
    case 'short':
      return (
        <LevelText level={fit.kind === 'enough' ? 'success' : 'error'}>
          {t(`fit.${named}.${fit.kind}`, { label: name, by: formatBytes(fit.by) })}
        </LevelText>
      );
  }
}
