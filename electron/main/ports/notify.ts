import type { ShellPorts } from '../../../core/host/index.ts';

/** The part of Electron's Notification that is used. */
export interface NotificationClass {
  new (options: { title: string; body: string }): {
    show(): void;
    on(name: 'click', listener: () => void): unknown;
  };
  isSupported(): boolean;
}

/** Tells the user when the window is not in sight; otherwise the page has told already. */
export function notifyPort(
  Notification: NotificationClass,
  window: { readonly inSight: () => boolean; readonly show: () => void },
): ShellPorts['notify'] | undefined {
  if (!Notification.isSupported()) return undefined;
  return ({ title, body }) => {
    if (window.inSight()) return;
    const notification = new Notification({ title, body });
    notification.on('click', window.show);
    notification.show();
  };
}
