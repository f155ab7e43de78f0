import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  List,
  ListItem,
  Skeleton,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel, ContentModel } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import type { ConfigCheck } from '../wizard/flow-state.ts';

/** What a configuration asks for, at a glance. */
export function ConfigSummary({ config }: { readonly config: ConfigCheck }): ReactNode {
  const { t } = useTranslation(['flows', 'common', 'content']);
  switch (config.kind) {
    case 'empty':
      return <p>{t('config.empty')}</p>;
    case 'checking':
      return <Skeleton screenreaderText={t('common:loading')} />;
    case 'failed':
      return <MessageAlert level="error" message={config.error} />;
    case 'known':
      return config.view.model === undefined ? (
        <p>{t('config.faulty', { count: config.view.problems.length })}</p>
      ) : (
        <ModelSummary model={config.view.model} />
      );
  }
}

function ModelSummary({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation(['flows', 'common', 'content']);
  const { channels, architectures, additionalImages, graph, kubeVirt, operators, helmCharts } = model;
  const extras = [
    additionalImages.length > 0 && t('config.images', { count: additionalImages.length }),
    graph && t('config.graph'),
    kubeVirt && t('config.kubeVirt'),
    operators.length > 0 && t('config.operators', { count: operators.length }),
    helmCharts > 0 && t('config.charts', { count: helmCharts }),
  ].filter((text) => typeof text === 'string');
  return (
    <DescriptionList isCompact isHorizontal>
      <Fact term={t('config.releases')}>
        {channels.length === 0 && model.release === undefined && t('common:none')}
        {model.release !== undefined && <span className="sluice-mono">{model.release}</span>}
        {channels.length > 0 && (
          <List isPlain>
            {channels.map((channel) => (
              <ListItem key={channel.name}>
                <ChannelText channel={channel} />
              </ListItem>
            ))}
          </List>
        )}
      </Fact>
      <Fact term={t('config.architectures')}>
        {architectures.length === 0
          ? t('config.defaultArchitecture')
          : architectures.join(t('content:listSeparator'))}
      </Fact>
      {extras.length > 0 && (
        <Fact term={t('config.besides')}>
          <List isPlain>
            {extras.map((text) => (
              <ListItem key={text}>{text}</ListItem>
            ))}
          </List>
        </Fact>
      )}
    </DescriptionList>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

/** A channel with the range that is taken from it. */
function ChannelText({ channel }: { readonly channel: ChannelModel }): ReactNode {
  const { t } = useTranslation('flows');
  const { name, minVersion, maxVersion, full, shortestPath } = channel;
  if (full) return t('config.channel.full', { name });
  if (minVersion === undefined && maxVersion === undefined) return t('config.channel.newest', { name });
  if (minVersion !== undefined && minVersion === maxVersion) {
    return t('config.channel.one', { name, version: minVersion });
  }
  if (minVersion === undefined) return t('config.channel.upTo', { name, to: maxVersion });
  if (maxVersion === undefined) return t('config.channel.from', { name, from: minVersion });
  return t(shortestPath ? 'config.channel.path' : 'config.channel.range', {
    name,
    from: minVersion,
    to: maxVersion,
  });
}
