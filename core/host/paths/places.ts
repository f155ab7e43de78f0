import { dirname } from 'node:path';
import type { PathPurpose, Place } from '../../contract/index.ts';
import type { MediaDrive } from '../../media/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { folderName } from './browse.ts';
import { displayText } from './display.ts';
import type { OwnPathRegistry } from './registry.ts';

export interface PlaceOptions {
  readonly fs: FileSystem;
  readonly environment: Environment;
  readonly paths: OwnPathRegistry;
  /** The practice disk and the mounted drives; an empty list where they cannot be listed. */
  readonly drives: () => Promise<readonly MediaDrive[]>;
}

const mostRecent = 6;
const purposesOfFiles = new Set<PathPurpose>([
  'config-file',
  'auth-file',
  'ca-file',
  'chart-file',
  'receipt-file',
  'report-file',
]);

/** Where browsing can begin: the practice disk, drives, folders chosen lately, home, and the top or the given roots. */
export async function listPlaces(options: PlaceOptions, purpose: PathPurpose): Promise<Place[]> {
  const { fs, environment, paths } = options;
  const drives = await options.drives().catch(() => []);
  const places: Place[] = [];
  const seen = new Set<string>();
  const add = (kind: Place['kind'], path: string, label: string): void => {
    if (seen.has(path) || !paths.fence.holds(path)) return;
    seen.add(path);
    places.push({
      kind,
      token: paths.list(path, purpose),
      display: displayText(path),
      label: displayText(label),
    });
  };
  for (const { kind, mountPoint, label, model, system } of drives) {
    if (mountPoint === undefined || system) continue;
    add(kind === 'practice' ? 'practice' : 'drive', mountPoint, label || model || folderName(mountPoint));
  }
  for (const path of paths.recent(purpose, mostRecent)) {
    const folder = purposesOfFiles.has(purpose) ? dirname(path) : path;
    const stat = await fs.stat(folder).catch(() => undefined);
    if (stat?.isDirectory() === true) add('recent', folder, folderName(folder));
  }
  const home = await fs.realpath(environment.home).catch(() => undefined);
  if (home !== undefined) add('home', home, folderName(home));
  const tops = paths.fence.roots ?? (environment.platform === 'win32' ? [] : ['/']);
  for (const top of tops) {
    const stat = await fs.stat(top).catch(() => undefined);
    if (stat?.isDirectory() === true) add('root', top, folderName(top));
  }
  return places;
}
