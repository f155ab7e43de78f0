import { isKeyName, SluiceError } from '../../contract/index.ts';
import type { PublicKey } from '../../seal/index.ts';
import type { TrustedEntry } from './trusted-keys-file.ts';

const most = 200;

/** `keys` with another one. Throws SEAL_KEY_NAME_INVALID, SEAL_KEY_NAME_TAKEN, SEAL_KEY_TRUSTED, SEAL_KEYS_TOO_MANY. */
export function withKey(
  keys: readonly TrustedEntry[],
  name: string,
  key: PublicKey,
  addedAt: string,
): readonly TrustedEntry[] {
  requireKeyName(name);
  const known = keys.find(({ keyId }) => keyId === key.keyId);
  if (known !== undefined) throw refused('SEAL_KEY_TRUSTED', { name: known.name });
  if (keys.some((each) => sameName(each.name, name))) throw refused('SEAL_KEY_NAME_TAKEN', { name });
  if (keys.length >= most) throw refused('SEAL_KEYS_TOO_MANY', { most });
  return [...keys, { ...key, name, addedAt }];
}

/** `keys` without the one of this name or fingerprint. Throws SEAL_KEY_UNKNOWN. */
export function withoutKey(keys: readonly TrustedEntry[], nameOrId: string): readonly TrustedEntry[] {
  const found = keys.find(({ name, keyId }) => keyId === nameOrId || sameName(name, nameOrId));
  if (found === undefined) throw refused('SEAL_KEY_UNKNOWN', { key: nameOrId.slice(0, 100) });
  return keys.filter((key) => key !== found);
}

/** `keys` in which a replaced key makes room for its name: sets that it signed are still known. */
export function withOldName(
  keys: readonly TrustedEntry[],
  { keyId, until }: { readonly keyId: string; readonly until: string },
): readonly TrustedEntry[] {
  const ending = ` (until ${until.slice(0, 10)} ${keyId.slice(0, 8)})`;
  return keys.map((key) =>
    key.keyId === keyId
      ? {
          ...key,
          name:
            [...key.name]
              .slice(0, 80 - ending.length)
              .join('')
              .trimEnd() + ending,
        }
      : key,
  );
}

/** Throws SEAL_KEY_NAME_INVALID. The name is not in it: it may hold what no terminal should show. */
export function requireKeyName(name: string): void {
  if (!isKeyName(name)) throw refused('SEAL_KEY_NAME_INVALID', {});
}

function sameName(a: string, b: string): boolean {
  return a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
}

function refused(code: SluiceError['code'], params: Readonly<Record<string, string | number>>): SluiceError {
  return new SluiceError(code, { params, stage: 'application' });
}
