import { Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type ResolvedChart } from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useChartsWork } from './charts-context.tsx';

/** How far the look at a chart is: being rendered, so many images, or an error; never silence. */
export function ChartState({ found }: { readonly found: ResolvedChart | undefined }): ReactNode {
  const { t } = useTranslation('helm');
  const isViewer = useIsViewer();
  const { rendered, sizes } = useChartsWork();
  if (isViewer) return null;
  if (rendered.kind === 'rendering') {
    return (
      <p>
        <Spinner size="md" aria-hidden="true" /> {t(found === undefined ? 'state.rendering' : 'state.again')}
      </p>
    );
  }
  if (found === undefined) return <p>{t('state.unknown')}</p>;
  if (found.findings.some(({ level }) => level === 'error')) {
    return (
      <p>
        <LevelText level="error">{t('state.error')}</LevelText>
      </p>
    );
  }
  const known = found.images.map((image) => sizes.get(image));
  const isWhole = known.length > 0 && known.every((bytes) => bytes !== undefined);
  const size = formatBytes(known.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0));
  return (
    <>
      <p className="sluice-number">
        <LevelText level={found.images.length === 0 ? 'warning' : 'success'}>
          {t(isWhole ? 'state.imagesSize' : 'state.images', { count: found.images.length, size })}
        </LevelText>
      </p>
      {found.values !== 'none' && <p className="sluice-content-hint">{t(`state.values.${found.values}`)}</p>}
    </>
  );
}
