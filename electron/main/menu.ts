import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../core/contract/index.ts';
import { wordsOf } from './words.ts';

export interface MenuSetting {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly onQuit: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** What the page cannot offer itself: the system's editing, size, and the end. */
export function menuTemplate({
  language,
  platform,
  packaged,
  onQuit,
}: MenuSetting): MenuItemConstructorOptions[] {
  const words = wordsOf(language);
  // Ending goes through the question about running jobs, not through Electron's own role.
  const quit: MenuItemConstructorOptions = { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: onQuit };
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'resetZoom', label: words.zoomReset },
    separator,
    { role: 'togglefullscreen', label: words.fullScreen },
    { role: 'reload', label: words.reload },
    ...(packaged ? [] : [{ role: 'toggleDevTools', label: words.devTools } as const]),
  ];
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
  const window: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: words.minimize },
    { role: 'close', label: words.close },
    ...(platform === 'darwin' ? [] : [separator, quit]),
  ];
  const mac: MenuItemConstructorOptions = {
    label: 'Sluice',
    submenu: [
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      separator,
      quit,
    ],
  };
  return [
    ...(platform === 'darwin' ? [mac] : []),
    { label: words.edit, submenu: edit },
    { label: words.view, submenu: view },
    { label: words.window, submenu: window },
  ];
}
