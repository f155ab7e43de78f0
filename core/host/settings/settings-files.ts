import type { Finding } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { parseKept, readValues, type KeptSettings } from './kept-settings.ts';

const sizeLimit = 1024 * 1024;

/** What a settings file holds: nothing when it is absent, undefined when it cannot be understood. */
export async function readKept(fs: FileSystem, file: string): Promise<KeptSettings | undefined> {
  try {
    return parseKept((await readBounded(fs, file, sizeLimit)).toString('utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : undefined;
  }
}

/** The own settings at the start. A damaged file is put aside, so that nothing of it is lost, and told. */
export async function readOwn(
  fs: FileSystem,
  file: string,
  now: Date,
): Promise<{ readonly kept: KeptSettings; readonly findings: readonly Finding[] }> {
  const kept = await readKept(fs, file);
  if (kept === undefined) {
    const aside = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
    await fs.rename(file, aside).catch(() => undefined);
    return { kept: {}, findings: [warning('SETTINGS_DAMAGED', { file, aside })] };
  }
  const { unusable } = readValues(kept);
  if (unusable.length === 0) return { kept, findings: [] };
  return { kept, findings: [warning('SETTINGS_VALUE_UNKNOWN', { file, keys: unusable.join(', ') })] };
}

/** What the machine's administrator has set for everybody. Values that mean nothing are left out and told. */
export async function readAdministrator(
  fs: FileSystem,
  file: string,
): Promise<{ readonly kept: KeptSettings; readonly findings: readonly Finding[] }> {
  const kept = await readKept(fs, file);
  const unusable = kept === undefined ? ['*'] : readValues(kept).unusable;
  if (unusable.length === 0) return { kept: kept ?? {}, findings: [] };
  const params = { file, keys: unusable.join(', ') };
  return { kept: kept ?? {}, findings: [warning('SETTINGS_ADMINISTRATOR_UNUSABLE', params)] };
}

function warning(code: Finding['code'], params: { readonly file: string } & Finding['params']): Finding {
  return { level: 'warning', code, params, affected: [params.file] };
}
