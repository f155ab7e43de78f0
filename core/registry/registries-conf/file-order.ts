import { join } from 'node:path';
import type { Dirent } from 'node:fs';
import type { Finding } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { confError, confFinding } from './fail.ts';

/** `gen2`: containers/image 5.40 and later (2026). `gen1`: what shipped before (registry-client.md 2.1). */
export type RegistriesConfMode = 'gen1' | 'gen2';

/** A file to read, in its place in the order. */
export interface ConfCandidate {
  readonly file: string;
  /** `named`: somebody asked for it, so it must exist. `main`: the first that exists counts. */
  readonly role: 'named' | 'main' | 'drop-in';
  /** For `named`: the option or variable. */
  readonly source: string;
}

const fileName = 'registries.conf';
const dropInName = 'registries.conf.d';
const systemFolder = '/etc/containers';
const vendorFolder = '/usr/share/containers';

/** What is to be read, and links that were passed over. */
export interface ConfOrder {
  readonly candidates: readonly ConfCandidate[];
  readonly findings: readonly Finding[];
}

interface Lookup {
  readonly fs: FileSystem;
  readonly environment: Environment;
  readonly path: string | undefined;
}

/** The files of generation 2: named file or first main file, then drop-ins by base name, then the override. */
export async function generation2Order(lookup: Lookup): Promise<ConfOrder> {
  const { environment } = lookup;
  const user = join(
    environment.variables['XDG_CONFIG_HOME'] || join(environment.home, '.config'),
    'containers',
  );
  const named = namedFile(lookup);
  const override = environment.variables['CONTAINERS_REGISTRIES_CONF_OVERRIDE'] ?? '';
  const last: ConfCandidate[] =
    override === '' ? [] : [{ file: override, role: 'named', source: 'CONTAINERS_REGISTRIES_CONF_OVERRIDE' }];
  // registry-client.md 2.1: a named file stands alone, without drop-ins; only the override still counts.
  if (named !== undefined) return { candidates: [named, ...last], findings: [] };
  const main = [user, systemFolder, vendorFolder].map((folder) => candidate(join(folder, fileName), 'main'));
  const folders = [
    join(user, dropInName),
    ...systemDropIns(systemFolder, environment.uid),
    ...systemDropIns(vendorFolder, environment.uid),
  ];
  const { files, findings } = await visibleDropIns(lookup.fs, folders);
  return { candidates: [...main, ...files.map((file) => candidate(file, 'drop-in')), ...last], findings };
}

/** The files of generation 1: one main file, then drop-ins folder by folder. */
export async function generation1Order(lookup: Lookup): Promise<ConfOrder> {
  const user = join(lookup.environment.home, '.config', 'containers');
  const named = namedFile(lookup);
  const userMain = join(user, fileName);
  const hasUserMain = named === undefined && (await exists(lookup.fs, userMain));
  const main = named ?? candidate(hasUserMain ? userMain : join(systemFolder, fileName), 'main');
  // A user's own main file hides the system's drop-ins.
  const folders = [...(hasUserMain ? [] : [join(systemFolder, dropInName)]), join(user, dropInName)];
  const files: string[] = [];
  for (const folder of folders) {
    for (const entry of await listConf(lookup.fs, folder)) {
      if (!entry.isDirectory()) files.push(join(folder, entry.name));
    }
  }
  return { candidates: [main, ...files.map((file) => candidate(file, 'drop-in'))], findings: [] };
}

function candidate(file: string, role: 'main' | 'drop-in'): ConfCandidate {
  return { file, role, source: '' };
}

/** The three ways to name one file, strongest first. */
function namedFile({ path, environment }: Lookup): ConfCandidate | undefined {
  if (path !== undefined) return { file: path, role: 'named', source: '--registries-conf' };
  for (const source of ['CONTAINERS_REGISTRIES_CONF', 'REGISTRIES_CONFIG_PATH']) {
    const file = environment.variables[source] ?? '';
    if (file !== '') return { file, role: 'named', source };
  }
  return undefined;
}

/** Strongest first: of this user id, of users without root, of everybody. */
function systemDropIns(folder: string, uid: number): readonly string[] {
  const special =
    uid > 0
      ? [join('registries.rootless.conf.d', String(uid)), 'registries.rootless.conf.d']
      : ['registries.rootful.conf.d'];
  return [...special, dropInName].map((name) => join(folder, name));
}

/** One list sorted by base name; a name seen in a stronger folder hides the others (example 30). */
async function visibleDropIns(
  fs: FileSystem,
  folders: readonly string[],
): Promise<{ files: readonly string[]; findings: readonly Finding[] }> {
  const byName = new Map<string, string>();
  const findings: Finding[] = [];
  for (const folder of folders) {
    for (const entry of await listConf(fs, folder)) {
      const file = join(folder, entry.name);
      if (entry.isSymbolicLink()) {
        findings.push(confFinding('warning', 'REGISTRIES_CONF_LINK_IGNORED', file));
      } else if (entry.isFile() && !byName.has(entry.name)) {
        byName.set(entry.name, file);
      }
    }
  }
  const files = [...byName].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, file]) => file);
  return { files, findings };
}

/** The *.conf entries of a folder by name; an absent folder is empty. Throws REGISTRIES_CONF_UNREADABLE. */
async function listConf(fs: FileSystem, folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => name.endsWith('.conf'))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') return [];
    throw confError('REGISTRIES_CONF_UNREADABLE', folder, { reason }, error);
  }
}

async function exists(fs: FileSystem, file: string): Promise<boolean> {
  return await fs.stat(file).then(
    () => true,
    () => false,
  );
}
