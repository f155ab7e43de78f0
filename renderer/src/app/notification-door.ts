export type NotificationRight = 'default' | 'denied' | 'granted';

/** The browser's notifications; tests stand in. */
export interface NotificationDoor {
  permission(): NotificationRight;
  ask(): Promise<NotificationRight>;
  show(title: string, body: string, onClick: () => void): void;
}

/** Undefined where a page may not ask: without a secure context, or in a browser that has none. */
export function notificationDoor(): NotificationDoor | undefined {
  if (!globalThis.isSecureContext || !('Notification' in globalThis)) return undefined;
  return {
    permission: () => Notification.permission,
    ask: () => Notification.requestPermission(),
    show: (title, body, onClick) => {
      const shown = new Notification(title, { body });
      shown.addEventListener('click', () => {
        window.focus();
        onClick();
        shown.close();
      });
    },
  };
}
