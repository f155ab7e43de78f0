import { chmod, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { Secret, type KeyStore } from '../../../core/host/index.ts';
import { passphrase } from './papers-world.ts';

/** What is wrong with a file of keys, or with the passphrase; `use` is refused with the code. */
export interface KeyExposure {
  readonly what: string;
  readonly code: ErrorCode;
  /** In the folder of the keys. */
  readonly do?: (folder: string) => Promise<unknown>;
  readonly use: (keys: KeyStore) => Promise<unknown>;
}

const own = 'signing-key.json';
const trusted = 'trusted-keys.json';
const sign = async (keys: KeyStore): Promise<unknown> => {
  await keys.unlock(passphrase);
  return keys.signer();
};
const exposed = (mode: number): KeyExposure => ({
  what: `the key may be read by others: ${mode.toString(8)}`,
  code: 'SEAL_KEY_EXPOSED',
  do: (folder) => chmod(join(folder, own), mode),
  use: sign,
});
const writable = (mode: number): KeyExposure => ({
  what: `the trusted keys may be changed by others: ${mode.toString(8)}`,
  code: 'SEAL_TRUST_EXPOSED',
  do: (folder) => chmod(join(folder, trusted), mode),
  use: (keys) => keys.trusted(),
});
const aside = async (folder: string, name: string): Promise<void> => {
  await rename(join(folder, name), join(folder, 'aside'));
  await symlink('aside', join(folder, name));
};

export const keyExposures: readonly KeyExposure[] = [
  ...[0o640, 0o604, 0o644, 0o620, 0o601, 0o777].map(exposed),
  ...[0o620, 0o602, 0o666, 0o777].map(writable),
  {
    what: 'the key is a link',
    code: 'SEAL_KEY_UNREADABLE',
    do: (folder) => aside(folder, own),
    use: sign,
  },
  {
    what: 'the key is cut',
    code: 'SEAL_KEY_UNREADABLE',
    do: (folder) => truncate(join(folder, own), 100),
    use: sign,
  },
  {
    what: 'the trusted keys are a link',
    code: 'SEAL_TRUST_UNREADABLE',
    do: (folder) => aside(folder, trusted),
    use: (keys) => keys.trusted(),
  },
  {
    what: 'the trusted keys are no list',
    code: 'SEAL_TRUST_UNREADABLE',
    do: (folder) => writeFile(join(folder, trusted), '{'),
    use: (keys) => keys.trusted(),
  },
  {
    what: 'the passphrase is lost',
    code: 'SEAL_PASSPHRASE_WRONG',
    use: (keys) => keys.unlock(new Secret('some other words')),
  },
];
