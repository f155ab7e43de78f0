import { Bullseye, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel, ReleaseGraphView } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { indexGraph } from './graph-index.ts';
import { clickRange, moveEnd, type VersionRange } from './range-click.ts';
import { ReleaseDetails } from './release-details.tsx';
import { ReleaseTable } from './release-table.tsx';
import { selectVersions } from './selection.ts';
import { SelectionWords } from './selection-words.tsx';
import { useSizes } from './use-sizes.ts';

const LazyGraph = lazy(async () => ({ default: (await import('./release-graph.tsx')).ReleaseGraph }));

interface ChannelReleasesProps {
  readonly graph: ReleaseGraphView;
  readonly channel: ChannelModel;
  readonly view: 'graph' | 'table';
  readonly isLocked: boolean;
  readonly onRange: (first: string | null, last: string | null) => void;
}

/** The releases of a channel, as a graph or as a table, with what is chosen of them in words. */
export function ChannelReleases({
  graph,
  channel,
  view,
  isLocked,
  onRange,
}: ChannelReleasesProps): ReactNode {
  const { t } = useTranslation('content');
  const index = useMemo(() => indexGraph(graph), [graph]);
  const selection = useMemo(() => selectVersions(channel, index), [channel, index]);
  const sizeOf = useSizes(graph.architecture);
  const [current, setCurrent] = useState<string>();
  const range = useMemo((): VersionRange | undefined => {
    const { first, last } = selection;
    const isGiven = channel.minVersion !== undefined || channel.maxVersion !== undefined;
    return isGiven && first !== undefined && last !== undefined ? { first, last } : undefined;
  }, [selection, channel]);
  const choose = useCallback(
    (version: string) => {
      setCurrent(version);
      const next = clickRange(range, version, index.versions);
      onRange(next?.first ?? null, next?.last ?? null);
    },
    [range, index, onRange],
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
      {view === 'graph' ? (
        <Suspense
          fallback={
            <Bullseye className="sluice-graph-waiting">
              <Spinner size="lg" aria-label={t('channel.loading', { name: channel.name })} />
            </Bullseye>
          }
        >
          <LazyGraph
            index={index}
            selection={selection}
            sizeOf={sizeOf}
            isLocked={isLocked}
            current={current}
            onCurrent={setCurrent}
            onChoose={choose}
          />
        </Suspense>
      ) : (
        <ReleaseTable
          index={index}
          selection={selection}
          sizeOf={sizeOf}
          isLocked={isLocked}
          onCurrent={setCurrent}
          onEnd={(end, version) => {
            const next = moveEnd(range, end, version);
            onRange(next.first, next.last);
          }}
        />
      )}
      {current !== undefined && <ReleaseDetails index={index} version={current} size={sizeOf(current)} />}
    </div>
  );
}
