import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

export interface WindowSetting {
  /** Path of the preload script. */
  readonly preload: string;
  readonly packaged: boolean;
  readonly partition: string;
  readonly icon?: string;
  /** The system's look; the window has this colour before the page has drawn. */
  readonly dark: boolean;
}

/** Every switch is written out, defaults too: none shall change with a new version of Electron (gui.md section 3). */
export function webPreferences({ preload, packaged, partition }: WindowSetting): WebPreferences {
  return {
    preload,
    partition,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // It fetches dictionaries from the internet.
    spellcheck: false,
    safeDialogs: true,
    autoplayPolicy: 'user-gesture-required',
    devTools: !packaged,
  };
}

/** The one window. Shown when the page has drawn. */
export function windowOptions(setting: WindowSetting): BrowserWindowConstructorOptions {
  return {
    title: 'Sluice',
    width: 1280,
    height: 860,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: setting.dark ? '#151515' : '#ffffff',
    ...(setting.icon !== undefined && { icon: setting.icon }),
    webPreferences: webPreferences(setting),
  };
}
