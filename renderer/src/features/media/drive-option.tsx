import { Button, Icon, Label, Progress, Radio } from '@patternfly/react-core';
import { CompactDiscIcon } from '@patternfly/react-icons/dist/esm/icons/compact-disc-icon';
import { HddIcon } from '@patternfly/react-icons/dist/esm/icons/hdd-icon';
import { MicrochipIcon } from '@patternfly/react-icons/dist/esm/icons/microchip-icon';
import { NetworkWiredIcon } from '@patternfly/react-icons/dist/esm/icons/network-wired-icon';
import { UsbIcon } from '@patternfly/react-icons/dist/esm/icons/usb-icon';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  type Drive,
  type PathPurpose,
  type PathToken,
} from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { useSlice } from '../../stores/context.tsx';
import { MediumTestPanel } from './medium-test.tsx';
import { SetSummary } from './set-summary.tsx';
import { StatusList } from './status-list.tsx';

const icons: Readonly<Record<Drive['kind'], ReactNode>> = {
  usb: <UsbIcon />,
  disk: <HddIcon />,
  optical: <CompactDiscIcon />,
  network: <NetworkWiredIcon />,
  practice: <MicrochipIcon />,
  other: <HddIcon />,
};

export interface DriveOptionProps {
  readonly drive: Drive;
  readonly purpose: PathPurpose;
  readonly isSuggested: boolean;
  /** The token that is chosen, of whatever drive. */
  readonly chosen: PathToken | undefined;
  /** Name of the radio group. */
  readonly group: string;
  readonly isDisabled: boolean;
  readonly onChoose: (token: PathToken) => void;
  readonly onMount: (id: string) => void;
  readonly onLook: (token: PathToken) => void;
}

/** A drive: what it is, how full, what is on it, what speaks against it, and the folders of it that can be used. */
export function DriveOption(props: DriveOptionProps): ReactNode {
  const { t } = useTranslation('media');
  const { drive, isSuggested } = props;
  const title = useId();
  const kind = t(`drives.kind.${drive.kind}`);
  const name = drive.label === '' ? kind : drive.label;
  return (
    <li className="sluice-drive" aria-labelledby={title}>
      <div className="sluice-drive-head">
        <Icon size="lg">{icons[drive.kind]}</Icon>
        <div>
          <strong id={title}>{name}</strong>
          <div className="sluice-facts">
            {drive.label !== '' && drive.label !== kind && <span>{kind}</span>}
            {drive.model !== '' && <span>{drive.model}</span>}
            {drive.fileSystem !== undefined && <span>{drive.fileSystem}</span>}
            {drive.readOnly && <span>{t('drives.readOnly')}</span>}
          </div>
        </div>
        {isSuggested && (
          <Label isCompact color="blue">
            {t('drives.suggested')}
          </Label>
        )}
        <Capacity drive={drive} name={name} />
      </div>
      <StatusList statuses={drive.statuses} label={t('archive.findings')} />
      {drive.mounted ? <Folders {...props} name={name} /> : <NotMounted {...props} name={name} />}
      {props.purpose === 'archive-out' && <MediumTestPanel drive={drive} name={name} />}
    </li>
  );
}

function Capacity({ drive, name }: { readonly drive: Drive; readonly name: string }): ReactNode {
  const { t } = useTranslation('media');
  const total = formatBytes(drive.capacity);
  if (drive.free === undefined || drive.capacity === 0) {
    return <span className="sluice-drive-space">{t('drives.total', { total })}</span>;
  }
  const words = t('drives.freeOf', { free: formatBytes(drive.free), total });
  const used = Math.round((1 - drive.free / drive.capacity) * 100);
  return (
    <div className="sluice-drive-space">
      <Progress
        size="sm"
        measureLocation="none"
        value={used}
        valueText={words}
        aria-label={t('drives.capacity', { drive: name })}
      />
      <span className="sluice-number">{words}</span>
    </div>
  );
}

function NotMounted({ drive, name, onMount }: DriveOptionProps & { readonly name: string }): ReactNode {
  const { t } = useTranslation('media');
  const isMounting = useSlice('drives', ({ busy }) => busy.get(drive.id) === 'mounting');
  return (
    <div className="sluice-drive-body">
      <LevelText level="note">{t('drives.notMounted')}</LevelText>
      <div>
        <GuardedButton
          variant="secondary"
          size="sm"
          isLoading={isMounting}
          spinnerAriaLabel={t('drives.mounting')}
          {...(!isMounting && { 'aria-label': t('drives.mountDrive', { drive: name }) })}
          onClick={() => onMount(drive.id)}
        >
          {isMounting ? t('drives.mounting') : t('drives.mount')}
        </GuardedButton>
      </div>
    </div>
  );
}

/** To write, the top or the folder of a set that goes on; to read, the sets. */
function Folders({
  drive,
  purpose,
  chosen,
  group,
  isDisabled,
  onChoose,
  onLook,
  name,
}: DriveOptionProps & { readonly name: string }): ReactNode {
  const { t } = useTranslation('media');
  const id = useId();
  const isRefused = isDisabled || drive.statuses.some(({ level }) => level === 'error');
  const { root } = drive;
  const topIsSet = drive.sets.some(({ folder }) => folder === root);
  const sets = purpose === 'output-folder' ? [] : drive.sets;
  return (
    <div className="sluice-drive-body">
      {purpose !== 'archive-in' && !topIsSet && root !== undefined && (
        <Radio
          id={`${id}-top`}
          name={group}
          isChecked={chosen === root}
          isDisabled={isRefused}
          onChange={() => onChoose(root)}
          label={
            drive.mountPoint === undefined ? t('drives.top') : t('drives.topAt', { path: drive.mountPoint })
          }
        />
      )}
      {sets.map(({ folder, display, brief }) => (
        <Radio
          key={folder}
          id={`${id}-${folder}`}
          name={group}
          isChecked={chosen === folder}
          isDisabled={isRefused}
          onChange={() => onChoose(folder)}
          label={<span className="sluice-mono">{display}</span>}
          body={
            <>
              <SetSummary brief={brief} />
              {purpose === 'archive-out' && <span className="sluice-hint">{t('set.continues')}</span>}
            </>
          }
        />
      ))}
      {purpose === 'archive-in' && sets.length === 0 && (
        <>
          <span>{t('drives.noSets')}</span>
          {root !== undefined && (
            <div>
              <Button
                variant="link"
                isInline
                isDisabled={isDisabled}
                aria-label={t('drives.lookInto', { drive: name })}
                onClick={() => onLook(root)}
              >
                {t('drives.look')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
