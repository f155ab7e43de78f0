import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { lazy, useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel, ReleaseGraphView } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import type { VersionRange } from '../graph/range-click.ts';
import { VersionChoice } from '../graph/version-choice.tsx';
import { indexGraph } from './graph-index.ts';
import { ReleaseDetails } from './release-details.tsx';
import { ReleaseTable } from './release-table.tsx';
import { selectVersions } from './selection.ts';
import { SelectionWords } from './selection-words.tsx';
import { useSizes } from './use-sizes.ts';

const LazyGraph = lazy(async () => ({ default: (await import('./release-graph.tsx')).ReleaseGraph }));

interface ChannelReleasesProps {
  readonly graph: ReleaseGraphView;
  readonly channel: ChannelModel;
  readonly isLocked: boolean;
  readonly onRange: (first: string | null, last: string | null) => void;
}

/** The releases of a channel, as a graph or as a table, with what is chosen of them in words. */
export function ChannelReleases({ graph, channel, isLocked, onRange }: ChannelReleasesProps): ReactNode {
  const { t } = useTranslation('content');
  const index = useMemo(() => indexGraph(graph), [graph]);
  const selection = useMemo(() => selectVersions(channel, index), [channel, index]);
  const sizeOf = useSizes(graph.architecture);
  const range = useMemo((): VersionRange | undefined => {
    const { first, last } = selection;
    const isGiven = channel.minVersion !== undefined || channel.maxVersion !== undefined;
    return isGiven && first !== undefined && last !== undefined ? { first, last } : undefined;
  }, [selection, channel]);
  const ranged = useCallback(
    (next: VersionRange | undefined) => onRange(next?.first ?? null, next?.last ?? null),
    [onRange],
  );
  if (index.versions.length === 0) {
    return (
      <EmptyState headingLevel="h3" titleText={t('channel.empty', { name: channel.name })}>
        <EmptyStateBody>{t('channel.emptyNext', { architecture: graph.architecture })}</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <div className="sluice-content-stack">
      {graph.findings.map(({ level, message }, at) => (
        // Findings have no name of their own, and never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <MessageAlert key={at} level={level} message={message} />
      ))}
      <SelectionWords selection={selection} channel={channel} sizeOf={sizeOf} origin={graph.origin} />
      <VersionChoice
        waiting={t('channel.loading', { name: channel.name })}
        versions={index.versions}
        range={range}
        onRange={ranged}
        graph={(choice) => (
          <LazyGraph index={index} selection={selection} sizeOf={sizeOf} isLocked={isLocked} {...choice} />
        )}
        table={(choice) => (
          <ReleaseTable index={index} selection={selection} sizeOf={sizeOf} isLocked={isLocked} {...choice} />
        )}
        details={(version) => <ReleaseDetails index={index} version={version} size={sizeOf(version)} />}
      />
    </div>
  );
}
