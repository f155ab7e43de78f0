import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { HostServices } from '../../host/index.ts';

/** Starts a program that goes on by itself; false when it cannot be started. */
export type Launch = (program: string, args: readonly string[]) => Promise<boolean>;

/** Whether there is a screen for a browser window, and a user whose browser it would be. */
export function canOpenBrowser({ variables, platform, uid }: HostServices['environment']): boolean {
  if (uid === 0) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  // Over SSH the screen is elsewhere, even where X11 is forwarded.
  if (isSet(variables['SSH_CONNECTION'])) return false;
  return isSet(variables['DISPLAY']) || isSet(variables['WAYLAND_DISPLAY']);
}

/** Whether windows can be shown at all. */
export function hasDisplay({ variables, platform }: HostServices['environment']): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return isSet(variables['DISPLAY']) || isSet(variables['WAYLAND_DISPLAY']);
}

/** Milliseconds for the browser to read the file. */
const keptFor = 60_000;

/**
 * Opens `url` in the user's browser. The list of processes shows every user what a browser was started with, and
 * the URL holds the one-time code: the browser gets a file instead that only its owner may read and that leads
 * there. It lies in the home folder itself, since packaged browsers (Snap, Flatpak) see neither hidden folders
 * nor /tmp. Gives whether a browser was started.
 */
export async function openBrowser(
  url: string,
  { fs, random, environment, clock }: HostServices,
  /** Aborted when Sluice ends: the file goes at once then. */
  signal: AbortSignal,
  launch: Launch = launchProgram,
): Promise<boolean> {
  const file = join(environment.home, `sluice-open-${random.bytes(8).toString('hex')}.html`);
  try {
    const handle = await fs.open(file, 'wx', 0o600);
    try {
      await handle.writeFile(redirection(url));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
  const remove = (): Promise<void> => fs.unlink(file).catch(() => undefined);
  const started = await launch(...openerOf(environment.platform, file));
  if (started) void clock.sleep(keptFor, signal).then(remove, remove);
  else await remove();
  return started;
}

function openerOf(platform: NodeJS.Platform, file: string): [string, readonly string[]] {
  if (platform === 'darwin') return ['open', [file]];
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', file]];
  return ['xdg-open', [file]];
}

function redirection(url: string): string {
  const safe = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Sluice</title><meta http-equiv="refresh" content="0;url=${safe}">\n`;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

const launchProgram: Launch = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
