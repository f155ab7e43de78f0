import { contractVersion, SluiceError, type Finding } from '../../contract/index.ts';
import { findingMessage } from '../observer.ts';
import { toolVersion } from '../version.ts';
import type { Desk } from './desk.ts';
import type { HandlersOf } from './handlers.ts';

export interface AppDesk extends Pick<Desk, 'services' | 'ports' | 'folder'> {
  /** Whether a job is at work. */
  readonly busy: () => boolean;
  /** Ends the host's own work; the shell's `quit` comes after it. */
  readonly close: () => Promise<void>;
  /** What was odd when the host started: nobody could be told then. */
  readonly findings: readonly Finding[];
}

/** `app.*`. */
export function appHandlers(desk: AppDesk): HandlersOf<'app'> {
  const { services, ports, folder } = desk;
  return {
    'app.info': (_input, { caller }) =>
      Promise.resolve({
        version: toolVersion,
        contractVersion,
        shell: ports.shell,
        platform: services.environment.platform,
        hostname: services.environment.hostname,
        stateFolder: folder,
        capabilities: {
          nativeDialogs: ports.dialogs !== undefined,
          notifications: ports.notify !== undefined,
          powerSave: ports.keepAwake !== undefined,
          drives: canSeeDrives(services.environment.platform),
          eject: canSeeDrives(services.environment.platform),
          secretStore: ports.secrets === undefined ? 'session' : 'system',
        },
        role: caller.role,
        startFindings: desk.findings.map((finding) => ({
          level: finding.level,
          message: findingMessage(finding),
        })),
      }),
    'app.quit': async ({ force }) => {
      if (ports.quit === undefined) throw new SluiceError('APP_QUIT_UNSUPPORTED');
      if (desk.busy() && !force) throw new SluiceError('APP_BUSY');
      await desk.close();
      // The answer has to reach the page before the program is gone.
      const { quit } = ports;
      setImmediate(() => quit());
      return {};
    },
  };
}

/** Systems whose drives can be listed and ejected without a native module (core/media). */
function canSeeDrives(platform: NodeJS.Platform): boolean {
  return ['linux', 'darwin', 'win32'].includes(platform);
}
