import type { HostServices } from '../../core/host/index.ts';
import type { ElectronApi } from './electron-api.ts';
import { schemePrivileges } from './app-protocol.ts';
import { guardApp } from './guards.ts';
import { openApplication, type Application } from './open-application.ts';
import { pageScheme } from './page-address.ts';
import { failureWords } from './failure-words.ts';
import { chooseLanguage, wordsOf } from './words.ts';

export interface Surroundings {
  readonly services: HostServices;
  /** Shown where the program was started from. */
  readonly say: (text: string) => void;
  /** Default: openApplication; tests stand in. */
  readonly open?: typeof openApplication;
}

/**
 * The order in which the program starts. What has to be done before Electron is ready is done before the first
 * `await`: afterwards Electron ignores it, without a word.
 */
export async function startUp(
  api: ElectronApi,
  { services, say, open = openApplication }: Surroundings,
): Promise<void> {
  const { app, protocol, dialog } = api;
  const language = chooseLanguage('system', services.environment.variables['LANG'] ?? '');
  if (services.environment.uid === 0) {
    // Never answered with --no-sandbox.
    say(wordsOf(language)['root.text']);
    return app.exit(1);
  }
  app.enableSandbox();
  // A second start shows the window of the first.
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { ...schemePrivileges } }]);
  guardApp(app);
  let application: Application | undefined;
  app.on('second-instance', () => application?.show());
  app.on('before-quit', (event) => application?.onClose(event));
  await app.whenReady();
  try {
    application = await open(api, { services, root: app.getAppPath(), packaged: app.isPackaged });
  } catch (error) {
    const chosen = chooseLanguage('system', app.getLocale());
    dialog.showErrorBox(wordsOf(chosen)['failed.title'], failureWords(error, chosen));
    app.exit(1);
  }
}
