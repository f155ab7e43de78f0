import { Button, ExpandableSection, Flex } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useCommand } from '../../../hooks/use-command.ts';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace } from '../content-context.tsx';
import { GraphWaiting } from '../graph/graph-waiting.tsx';
import { ViewToggle } from '../graph/view-toggle.tsx';
import { ChannelReleases } from './channel-releases.tsx';
import { RangeByHand } from './range-by-hand.tsx';

interface ChannelGraphProps {
  readonly channel: ChannelModel;
  readonly architecture: string;
  readonly isLocked: boolean;
  readonly onRange: (first: string | null, last: string | null) => void;
}

/** The update graph of a channel for one architecture: fetched, chosen from, or replaced by two fields when it is not to be had. */
export function ChannelGraph({ channel, architecture, isLocked, onRange }: ChannelGraphProps): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const { site, source } = useContentPlace();
  const { reload, ...graph } = useQuery('releases.graph', {
    site,
    source,
    channel: channel.name,
    architecture,
  });
  const refreshing = useCommand('content.refresh');
  const refresh = async (): Promise<void> => {
    await refreshing.run({});
    reload();
  };
  const byHand = (
    <RangeByHand
      key={`${channel.minVersion ?? ''} ${channel.maxVersion ?? ''}`}
      channel={channel}
      isLocked={isLocked}
      onRange={onRange}
    />
  );
  switch (graph.kind) {
    case 'loading':
      return <GraphWaiting label={t('channel.loading', { name: channel.name })} />;
    case 'failed':
      return (
        <>
          <MessageAlert
            level="error"
            message={graph.error}
            actions={
              <Button variant="link" isInline onClick={reload}>
                {t('common:action.retry')}
              </Button>
            }
          />
          <p>{t('channel.byHandInstead')}</p>
          {byHand}
        </>
      );
    case 'ready':
      return (
        <>
          <Flex alignItems={{ default: 'alignItemsCenter' }}>
            <ViewToggle label={t('channel.view')} />
            <Button
              variant="link"
              isLoading={refreshing.state.kind === 'working'}
              onClick={() => void refresh()}
            >
              {t('channel.refresh')}
            </Button>
          </Flex>
          {refreshing.state.kind === 'failed' && (
            <MessageAlert level="error" message={refreshing.state.error} />
          )}
          <ChannelReleases graph={graph.value} channel={channel} isLocked={isLocked} onRange={onRange} />
          <ExpandableSection toggleText={t('channel.byHand')}>{byHand}</ExpandableSection>
        </>
      );
  }
}
