import { ExpandableSection, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Which file system suits which machines. Sluice says so and never formats. */
export function FormatAdvice(): ReactNode {
  const { t } = useTranslation('media');
  return (
    <ExpandableSection toggleText={t('advice.toggle')}>
      <p>{t('advice.lead')}</p>
      <List>
        <ListItem>{t('advice.ext4')}</ListItem>
        <ListItem>{t('advice.exfat')}</ListItem>
        <ListItem>{t('advice.fat32')}</ListItem>
        <ListItem>{t('advice.ntfs')}</ListItem>
      </List>
    </ExpandableSection>
  );
}
