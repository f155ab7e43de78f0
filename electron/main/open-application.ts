import { createHost, type HostServices } from '../../core/host/index.ts';
import { openPage } from '../../core/page/index.ts';
import { createAppProtocol } from './app-protocol.ts';
import { createCloseGuard } from './close-guard.ts';
import { isOwnPage } from './decisions.ts';
import { guardSession } from './guards.ts';
import { attachIpc } from './ipc-shell.ts';
import { followLanguage } from './language.ts';
import { menuTemplate } from './menu.ts';
import { openWindow } from './open-window.ts';
import { pageScheme } from './page-address.ts';
import { dialogsPort } from './ports/dialogs.ts';
import { keepAwakePort } from './ports/keep-awake.ts';
import { notifyPort } from './ports/notify.ts';
import { secretsPort } from './ports/secrets.ts';
import { builtParts } from './built-parts.ts';
import type { ElectronApi } from './electron-api.ts';
import { createTaskbar } from './taskbar.ts';
import { wordsOf } from './words.ts';

export interface ApplicationOptions {
  readonly services: HostServices;
  /** Folder with `dist` and `assets`: the checkout, or the inside of app.asar. */
  readonly root: string;
  readonly packaged: boolean;
}

export interface Application {
  /** Brings the window to the front. */
  show(): void;
  /** The program is asked to end. */
  onClose(event: { preventDefault(): void }): void;
}

/** In memory only: nothing that the page is shown is written to disk by Chromium. */
const partition = 'sluice';

/** Host, page, window and everything between them; Electron is ready. Throws what openPage and createHost throw. */
export async function openApplication(
  api: ElectronApi,
  { services, root, packaged }: ApplicationOptions,
): Promise<Application> {
  const { app, dialog, ipcMain, Menu, Notification, powerSaveBlocker, safeStorage, session } = api;
  const { platform } = services.environment;
  const parts = builtParts(root);
  const page = await openPage(parts.page, services.fs);
  const ownSession = session.fromPartition(partition);
  guardSession(ownSession, packaged);
  const newNonce = (): string => services.random.bytes(18).toString('base64');
  ownSession.protocol.handle(pageScheme, createAppProtocol(page, newNonce));

  const language = followLanguage(app.getLocale());
  const secrets = await secretsPort(safeStorage, platform);
  const notify = notifyPort(Notification, { inSight: () => window.inSight(), show: () => window.show() });
  const host = await createHost(services, {
    shell: 'electron',
    dialogs: dialogsPort(dialog, () => window.target(), language.now),
    ...(secrets !== undefined && { secrets }),
    ...(notify !== undefined && { notify }),
    keepAwake: keepAwakePort(powerSaveBlocker),
    quit: () => void guard.end({ asked: true }),
  });
  await language.read(host);

  const guard = createCloseGuard({
    busy: host.busy,
    ask: async () => {
      const words = wordsOf(language.now());
      const { response } = await dialog.showMessageBox(window.real, {
        type: 'warning',
        title: words['ending.title'],
        message: words['ending.title'],
        detail: words['ending.text'],
        // The safe one is the default, and what Escape means.
        buttons: [words['ending.stay'], words['ending.end']],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    closeHost: async () => {
      ipc.close();
      await host.close();
    },
    exit: () => app.exit(0),
  });
  const window = openWindow(api, {
    preload: parts.preload,
    icon: parts.icon,
    packaged,
    partition,
    onClose: guard.onClose,
    onPageGone: () => ipc.abortAll(),
  });
  const ipc = attachIpc({
    ipcMain,
    host,
    isOwnPage: (source) => isOwnPage(source, window.contentsId()),
    send: window.send,
  });
  const showMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({ language: language.now(), platform, packaged, onQuit: () => void guard.end() }),
      ),
    );
  showMenu();
  const taskbar = createTaskbar();
  host.subscribe((event) => {
    const state = taskbar(event);
    if (state !== undefined) window.showProgress(state);
    if (language.follow(event)) showMenu();
  });
  await window.load();
  return { show: window.show, onClose: guard.onClose };
}
