import { Button } from '@patternfly/react-core';
import { BellIcon } from '@patternfly/react-icons/dist/esm/icons/bell-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../../stores/context.tsx';
import { notificationDoor, type NotificationDoor } from '../../app/notification-door.ts';

/** Asks for the permission to tell the end of a job only when somebody wants it. The window uses the system's own. */
export function NotifyChoice({
  door = notificationDoor(),
}: {
  readonly door?: NotificationDoor | undefined;
}): ReactNode {
  const { t } = useTranslation('run');
  const info = useSlice('connection', (slice) => slice.info);
  const [permission, setPermission] = useState(door?.permission());
  if (info?.capabilities.notifications === true) {
    return <span className="sluice-hint">{t('notify.hostsOwn')}</span>;
  }
  if (door === undefined || permission === undefined || info?.shell !== 'browser') return null;
  if (permission === 'granted') return <span className="sluice-hint">{t('notify.on')}</span>;
  if (permission === 'denied') return <span className="sluice-hint">{t('notify.denied')}</span>;
  const ask = async (): Promise<void> => setPermission(await door.ask());
  return (
    <Button variant="link" isInline icon={<BellIcon />} onClick={() => void ask()}>
      {t('notify.offer')}
    </Button>
  );
}
