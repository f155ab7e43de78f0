import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { PlaceField } from './place-field.tsx';
import { StartButton } from './start-button.tsx';
import { TransferRuns } from './transfer-run.tsx';
import { useTransfersOf } from './use-transfers.ts';

/** A set from several media, in any order, until it is whole. */
export function CollectPanel(): ReactNode {
  const { t } = useTranslation('transfer');
  const transfers = useTransfersOf(['collect']);
  const [into, setInto] = useState<PathFacts>();
  const [medium, setMedium] = useState<PathFacts>();
  const ended = transfers.find(({ state }) => state.kind === 'done')?.id;
  useEffect(() => {
    if (ended !== undefined) setMedium(undefined);
  }, [ended]);
  return (
    <div className="sluice-stack">
      <p>{t('collect.lead')}</p>
      <PlaceField
        title={t('collect.into')}
        help={t('collect.intoHelp')}
        purpose="archive-out"
        value={into}
        isSteady
        isSuggested={false}
        onChange={setInto}
      />
      {into !== undefined && (
        <>
          <PlaceField
            title={t('collect.medium')}
            help={t('collect.mediumHelp')}
            purpose="archive-in"
            value={medium}
            onChange={setMedium}
          />
          {medium !== undefined && <Need medium={medium} into={into} />}
          <StartButton
            label={t('collect.start')}
            task={
              medium === undefined ? undefined : { kind: 'collect', medium: medium.token, into: into.token }
            }
            missing={t('collect.noMedium')}
            transfers={transfers}
          />
        </>
      )}
      <TransferRuns transfers={transfers} />
    </div>
  );
}

/** The whole set has to be there before it is imported: its bytes are known before the first one moves. */
function Need({ medium, into }: { readonly medium: PathFacts; readonly into: PathFacts }): ReactNode {
  const { t } = useTranslation('transfer');
  const isViewer = useIsViewer();
  const need = useQuery('transfers.need', isViewer ? undefined : { medium: medium.token, into: into.token });
  if (need.kind === 'loading') return null;
  if (need.kind === 'failed') return <MessageAlert level="error" message={need.error} />;
  const { setId, total, needed, free } = need.value;
  const params = { set: setId, total: formatBytes(total), needed: formatBytes(needed) };
  if (free === undefined) return <LevelText level="note">{t('collect.need', params)}</LevelText>;
  return (
    <LevelText level={needed <= free ? 'success' : 'error'}>
      {t(needed <= free ? 'collect.needFits' : 'collect.needShort', { ...params, free: formatBytes(free) })}
    </LevelText>
  );
}
