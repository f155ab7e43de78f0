import { Button, Card, CardBody, CardTitle, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type Drive } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { MediumTestPanel } from '../media/medium-test.tsx';
import { SetSummary } from '../media/set-summary.tsx';
import { useDrives } from '../media/use-drives.ts';

/** Media that are plugged in, with the sets on them. Listed again by itself when one comes or goes. */
export function AttachedDrives(): ReactNode {
  const { t } = useTranslation(['home', 'common']);
  const drives = useDrives({ purpose: 'archive-in' });
  return (
    <Card component="section" aria-labelledby="drives-title">
      <CardTitle component="h2" id="drives-title">
        {t('drives.title')}
      </CardTitle>
      <CardBody className="sluice-stack">
        <LoadableView state={drives} onRetry={drives.reload}>
          {({ drives: list, unavailable }) => (
            <>
              {unavailable !== undefined && <MessageAlert level="note" message={unavailable} />}
              <DriveEntries drives={list.filter(isShown)} isUnavailable={unavailable !== undefined} />
            </>
          )}
        </LoadableView>
        <div>
          <Button variant="link" isInline onClick={drives.reload}>
            {t('common:action.refresh')}
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}

/** Disks of the machine itself are of interest here only when a set lies on them. */
function isShown({ removable, kind, sets }: Drive): boolean {
  return removable || kind === 'practice' || kind === 'usb' || kind === 'optical' || sets.length > 0;
}

function DriveEntries({
  drives,
  isUnavailable,
}: {
  readonly drives: readonly Drive[];
  readonly isUnavailable: boolean;
}): ReactNode {
  const { t } = useTranslation('home');
  if (drives.length === 0) {
    return isUnavailable ? null : (
      <EmptyState variant="xs" titleText={t('drives.none')} headingLevel="h3">
        <EmptyStateBody>{t('drives.noneBody')}</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <ul className="sluice-stack">
      {drives.map((drive) => (
        <li key={drive.id}>
          <DriveEntry drive={drive} />
        </li>
      ))}
    </ul>
  );
}

function DriveEntry({ drive }: { readonly drive: Drive }): ReactNode {
  const { t } = useTranslation('home');
  const name = drive.label === '' ? drive.model : drive.label;
  return (
    <article aria-label={name} className="sluice-stack">
      <div className="sluice-actions">
        <strong>{drive.kind === 'practice' ? t('drives.practice') : name}</strong>
        <span className="sluice-subtle sluice-number">
          {drive.free === undefined
            ? formatBytes(drive.capacity)
            : t('drives.free', { free: formatBytes(drive.free), total: formatBytes(drive.capacity) })}
        </span>
        {!drive.mounted && <span className="sluice-subtle">{t('drives.notMounted')}</span>}
      </div>
      {drive.mounted && drive.sets.length === 0 && <p>{t('drives.noSet')}</p>}
      {drive.sets.map((set) => (
        <div key={set.folder}>
          <div className="sluice-mono">{set.display}</div>
          <SetSummary brief={set.brief} />
        </div>
      ))}
      <MediumTestPanel drive={drive} name={drive.kind === 'practice' ? t('drives.practice') : name} />
    </article>
  );
}
