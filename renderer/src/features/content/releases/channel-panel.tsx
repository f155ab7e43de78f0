import { Button, Checkbox, Flex, FlexItem, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel, ContentModel } from '../../../../../core/contract/index.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useForms } from '../content-context.tsx';
import { ChannelGraph } from './channel-graph.tsx';

/** What the engine takes when a configuration names none (oc-mirror-v2.md 1.2). */
const usualArchitecture = 'amd64';

/** One channel of the configuration: which of its releases are carried. */
export function ChannelPanel({
  channel,
  model,
  onRemove,
}: {
  readonly channel: ChannelModel;
  readonly model: ContentModel;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const { isLocked, apply } = useForms();
  const isViewer = useIsViewer();
  const known = model.architectures.length > 0 ? model.architectures : [usualArchitecture];
  const [wanted, setWanted] = useState<string>();
  const architecture = known.find((name) => name === wanted) ?? known[0] ?? usualArchitecture;
  const change = (next: ChannelChange): void => {
    const { name, minVersion = null, maxVersion = null, full, shortestPath } = channel;
    void apply([{ kind: 'channel', name, minVersion, maxVersion, full, shortestPath, ...next }]);
  };
  return (
    <div className="sluice-content-stack">
      <Flex alignItems={{ default: 'alignItemsFlexStart' }} columnGap={{ default: 'columnGapLg' }}>
        <Checkbox
          id={`${id}-path`}
          label={t('channel.shortestPath')}
          description={t('channel.shortestPathHelp')}
          isChecked={channel.shortestPath}
          isDisabled={isLocked}
          onChange={(_event, shortestPath) => change({ shortestPath })}
        />
        <Checkbox
          id={`${id}-full`}
          label={t('channel.full')}
          description={t('channel.fullHelp')}
          isChecked={channel.full}
          isDisabled={isLocked}
          onChange={(_event, full) => change({ full, minVersion: null, maxVersion: null })}
        />
        {known.length > 1 && (
          <FormSelect
            className="sluice-content-narrow"
            aria-label={t('channel.architecture')}
            value={architecture}
            onChange={(_event, next) => setWanted(next)}
          >
            {known.map((name) => (
              <FormSelectOption key={name} value={name} label={name} />
            ))}
          </FormSelect>
        )}
        <FlexItem align={{ default: 'alignRight' }}>
          <Button variant="link" isDanger isDisabled={isLocked} onClick={onRemove}>
            {t('channel.remove', { name: channel.name })}
          </Button>
        </FlexItem>
      </Flex>
      {!isViewer && (
        <ChannelGraph
          key={architecture}
          channel={channel}
          architecture={architecture}
          isLocked={isLocked}
          onRange={(minVersion, maxVersion) => change({ minVersion, maxVersion, full: false })}
        />
      )}
    </div>
  );
}

interface ChannelChange {
  readonly full?: boolean;
  readonly shortestPath?: boolean;
  readonly minVersion?: string | null;
  readonly maxVersion?: string | null;
}
