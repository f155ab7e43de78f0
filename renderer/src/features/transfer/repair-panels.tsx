import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts, type TransferKind } from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { PlaceField } from './place-field.tsx';
import { StartButton } from './start-button.tsx';
import { TransferRuns } from './transfer-run.tsx';
import { useTransfersOf } from './use-transfers.ts';

interface RepairPanelProps {
  readonly set: PathFacts | undefined;
  readonly onSet: (facts: PathFacts | undefined) => void;
}

/** Percent, as on the command line. */
const usualShare = '5';
const protecting: readonly TransferKind[] = ['protect'];
const mending: readonly TransferKind[] = ['check', 'mend'];

/** Repair blocks beside a set, before it goes through a diode. */
export function ProtectPanel({ set, onSet }: RepairPanelProps): ReactNode {
  const { t } = useTranslation('transfer');
  const id = useId();
  const isViewer = useIsViewer();
  const transfers = useTransfersOf(protecting);
  const [typed, setTyped] = useState(usualShare);
  const percent = /^(?:[1-9]\d?|100)$/.test(typed) ? Number(typed) : undefined;
  const bytes = set?.set?.bytes;
  const help =
    percent === undefined || bytes === undefined
      ? t('protect.percentHelp')
      : t('protect.percentBytes', { bytes: formatBytes(Math.ceil((bytes * percent) / 100)) });
  return (
    <div className="sluice-stack">
      <p>{t('protect.lead')}</p>
      <SetField set={set} onSet={onSet} help={t('protect.setHelp')} />
      {set !== undefined && (
        <>
          <FormGroup label={t('protect.percent')} fieldId={id}>
            <TextInput
              id={id}
              inputMode="numeric"
              value={typed}
              isDisabled={isViewer}
              validated={percent === undefined ? 'error' : 'default'}
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => setTyped(next.trim())}
            />
            <FormHelperText>
              <HelperText>
                <HelperTextItem id={`${id}-help`} variant={percent === undefined ? 'error' : 'default'}>
                  {percent === undefined ? t('protect.percentInvalid') : help}
                </HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          <StartButton
            label={t('protect.start')}
            task={percent === undefined ? undefined : { kind: 'protect', set: set.token, percent }}
            missing={t('protect.percentInvalid')}
            transfers={transfers}
          />
        </>
      )}
      <TransferRuns transfers={transfers} />
    </div>
  );
}

/** A set that came through a diode: what of it is damaged, and putting that right. */
export function MendPanel({ set, onSet }: RepairPanelProps): ReactNode {
  const { t } = useTranslation('transfer');
  const transfers = useTransfersOf(mending);
  return (
    <div className="sluice-stack">
      <p>{t('mend.lead')}</p>
      <SetField set={set} onSet={onSet} help={t('mend.setHelp')} />
      {set !== undefined && (
        <div className="sluice-actions">
          {(['check', 'mend'] as const).map((kind) => (
            <StartButton
              key={kind}
              label={t(`mend.${kind}`)}
              variant={kind === 'check' ? 'secondary' : 'primary'}
              task={{ kind, set: set.token }}
              missing=""
              transfers={transfers}
            />
          ))}
        </div>
      )}
      <TransferRuns transfers={transfers} />
    </div>
  );
}

function SetField({ set, onSet, help }: RepairPanelProps & { readonly help: string }): ReactNode {
  const { t } = useTranslation('transfer');
  return (
    <PlaceField
      title={t('protect.set')}
      help={help}
      purpose="archive-in"
      value={set}
      isSteady
      isSuggested={false}
      onChange={onSet}
    />
  );
}
