import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type ChannelModel, type ReleaseGraphView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import type { ReleaseSize } from '../../../stores/content.ts';
import type { ChannelSelection } from './selection.ts';

/** What is chosen of a channel, in sentences. */
export function SelectionWords({
  selection,
  channel,
  sizeOf,
  origin,
}: {
  readonly selection: ChannelSelection;
  readonly channel: ChannelModel;
  readonly sizeOf: (version: string) => ReleaseSize | undefined;
  readonly origin: ReleaseGraphView['origin'];
}): ReactNode {
  const { t } = useTranslation('content');
  const { first, last, versions, path, absent } = selection;
  const fresh = versions.map((version) => sizeOf(version)?.newBytes);
  const isSized = versions.length > 0 && fresh.every((size) => size !== undefined);
  const sum = fresh.reduce((total: number, size) => total + (size ?? 0), 0);
  const isHead = channel.minVersion === undefined && channel.maxVersion === undefined && !channel.full;
  return (
    <>
      <p className="sluice-number">
        {versions.length === 0 && t('selection.none')}
        {versions.length > 0 && isHead && t('selection.head', { version: last })}
        {versions.length === 1 && !isHead && t('selection.single', { version: versions[0] })}
        {versions.length > 1 && !isHead && t('selection.range', { count: versions.length, first, last })}
        <Gap />
        {versions.length > 0 &&
          (isSized ? t('selection.size', { size: formatBytes(sum) }) : t('selection.unsized'))}
        <Gap />
        {t(`selection.origin.${origin}`)}
      </p>
      {path.length > 1 && <p className="sluice-number">{t('selection.path', { path: path.join(' → ') })}</p>}
      {selection.isUnreachable && (
        <Alert isInline variant="warning" component="p" title={t('selection.unreachable', { first, last })} />
      )}
      {absent.length > 0 && (
        <Alert
          isInline
          variant="warning"
          component="p"
          title={t('selection.absent', { versions: absent.join(t('listSeparator')), name: channel.name })}
        />
      )}
    </>
  );
}
