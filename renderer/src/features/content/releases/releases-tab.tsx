import {
  Alert,
  Button,
  Content,
  EmptyState,
  EmptyStateBody,
  FormGroup,
  Skeleton,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel, ContentModel } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace, useForms } from '../content-context.tsx';
import { ChannelPanel } from './channel-panel.tsx';
import { ChannelPicker } from './channel-picker.tsx';
import { PathGaps } from './path-gaps.tsx';

/** Which OpenShift releases are carried. */
export function ReleasesTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const { site, source } = useContentPlace();
  const { isLocked, apply } = useForms();
  // Who only looks asks nobody: the choice itself is in the forms.
  const isViewer = useIsViewer();
  const { reload, ...listed } = useQuery('releases.channels', isViewer ? undefined : { site, source });
  const [wanted, setWanted] = useState<string>();
  const active = model.channels.find(({ name }) => name === wanted) ?? model.channels[0];
  const add = async (name: string): Promise<void> => {
    const range = { minVersion: null, maxVersion: null, full: false, shortestPath: false };
    if (await apply([{ kind: 'channel', name, ...range }])) setWanted(name);
  };
  return (
    <div className="sluice-content-stack">
      <Content component="p">{t('releases.lead')}</Content>
      {model.release !== undefined && (
        <Alert
          isInline
          variant="info"
          component="p"
          title={t('releases.payload', { release: model.release })}
        />
      )}
      <FormGroup label={t('picker.name')}>
        {listed.kind === 'loading' && !isViewer ? (
          <Skeleton height="2.25rem" screenreaderText={t('picker.loading')} />
        ) : (
          <ChannelPicker
            channels={listed.kind === 'ready' ? listed.value.channels : []}
            chosen={model.channels.map(({ name }) => name)}
            isDisabled={isLocked}
            onChoose={(name) => void add(name)}
          />
        )}
      </FormGroup>
      {listed.kind === 'failed' && (
        <>
          <MessageAlert
            level="warning"
            message={listed.error}
            actions={
              <Button variant="link" isInline onClick={reload}>
                {t('common:action.retry')}
              </Button>
            }
          />
          <p>{t('picker.byHand')}</p>
        </>
      )}
      <PathGaps model={model} />
      {active === undefined ? (
        <EmptyState headingLevel="h3" titleText={t('releases.empty')}>
          <EmptyStateBody>{t('releases.emptyNext')}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Tabs
          aria-label={t('releases.channels')}
          isSubtab
          activeKey={active.name}
          onSelect={(_event, key) => setWanted(String(key))}
          mountOnEnter
          unmountOnExit
        >
          {model.channels.map((channel) => (
            <Tab
              key={channel.name}
              eventKey={channel.name}
              title={<TabTitleText>{channel.name}</TabTitleText>}
              aria-label={t('releases.channel', { name: channel.name, range: rangeWords(channel, t) })}
            >
              <ChannelPanel
                channel={channel}
                model={model}
                onRemove={() => void apply([{ kind: 'removeChannel', name: channel.name }])}
              />
            </Tab>
          ))}
        </Tabs>
      )}
    </div>
  );
}

function rangeWords(channel: ChannelModel, t: ReturnType<typeof useTranslation<'content'>>['t']): string {
  const { minVersion, maxVersion, full } = channel;
  if (full) return t('releases.range.full');
  if (minVersion !== undefined && maxVersion !== undefined) {
    return t('releases.range.both', { first: minVersion, last: maxVersion });
  }
  if (minVersion !== undefined) return t('releases.range.from', { first: minVersion });
  if (maxVersion !== undefined) return t('releases.range.to', { last: maxVersion });
  return t('releases.range.head');
}
