import { Button, Flex, List, ListItem, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { LevelText } from '../../../components/level-text.tsx';
import type { ChannelIndex } from './channel-index.ts';
import type { VersionEnds } from './package-choice.ts';

/** What is known of one entry: what it replaces and skips in words, what it needs, and ways to choose it. */
export function EntryDetails({
  view,
  index,
  name,
  isLocked,
  onRange,
}: {
  readonly view: PackageView;
  readonly index: ChannelIndex;
  readonly name: string;
  readonly isLocked: boolean;
  readonly onRange: (ends: VersionEnds) => void;
}): ReactNode {
  const { t } = useTranslation(['operators', 'content']);
  const entry = index.entryOf.get(name);
  if (entry === undefined) return null;
  const { version, replaces, skips, skipRange, deprecated } = entry;
  const bundle = view.bundles.find((one) => one.name === name);
  const needs = bundle?.needs ?? [];
  const title = t('entry.title', { version: version ?? name });
  return (
    <section aria-label={title} className="sluice-content-details sluice-content-stack">
      <Title headingLevel="h5" size="md">
        {title}
      </Title>
      <p className="sluice-mono">{name}</p>
      {deprecated !== undefined && (
        <LevelText level="warning">{t('entry.deprecated', { text: deprecated })}</LevelText>
      )}
      <List isPlain aria-label={t('entry.updates')}>
        {replaces !== undefined && <ListItem>{t('entry.replaces', { name: replaces })}</ListItem>}
        {skips.length > 0 && (
          <ListItem>
            {t('entry.skips', { count: skips.length, names: skips.join(t('content:listSeparator')) })}
          </ListItem>
        )}
        {skipRange !== undefined && <ListItem>{t('entry.skipRange', { range: skipRange })}</ListItem>}
        {replaces === undefined && skips.length === 0 && skipRange === undefined && (
          <ListItem>{t('entry.first')}</ListItem>
        )}
      </List>
      {bundle !== undefined && (
        <p className="sluice-number">
          {t('entry.images', { count: bundle.images })}
          <Gap />
          {needs.length > 0 && t('entry.needs', { needs: needs.join(t('content:listSeparator')) })}{' '}
          {bundle.maxOpenShiftVersion !== undefined &&
            t('entry.maxOpenShift', { version: bundle.maxOpenShiftVersion })}
        </p>
      )}
      {version !== undefined && (
        <Flex>
          <Button
            variant="secondary"
            isDisabled={isLocked}
            onClick={() => onRange({ minVersion: version, maxVersion: version })}
          >
            {t('entry.pin', { version })}
          </Button>
          <Button
            variant="link"
            isInline
            isDisabled={isLocked}
            onClick={() => onRange({ minVersion: version })}
          >
            {t('entry.from', { version })}
          </Button>
        </Flex>
      )}
    </section>
  );
}
