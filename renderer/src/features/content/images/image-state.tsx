import { Button, Icon, Spinner } from '@patternfly/react-core';
import { PendingIcon } from '@patternfly/react-icons/dist/esm/icons/pending-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelText } from '../../../components/level-text.tsx';
import { hasFailed } from './create-resolver.ts';
import type { ImageRow } from './image-rows.ts';

/** How far the look at an image is, as text and icon. */
export function ImageState({
  row,
  onWhy,
}: {
  readonly row: ImageRow;
  readonly onWhy: (row: ImageRow) => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const { name, resolution, isDuplicate } = row;
  if (isDuplicate) return <LevelText level="warning">{t('images.state.duplicate')}</LevelText>;
  if (hasFailed(resolution)) {
    return (
      <LevelText level="error">
        <Button
          variant="link"
          isInline
          className="sluice-content-action"
          onClick={() => onWhy(row)}
          aria-label={t('images.whyOf', { name })}
        >
          {t('images.state.failed')}
        </Button>
      </LevelText>
    );
  }
  switch (resolution?.kind) {
    case undefined:
    case 'waiting':
      return (
        <>
          <Icon isInline>
            <PendingIcon />
          </Icon>{' '}
          {t(resolution === undefined ? 'images.state.open' : 'images.state.waiting')}
        </>
      );
    case 'resolving':
      return (
        <>
          <Spinner size="sm" aria-hidden="true" /> {t('images.state.resolving')}
        </>
      );
    case 'done':
    case 'failed':
      return (
        <LevelText level="success">
          {t(name.includes('@') ? 'images.state.pinned' : 'images.state.resolved')}
        </LevelText>
      );
  }
}
