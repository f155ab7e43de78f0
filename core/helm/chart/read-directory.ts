import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { type Ignored, parseIgnore } from './ignore.ts';
import type { ChartAllowance } from './limits.ts';
import type { ChartFile } from './model.ts';

export type ChartReader = Pick<FileSystem, 'readdir' | 'readFile' | 'stat'>;

/**
 * The files of a chart's directory without what its `.helmignore` leaves out. Links are followed, as Helm does: the
 * directory is the user's own. Throws HELM_CHART_UNREADABLE, HELM_CHART_TOO_LARGE or HELM_IGNORE_INVALID.
 */
export async function readChartDirectory(
  fileSystem: ChartReader,
  directory: string,
  chart: string,
  allowance: ChartAllowance,
): Promise<readonly ChartFile[]> {
  const ignore = await fileSystem.readFile(join(directory, '.helmignore')).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return Buffer.alloc(0);
    throw unreadable(join(directory, '.helmignore'), error);
  });
  const files: ChartFile[] = [];
  const walk = new Walk(fileSystem, directory, parseIgnore(ignore.toString(), chart), allowance, files);
  await walk.folder('', 0);
  return files;
}

class Walk {
  readonly #fileSystem: ChartReader;
  readonly #root: string;
  readonly #ignored: Ignored;
  readonly #allowance: ChartAllowance;
  readonly #files: ChartFile[];

  constructor(
    fileSystem: ChartReader,
    root: string,
    ignored: Ignored,
    allowance: ChartAllowance,
    files: ChartFile[],
  ) {
    this.#fileSystem = fileSystem;
    this.#root = root;
    this.#ignored = ignored;
    this.#allowance = allowance;
    this.#files = files;
  }

  async folder(path: string, depth: number): Promise<void> {
    this.#allowance.nested(path, depth);
    const place = join(this.#root, path);
    const names = await this.#fileSystem.readdir(place).catch((error: unknown) => {
      throw unreadable(place, error);
    });
    for (const name of names.toSorted()) await this.#entry(path === '' ? name : `${path}/${name}`, depth);
  }

  async #entry(path: string, depth: number): Promise<void> {
    const place = join(this.#root, path);
    try {
      const facts = await this.#fileSystem.stat(place);
      if (this.#ignored(path, facts.isDirectory())) return;
      if (facts.isDirectory()) {
        await this.folder(path, depth + 1);
        return;
      }
      // A device or a pipe may never end.
      if (!facts.isFile()) throw unreadable(place);
      this.#allowance.file(path, facts.size);
      this.#files.push({ name: path, bytes: await this.#fileSystem.readFile(place) });
    } catch (error) {
      throw error instanceof SluiceError ? error : unreadable(place, error);
    }
  }
}

/** What a chart, or a file of it, that cannot be read from a disk is told as. */
export function unreadable(path: string, cause?: unknown): SluiceError {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return new SluiceError('HELM_CHART_UNREADABLE', {
    params: { path, reason: typeof code === 'string' ? code : '-' },
    stage: 'collect',
    cause,
  });
}
