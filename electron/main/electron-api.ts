import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
} from 'electron';

/** Electron itself. Nothing else in the main process imports it: all get the parts that they use as parameters. */
export const electronApi = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
} as const;

export type ElectronApi = typeof electronApi;
