import { ExpandableSection, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { useChartsWork } from './charts-context.tsx';

/** Charts with so few images show them at once. */
const few = 5;

/** The images that rendering found, each with its size when the estimate knows it. */
export function ChartImages({ images }: { readonly images: readonly string[] }): ReactNode {
  const { t } = useTranslation('helm');
  const { sizes } = useChartsWork();
  const list = (
    <List isPlain aria-label={t('images.name')} className="sluice-mono sluice-helm-images">
      {images.map((image) => {
        const bytes = sizes.get(image);
        return (
          <ListItem key={image}>
            {bytes === undefined ? image : t('images.sized', { image, size: formatBytes(bytes) })}
          </ListItem>
        );
      })}
    </List>
  );
  if (images.length <= few) return list;
  return <ExpandableSection toggleText={t('images.all', { count: images.length })}>{list}</ExpandableSection>;
}
