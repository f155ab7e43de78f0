import { Alert, Button, Flex, Title } from '@patternfly/react-core';
import { lazy, useCallback, useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogChannelView, PackageView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import type { VersionRange } from '../graph/range-click.ts';
import { VersionChoice } from '../graph/version-choice.tsx';
import { ViewToggle } from '../graph/view-toggle.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { indexChannel } from './channel-index.ts';
import { holdingOf } from './channel-selection.ts';
import { EntryDetails } from './entry-details.tsx';
import { EntryTable } from './entry-table.tsx';
import { FindingList } from './finding-list.tsx';
import { askedOf, askOfChannel, hasEnds, stateOfCatalog, type VersionEnds } from './package-choice.ts';
import { withRange } from './package-edits.ts';
import { useRangeWords } from './use-ask-words.ts';

const LazyGraph = lazy(async () => ({ default: (await import('./entry-graph.tsx')).EntryGraph }));

/** The versions of a channel, as a graph or as a table, and the range of them that is carried. */
export function ChannelEntries({
  view,
  channel,
}: {
  readonly view: PackageView;
  readonly channel: CatalogChannelView;
}): ReactNode {
  const { t } = useTranslation('operators');
  const id = useId();
  const { operator, resolved, isCurrent, isLocked, put } = useCatalogWork();
  const rangeWords = useRangeWords();
  const asked = askedOf(operator, view.name);
  const isFull = operator?.full ?? false;
  const isWhole = stateOfCatalog(operator) === 'whole';
  const ask = useMemo(() => {
    const own = askOfChannel(asked, channel.name);
    return isWhole ? { ...own, isHeld: true } : own;
  }, [asked, channel.name, isWhole]);
  const index = useMemo(() => indexChannel(channel), [channel]);
  const carried = isCurrent ? resolved?.packages.find(({ name }) => name === view.name) : undefined;
  const holding = useMemo(() => holdingOf(index, ask, isFull, carried), [index, ask, isFull, carried]);
  const range = useMemo((): VersionRange | undefined => {
    const [first, last] = [ask.minVersion ?? index.versions[0], ask.maxVersion ?? index.versions.at(-1)];
    return hasEnds(ask) && first !== undefined && last !== undefined ? { first, last } : undefined;
  }, [ask, index]);
  // All versions and a range exclude each other; in a whole catalogue, a range would leave everything else out.
  const isStill = isLocked || isFull || isWhole;
  const ranged = useCallback(
    (ends: VersionEnds) => put(withRange(asked, view, channel.name, ends)),
    [put, asked, view, channel.name],
  );
  const chosen = useCallback(
    (next: VersionRange | undefined) => ranged({ minVersion: next?.first, maxVersion: next?.last }),
    [ranged],
  );
  const versionOf = useCallback((name: string) => index.entryOf.get(name)?.version, [index]);
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-content-stack">
      <Title headingLevel="h4" size="md" id={`${id}-title`}>
        {t('entries.title', { name: channel.name })}
      </Title>
      {channel.deprecated !== undefined && (
        <Alert
          isInline
          variant="warning"
          component="p"
          title={t('channels.deprecated', { name: channel.name })}
        >
          {channel.deprecated}
        </Alert>
      )}
      <FindingList title={t('findings.channel')} findings={channel.findings} />
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        <ViewToggle label={t('entries.view')} />
        {hasEnds(ask) && (
          <Button variant="link" isInline isDisabled={isStill} onClick={() => ranged({})}>
            {t('entries.onlyHead')}
          </Button>
        )}
      </Flex>
      <p>
        {ask.isHeld ? t('entries.held', { range: rangeWords(ask, isFull) }) : t('entries.notHeld')}
        <Gap />
        {isFull && t('entries.full')}
        <Gap />
        {isWhole && t('entries.whole')}
        <Gap />
        {asked !== undefined && asked.channels.length === 0 && !isFull && t('entries.narrows')}{' '}
        {ask.isHeld && !holding.isSettled && t('entries.unsettled')}
      </p>
      {index.names.length === 0 && <p>{t('entries.none')}</p>}
      {index.names.length > 0 && (
        <VersionChoice
          waiting={t('package.loading', { name: channel.name })}
          versions={index.versions}
          versionOf={versionOf}
          range={range}
          onRange={chosen}
          graph={(choice) => <LazyGraph index={index} holding={holding} isLocked={isStill} {...choice} />}
          table={(choice) => (
            <EntryTable index={index} holding={holding} range={range} isLocked={isStill} {...choice} />
          )}
          details={(name) => (
            <EntryDetails view={view} index={index} name={name} isLocked={isStill} onRange={ranged} />
          )}
        />
      )}
    </section>
  );
}
