import { useEffect, useRef } from 'react';
import { messageWords } from '../i18n/message-words.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useSlice } from '../stores/context.tsx';
import { notificationDoor, type NotificationDoor } from './notification-door.ts';

/**
 * In a browser: what the host tells while nobody looks at the page is told by the browser, once the user has allowed it.
 * The host tells it itself where it can.
 */
export function useNotifications(door: NotificationDoor | undefined = notificationDoor()): void {
  const language = useLanguage();
  const newest = useSlice('notices', ({ notices }) => notices[0]);
  const hostTells = useSlice('connection', ({ info }) => info?.capabilities.notifications === true);
  const told = useRef(newest?.id);
  useEffect(() => {
    if (newest === undefined || newest.id === told.current) return;
    told.current = newest.id;
    const { message, jobId } = newest.notice;
    if (door === undefined || hostTells || jobId === undefined) return;
    if (!document.hidden || door.permission() !== 'granted') return;
    const { what, next } = messageWords(message, language);
    door.show(what, next, () => {
      location.hash = `#/jobs/${jobId}`;
    });
  }, [door, newest, hostTells, language]);
}
