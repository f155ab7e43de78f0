import type { SafeStorage } from 'electron';
import type { ShellPorts } from '../../../core/host/index.ts';

type Store = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/**
 * The system's store for secrets, once the program is ready; undefined where there is none. On Linux without a
 * keyring Electron would "encrypt" with a password that everybody knows (`basic_text`): that counts as none.
 */
export async function secretsPort(
  store: Store,
  platform: NodeJS.Platform,
): Promise<ShellPorts['secrets'] | undefined> {
  try {
    if (!(await store.isAsyncEncryptionAvailable())) return undefined;
    if (platform === 'linux' && !isKeyring(store.getSelectedStorageBackend())) return undefined;
  } catch {
    return undefined;
  }
  return {
    encrypt: (text) => store.encryptStringAsync(text),
    decrypt: async (bytes) => (await store.decryptStringAsync(bytes)).result,
  };
}

function isKeyring(backend: ReturnType<Store['getSelectedStorageBackend']>): boolean {
  return backend !== 'basic_text' && backend !== 'unknown';
}
