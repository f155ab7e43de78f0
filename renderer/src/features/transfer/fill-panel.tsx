import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarriedSetView, PathFacts, TransferTask } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useQuery } from '../../hooks/use-query.ts';
import type { Loadable } from '../../stores/slice.ts';
import { allOfIt, bytesOfCapacity, CapacityChoice, type Capacity } from './capacity-choice.tsx';
import { CarriedTable } from './carried-table.tsx';
import { PlaceField } from './place-field.tsx';
import { StartButton } from './start-button.tsx';
import { TransferRuns } from './transfer-run.tsx';
import { useTransfersOf } from './use-transfers.ts';

interface FillPanelProps {
  readonly set: PathFacts | undefined;
  readonly onSet: (facts: PathFacts | undefined) => void;
}

/** A set onto several media, one after the other. */
export function FillPanel({ set, onSet }: FillPanelProps): ReactNode {
  const { t } = useTranslation('transfer');
  return (
    <div className="sluice-stack">
      <p>{t('fill.lead')}</p>
      <PlaceField
        title={t('fill.set')}
        help={t('fill.setHelp')}
        purpose="archive-in"
        value={set}
        isSteady
        isSuggested={false}
        onChange={onSet}
      />
      {set !== undefined && <FillNext key={set.token} set={set} />}
    </div>
  );
}

function FillNext({ set }: { readonly set: PathFacts }): ReactNode {
  const { t } = useTranslation('transfer');
  const isViewer = useIsViewer();
  const transfers = useTransfersOf(['fill']);
  const carried = useQuery('transfers.carried', isViewer ? undefined : { set: set.token });
  const [medium, setMedium] = useState<PathFacts>();
  const [capacity, setCapacity] = useState<Capacity>(allOfIt);
  const { reload } = carried;
  const ended = transfers.find(({ state }) => state.kind === 'done')?.id;
  useEffect(() => {
    if (ended === undefined) return;
    reload();
    // The next one is another medium, which may be mounted at the same place.
    setMedium(undefined);
  }, [ended, reload]);
  const left = carried.kind === 'ready' ? carried.value.left : [];
  return (
    <>
      {!isViewer && (
        <LoadableView state={carried} onRetry={reload}>
          {(view) => <CarriedTable set={set.token} carried={view} onChanged={reload} />}
        </LoadableView>
      )}
      <PlaceField
        title={t('fill.medium')}
        help={t('fill.mediumHelp', { number: nextNumber(carried) })}
        purpose="archive-out"
        value={medium}
        source={set.token}
        largestFile={left.length === 0 ? undefined : Math.max(...left.map(({ size }) => size))}
        onChange={setMedium}
      />
      <CapacityChoice value={capacity} isDisabled={isViewer} onChange={setCapacity} />
      <StartButton
        label={t('fill.start')}
        task={taskOf(set, medium, capacity)}
        missing={medium === undefined ? t('fill.noMedium') : t('capacity.invalid')}
        transfers={transfers}
      />
      <TransferRuns transfers={transfers} />
    </>
  );
}

/** One that was filled before keeps its own. */
function nextNumber(carried: Loadable<CarriedSetView>): number {
  const media = carried.kind === 'ready' ? carried.value.media : [];
  return Math.max(0, ...media.map(({ number }) => number)) + 1;
}

function taskOf(set: PathFacts, medium: PathFacts | undefined, chosen: Capacity): TransferTask | undefined {
  const capacity = bytesOfCapacity(chosen);
  if (medium === undefined || capacity === 'invalid') return undefined;
  return {
    kind: 'fill',
    set: set.token,
    medium: medium.token,
    ...(capacity !== undefined && { capacity }),
  };
}
