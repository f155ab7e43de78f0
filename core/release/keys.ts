import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { PublicKey } from 'openpgp';
import { SluiceError } from '../contract/index.ts';
import { readBounded, type Environment, type FileSystem } from '../ports/index.ts';
import { loadOpenpgp } from './openpgp.ts';

/** The public keys that may sign releases. */
export interface ReleaseKeys {
  readonly keys: readonly PublicKey[];
}

/** The keys that ship with Sluice; a file that holds another key is refused. */
export const shippedKeys = [
  { file: 'redhat-release-2.asc', fingerprint: '567E347AD0044ADE55BA8A5F199E2F91FD431D51' },
  { file: 'redhat-beta-2.asc', fingerprint: 'B08B659EE86AF623BC90E8DB938A80CAF21541EB' },
] as const;

/** `assets/release-keys` beside the sources. */
export function shippedKeyDirectory(): string {
  return fileURLToPath(new URL('../../assets/release-keys', import.meta.url));
}

const keyFileLimit = 1024 * 1024;

export interface KeyLocations {
  readonly fileSystem: FileSystem;
  readonly environment: Environment;
  /** Where the shipped keys are. */
  readonly directory?: string;
}

/**
 * The keys that `OCP_SIGNATURE_VERIFICATION_PK` names, or else Red Hat's release and beta keys
 * (oc-mirror-v2.md 5.7). Unlike oc-mirror, a file that cannot be used is an error: falling back
 * would check against keys nobody asked for. Throws RELEASE_KEY_FILE_UNREADABLE,
 * RELEASE_KEY_FILE_INVALID or RELEASE_KEY_MISSING.
 */
export async function loadReleaseKeys(locations: KeyLocations): Promise<ReleaseKeys> {
  const own = locations.environment.variables['OCP_SIGNATURE_VERIFICATION_PK'];
  if (own !== undefined && own !== '') {
    return parseReleaseKeys(await readKeyFile(locations.fileSystem, own), own);
  }
  const directory = locations.directory ?? shippedKeyDirectory();
  const loaded = await Promise.all(
    shippedKeys.map((key) => loadShippedKey(locations.fileSystem, directory, key)),
  );
  return { keys: loaded.flat() };
}

/** Reads armoured public keys. `file` names them in errors. Throws RELEASE_KEY_FILE_INVALID. */
export async function parseReleaseKeys(armoured: string, file: string): Promise<ReleaseKeys> {
  try {
    const { readKeys } = await loadOpenpgp();
    const keys = await readKeys({ armoredKeys: armoured });
    // A private key would verify as well, and has no business here.
    if (keys.length > 0 && !keys.some((key) => key.isPrivate())) return { keys };
  } catch (error) {
    throw new SluiceError('RELEASE_KEY_FILE_INVALID', { params: { file }, stage: 'configure', cause: error });
  }
  throw new SluiceError('RELEASE_KEY_FILE_INVALID', { params: { file }, stage: 'configure' });
}

async function loadShippedKey(
  fileSystem: FileSystem,
  directory: string,
  { file, fingerprint }: (typeof shippedKeys)[number],
): Promise<readonly PublicKey[]> {
  const missing = (cause?: unknown): SluiceError =>
    new SluiceError('RELEASE_KEY_MISSING', { params: { file, fingerprint }, stage: 'configure', cause });
  let keys: readonly PublicKey[];
  try {
    keys = (await parseReleaseKeys(await readKeyFile(fileSystem, join(directory, file)), file)).keys;
  } catch (error) {
    throw missing(error);
  }
  if (keys.length !== 1 || keys[0]?.getFingerprint().toUpperCase() !== fingerprint) throw missing();
  return keys;
}

async function readKeyFile(fileSystem: FileSystem, file: string): Promise<string> {
  try {
    return (await readBounded(fileSystem, file, keyFileLimit)).toString('utf8');
  } catch (error) {
    throw new SluiceError('RELEASE_KEY_FILE_UNREADABLE', {
      params: { file },
      stage: 'configure',
      cause: error,
    });
  }
}
