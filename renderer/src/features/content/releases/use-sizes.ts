import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { sizeKey, type ReleaseSize } from '../../../stores/content.ts';
import { useSlice } from '../../../stores/context.tsx';

/** Sizes of releases of one architecture that a plan found out. */
export function useSizes(architecture: string): (version: string) => ReleaseSize | undefined {
  const sizes = useSlice('content', (slice) => slice.sizes);
  return useCallback((version) => sizes.get(sizeKey(version, architecture)), [sizes, architecture]);
}

/** A size in words; one that no plan has found out is said to be open, never guessed. */
export function useSizeWords(): (size: number | undefined) => string {
  const { t } = useTranslation('content');
  return useCallback((size) => (size === undefined ? t('size.open') : formatBytes(size)), [t]);
}
