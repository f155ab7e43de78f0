import { join } from 'node:path';
import { writeDurably, type FileSystem } from '../ports/index.ts';
import { reading, writing } from './io.ts';
import { makeStateFolder } from './state-directory.ts';
import { targetFolder } from './targets.ts';

/** What is kept of a set so that it can be made again when its medium is lost. */
export interface KeptSet {
  /** The set manifest, byte for byte. */
  readonly manifest: Buffer;
  /** The configuration with everything pinned that was carried. */
  readonly configuration: Buffer;
}

/** The sets that were made for targets: `targets/<name>/sets/<generation>/`. */
export interface KeptSets {
  /** Throws LEDGER_TARGET_NAME_INVALID, LEDGER_WRITE_FAILED. */
  keep(name: string, generation: number, set: KeptSet): Promise<void>;
  /** Undefined when nothing was kept. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_READ_FAILED. */
  read(name: string, generation: number): Promise<(KeptSet & { readonly file: string }) | undefined>;
}

const manifestFile = 'sluice-set.json';
const configurationFile = 'imageset-config.yaml';

export function openKeptSets({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): KeptSets {
  const folder = (name: string, generation: number): string =>
    join(targetFolder(stateDirectory, name), 'sets', String(generation).padStart(6, '0'));
  return {
    async keep(name, generation, { manifest, configuration }) {
      const directory = folder(name, generation);
      await makeStateFolder(fs, directory);
      // The manifest last: with it a set counts as kept.
      for (const [file, bytes] of [
        [configurationFile, configuration],
        [manifestFile, manifest],
      ] as const) {
        const path = join(directory, file);
        await writing(path, () => writeDurably(fs, path, bytes, 0o600));
      }
    },
    async read(name, generation) {
      const [file, path] = [configurationFile, manifestFile].map((one) =>
        join(folder(name, generation), one),
      );
      if (file === undefined || path === undefined) return undefined;
      const manifest = await reading(path, () => fs.readFile(path));
      const configuration = await reading(file, () => fs.readFile(file));
      return manifest === undefined || configuration === undefined
        ? undefined
        : { manifest, configuration, file };
    },
  };
}
