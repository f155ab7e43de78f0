import { Checkbox } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { PlaceField } from './place-field.tsx';
import { StartButton } from './start-button.tsx';
import { TransferRuns } from './transfer-run.tsx';
import { useTransfersOf } from './use-transfers.ts';

interface SendPanelProps {
  readonly set: PathFacts | undefined;
  readonly onSet: (facts: PathFacts | undefined) => void;
}

/** A set into a drop folder, which something else carries on. */
export function SendPanel({ set, onSet }: SendPanelProps): ReactNode {
  const { t } = useTranslation('transfer');
  const transfers = useTransfersOf(['send']);
  const [drop, setDrop] = useState<PathFacts>();
  return (
    <div className="sluice-stack">
      <p>{t('send.lead')}</p>
      <PlaceField
        title={t('send.set')}
        help={t('send.setHelp')}
        purpose="archive-in"
        value={set}
        isSteady
        isSuggested={false}
        onChange={onSet}
      />
      {set !== undefined && (
        <>
          <PlaceField
            title={t('send.drop')}
            help={t('send.dropHelp')}
            purpose="archive-out"
            value={drop}
            source={set.token}
            isSuggested={false}
            onChange={setDrop}
          />
          <StartButton
            label={t('send.start')}
            task={drop === undefined ? undefined : { kind: 'send', set: set.token, drop: drop.token }}
            missing={t('send.noDrop')}
            transfers={transfers}
          />
        </>
      )}
      <TransferRuns transfers={transfers} />
    </div>
  );
}

/** A set out of a drop folder, once everything is there. */
export function ReceivePanel(): ReactNode {
  const { t } = useTranslation('transfer');
  const id = useId();
  const isViewer = useIsViewer();
  const transfers = useTransfersOf(['receive']);
  const [drop, setDrop] = useState<PathFacts>();
  const [into, setInto] = useState<PathFacts>();
  const [wait, setWait] = useState(false);
  return (
    <div className="sluice-stack">
      <p>{t('receive.lead')}</p>
      <PlaceField
        title={t('receive.drop')}
        help={t('receive.dropHelp')}
        purpose="archive-in"
        value={drop}
        isSteady
        isSuggested={false}
        onChange={setDrop}
      />
      {drop !== undefined && (
        <>
          <PlaceField
            title={t('receive.into')}
            help={t('receive.intoHelp')}
            purpose="archive-out"
            value={into}
            source={drop.token}
            isSuggested={false}
            onChange={setInto}
          />
          <Checkbox
            id={id}
            label={t('receive.wait')}
            description={t('receive.waitHelp')}
            isChecked={wait}
            isDisabled={isViewer}
            onChange={(_event, checked) => setWait(checked)}
          />
          <StartButton
            label={t('receive.start')}
            task={
              into === undefined ? undefined : { kind: 'receive', drop: drop.token, into: into.token, wait }
            }
            missing={t('receive.noFolder')}
            transfers={transfers}
          />
        </>
      )}
      <TransferRuns transfers={transfers} />
    </div>
  );
}
