import { Banner, Flex, FlexItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contractVersion } from '../../../core/contract/index.ts';
import { useSlice } from '../stores/context.tsx';

/** Says above everything when the page cannot do what it usually can, and why. */
export function ConnectionBanner(): ReactNode {
  const { t } = useTranslation('shell');
  const state = useSlice('connection', (slice) => slice.state);
  const info = useSlice('connection', (slice) => slice.info);
  if (state.kind === 'lost') {
    return (
      <Banner color="red" role="alert">
        <Flex direction={{ default: 'column' }} spaceItems={{ default: 'spaceItemsNone' }}>
          <FlexItem>{t('connection.lost')}</FlexItem>
          <FlexItem>{t('connection.lostHint')}</FlexItem>
        </Flex>
      </Banner>
    );
  }
  if (info !== undefined && info.contractVersion !== contractVersion) {
    return <Banner color="orange">{t('connection.version')}</Banner>;
  }
  if (info?.role === 'viewer') return <Banner color="yellow">{t('connection.viewer')}</Banner>;
  return null;
}
