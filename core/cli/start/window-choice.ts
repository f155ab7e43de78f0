import type { HostServices } from '../../host/index.ts';
import { hasDisplay } from '../serve/browser-opener.ts';

/** Why there is no window. */
export type NoWindow =
  | { readonly why: 'asked' | 'root' | 'no-display' | 'no-runtime' }
  | { readonly why: 'download-failed'; readonly reason: string }
  | { readonly why: 'window-failed'; readonly code: string };

export interface WindowWish {
  readonly environment: HostServices['environment'];
  readonly browser: boolean;
}

/** What rules a window out whatever is installed. Root: Chromium refuses to run as root with its sandbox. */
export function ruledOut({ environment, browser }: WindowWish): NoWindow | undefined {
  if (browser) return { why: 'asked' };
  if (environment.uid === 0) return { why: 'root' };
  if (!hasDisplay(environment)) return { why: 'no-display' };
  return undefined;
}

/** Whether the runtime may be fetched: not in continuous integration, and not where somebody has said no. */
export function mayDownload(environment: HostServices['environment'], noDownload: boolean): boolean {
  const isOn = (name: string): boolean =>
    !['', '0', 'false', undefined].includes(environment.variables[name]);
  return !noDownload && !['CI', 'SLUICE_NO_DOWNLOAD', 'ELECTRON_SKIP_BINARY_DOWNLOAD'].some(isOn);
}
