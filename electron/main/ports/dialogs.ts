import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron';
import type { Language, PathPurpose } from '../../../core/contract/index.ts';
import type { ShellPorts } from '../../../core/host/index.ts';
import { pickKey, wordsOf } from '../words.ts';

/** How the system's dialog asks for what `purpose` needs. */
export function openDialogOptions(purpose: PathPurpose, language: Language): OpenDialogOptions {
  const words = wordsOf(language);
  const title = words[pickKey(purpose)];
  const all = { name: words['files.all'], extensions: ['*'] };
  // `dontAddToRecent`: what was carried here is nobody's business afterwards.
  const file = (name: string, extensions: string[]): OpenDialogOptions => ({
    title,
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name, extensions }, all],
  });
  switch (purpose) {
    case 'archive-out':
    case 'output-folder':
      return { title, properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'] };
    case 'archive-in':
    case 'chart-folder':
      return { title, properties: ['openDirectory', 'dontAddToRecent'] };
    case 'config-file':
      return file(words['files.yaml'], ['yaml', 'yml']);
    case 'auth-file':
    case 'receipt-file':
      return file(words['files.json'], ['json', 'txt']);
    case 'ca-file':
      return file(words['files.certificates'], ['pem', 'crt', 'cer']);
    case 'report-file':
      return file(words['files.reports'], ['json', 'sarif']);
    case 'chart-file':
      return file(words['files.charts'], ['tgz', 'gz']);
  }
}

/** The system's own dialogs, above the window. */
export function dialogsPort(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: () => BrowserWindow | undefined,
  language: () => Language,
): NonNullable<ShellPorts['dialogs']> {
  return {
    pick: async (purpose) => {
      const options = openDialogOptions(purpose, language());
      const above = window();
      const { canceled, filePaths } = await (above === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(above, options));
      return canceled ? undefined : filePaths[0];
    },
  };
}
