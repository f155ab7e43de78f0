import type { BrowserWindow } from 'electron';
import type { HostEvent } from '../../core/contract/index.ts';
import { pageAddress } from './page-address.ts';
import type { ElectronApi } from './electron-api.ts';
import type { TaskbarState } from './taskbar.ts';
import { windowOptions } from './window-options.ts';

export interface OpenWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly packaged: boolean;
  readonly partition: string;
  readonly onClose: (event: { preventDefault(): void }) => void;
  /** The page was reloaded or has crashed. */
  readonly onPageGone: () => void;
}

/** The one window. */
export interface ApplicationWindow {
  readonly real: BrowserWindow;
  /** For dialogs above it; undefined when it is gone. */
  target(): BrowserWindow | undefined;
  contentsId(): number | undefined;
  send(channel: string, event: HostEvent): void;
  show(): void;
  /** Whether the user looks at it. */
  inSight(): boolean;
  showProgress(state: TaskbarState): void;
  load(): Promise<void>;
}

export function openWindow(
  { BrowserWindow: Window, nativeTheme }: Pick<ElectronApi, 'BrowserWindow' | 'nativeTheme'>,
  { onClose, onPageGone, ...setting }: OpenWindowOptions,
): ApplicationWindow {
  const real = new Window(windowOptions({ ...setting, dark: nativeTheme.shouldUseDarkColors }));
  const { webContents } = real;
  real.once('ready-to-show', () => real.show());
  real.on('close', onClose);
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onPageGone();
  });
  // Jobs belong to the host: a page that has crashed is simply loaded again.
  webContents.on('render-process-gone', (_event, { reason }) => {
    onPageGone();
    if (reason !== 'clean-exit' && !real.isDestroyed()) webContents.reload();
  });
  return {
    real,
    target: () => (real.isDestroyed() ? undefined : real),
    contentsId: () => (real.isDestroyed() ? undefined : webContents.id),
    send: (channel, event) => {
      if (!real.isDestroyed() && !webContents.isCrashed()) webContents.send(channel, event);
    },
    show: () => {
      if (real.isDestroyed()) return;
      if (real.isMinimized()) real.restore();
      real.show();
      real.focus();
    },
    inSight: () => !real.isDestroyed() && real.isVisible() && real.isFocused(),
    showProgress: ({ fraction, mode }) => {
      if (!real.isDestroyed()) real.setProgressBar(fraction, { mode });
    },
    load: () => webContents.loadURL(pageAddress),
  };
}
