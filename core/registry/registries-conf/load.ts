import { type Environment, type FileSystem, readBounded } from '../../ports/index.ts';
import { confError } from './fail.ts';
import {
  type ConfCandidate,
  generation1Order,
  generation2Order,
  type RegistriesConfMode,
} from './file-order.ts';
import { mergeRegistriesConf } from './merge.ts';
import type { RegistriesConf, RegistriesConfFile } from './model.ts';
import { parseRegistriesConf } from './parse-file.ts';

export interface RegistriesConfOptions {
  readonly fs: FileSystem;
  readonly environment: Environment;
  /** `--registries-conf`: this file and no drop-ins (gen2), or this file as the main one (gen1). */
  readonly path?: string;
  /** Default `gen2`. */
  readonly mode?: RegistriesConfMode;
}

const sizeLimit = 1024 * 1024;

/**
 * Finds, reads, checks and merges the registries.conf files of this host (registry-client.md 2.1, 2.2).
 * No file at all is a valid, empty configuration. Throws the REGISTRIES_CONF_ codes; what is odd but harmless is in
 * `findings`, and the files used are in `files`.
 */
export async function loadRegistriesConf(options: RegistriesConfOptions): Promise<RegistriesConf> {
  const mode = options.mode ?? 'gen2';
  const lookup = { fs: options.fs, environment: options.environment, path: options.path };
  const order = await (mode === 'gen1' ? generation1Order(lookup) : generation2Order(lookup));
  const files: RegistriesConfFile[] = [];
  let hasMain = false;
  for (const candidate of order.candidates) {
    if (candidate.role === 'main' && hasMain) continue;
    const text = await readCandidate(options.fs, candidate);
    if (text === undefined) continue;
    hasMain ||= candidate.role === 'main';
    files.push(
      parseRegistriesConf(text, candidate.file, candidate.role === 'drop-in' ? 'refuse' : 'convert'),
    );
  }
  const merged = mergeRegistriesConf(files);
  return { ...merged, findings: [...order.findings, ...merged.findings] };
}

/** The text, or undefined when a file that nobody named is absent; it may also vanish after it was listed. */
async function readCandidate(
  fs: FileSystem,
  { file, role, source }: ConfCandidate,
): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(fs, file, sizeLimit);
  } catch (error) {
    if (error instanceof RangeError) throw confError('REGISTRIES_CONF_TOO_LARGE', file, { limit: sizeLimit });
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason !== 'ENOENT') throw confError('REGISTRIES_CONF_UNREADABLE', file, { reason }, error);
    if (role === 'named') throw confError('REGISTRIES_CONF_MISSING', file, { source }, error);
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw confError('REGISTRIES_CONF_UNREADABLE', file, { reason: 'UTF-8' }, error);
  }
}
