import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import type { Secret } from '../../registry/index.ts';
import { makeSigningKey, openSigningKey, parsePublicKey, type SigningKey } from '../../seal/index.ts';
import type { Vault } from '../credentials/vault.ts';
import type { HostServices } from '../services.ts';
import { readOwnKey, writeOwnKey, type OwnKeyFile } from './own-key-file.ts';
import { keptSignatureRule, type SignatureRule } from './signature-rule.ts';
import type { Signer } from './signer.ts';
import { requireKeyName, withKey, withOldName, withoutKey } from './trust-list.ts';
import { readTrustedKeys, writeTrustedKeys, type TrustedEntry } from './trusted-keys-file.ts';

/** The signing key of this installation, without its private half. */
export interface OwnKey {
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: string;
  readonly publicKey: string;
}

export interface NewKey {
  readonly name: string;
  readonly passphrase: Secret;
  /** Put it in place of the one that is there. */
  readonly replace: boolean;
}

/**
 * The keys of this installation: its own, which signs while it is unlocked, and those that are trusted. In files of
 * the state directory; an unlocked key only in memory, until the host ends.
 */
export interface KeyStore {
  /** Undefined when there is none. Throws SEAL_KEY_EXPOSED, SEAL_KEY_UNREADABLE. */
  own(): Promise<OwnKey | undefined>;
  /** The same. Throws SEAL_KEY_ABSENT as well. */
  ownPresent(): Promise<OwnKey>;
  /**
   * Makes a key, trusts it, and leaves it unlocked. Throws SEAL_KEY_NAME_INVALID, SEAL_KEY_NAME_TAKEN, SEAL_KEY_EXISTS,
   * SEAL_PASSPHRASE_SHORT, SEAL_KEY_NOT_SAVED.
   */
  create(key: NewKey): Promise<OwnKey>;
  /** Throws SEAL_KEY_ABSENT, SEAL_PASSPHRASE_WRONG, and what `own` throws. */
  unlock(passphrase: Secret, remember?: boolean): Promise<void>;
  /** Forgets the open key, and a passphrase that was remembered. */
  lock(): Promise<void>;
  /** Throws what `own` throws. */
  isUnlocked(): Promise<boolean>;
  /** Whether the passphrase is in the system's store of secrets. */
  remembers(keyId: string): boolean;
  /** Whether there is such a store. */
  readonly canRemember: boolean;
  /** Who signs. Throws SEAL_KEY_ABSENT, SEAL_KEY_LOCKED, and what `own` throws. */
  signer(): Promise<Signer>;
  /** Throws SEAL_TRUST_EXPOSED, SEAL_TRUST_UNREADABLE. */
  trusted(): Promise<readonly TrustedEntry[]>;
  /** Throws SEAL_PUBLIC_KEY_INVALID, SEAL_KEY_NOT_SAVED, and what `withKey` throws. */
  trust(name: string, publicKey: string): Promise<TrustedEntry>;
  /** By name or fingerprint. Throws SEAL_KEY_UNKNOWN, SEAL_KEY_NOT_SAVED. */
  distrust(nameOrId: string): Promise<void>;
  /** What is demanded of a set that is used here. */
  rule(): Promise<SignatureRule>;
}

export interface KeyStoreOptions {
  /** The system's store, where passphrases may be remembered; without one they never are. */
  readonly vault?: Vault;
  /** Default: as the settings file has it. */
  readonly rule?: () => Promise<SignatureRule>;
}

export type KeyStoreServices = Pick<HostServices, 'fs' | 'clock' | 'random' | 'environment'>;

const secretName = (keyId: string): string => `signing-key:${keyId}`;

export function createKeyStore(services: KeyStoreServices, options: KeyStoreOptions = {}): KeyStore {
  const { vault, rule = () => keptSignatureRule(services) } = options;
  const { clock, random, environment } = services;
  const place = { ...services, folder: join(stateDirectory(environment), 'keys') };
  const memory = vault?.store === 'system' ? vault : undefined;
  let open: SigningKey | undefined;

  let queue: Promise<unknown> = Promise.resolve();
  /** Changes go one after the other. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const present = async (): Promise<OwnKeyFile> => {
    const own = await readOwnKey(place);
    if (own === undefined) throw new SluiceError('SEAL_KEY_ABSENT', { stage: 'application' });
    return own;
  };
  /** The open key, if it is still the one in the file. */
  const opened = (own: OwnKeyFile): SigningKey | undefined => {
    if (open?.publicKey.keyId === own.keyId) return open;
    const remembered = memory?.get(secretName(own.keyId));
    try {
      open =
        remembered === undefined ? undefined : openSigningKey(own.privateKey, remembered.reveal(), own.keyId);
    } catch {
      // A remembered passphrase that no longer fits is as good as none: it will be asked for.
      open = undefined;
    }
    return open;
  };

  const create = async ({ name, passphrase, replace }: NewKey): Promise<OwnKey> => {
    requireKeyName(name);
    const former = await readOwnKey(place).catch((error: unknown) => {
      // Whoever replaces a key need not be able to read it.
      if (!replace) throw error;
      return undefined;
    });
    if (former !== undefined && !replace) {
      const params = { name: former.name, keyId: former.keyId };
      throw new SluiceError('SEAL_KEY_EXISTS', { params, stage: 'application' });
    }
    const now = clock.now().toISOString();
    const made = makeSigningKey(passphrase.reveal(), { salt: random.bytes(16), iv: random.bytes(16) });
    const known = await readTrustedKeys(place);
    const others = former === undefined ? known : withOldName(known, { keyId: former.keyId, until: now });
    const trusted = withKey(others, name, made.publicKey, now);
    const { keyId, pem } = made.publicKey;
    const own = { name, keyId, createdAt: now, publicKey: pem };
    // First the list: a key without its private half does no harm, and goes again when that cannot be written.
    await writeTrustedKeys(place, trusted);
    try {
      await writeOwnKey(place, { version: 1, ...own, privateKey: made.encrypted });
    } catch (error) {
      await writeTrustedKeys(place, known).catch(() => undefined);
      throw error;
    }
    open = openSigningKey(made.encrypted, passphrase.reveal(), keyId);
    if (former !== undefined) await memory?.remove(secretName(former.keyId)).catch(() => undefined);
    return own;
  };

  return {
    rule,
    canRemember: memory !== undefined,
    isUnlocked: async () => {
      const own = await readOwnKey(place);
      return own !== undefined && opened(own) !== undefined;
    },
    remembers: (keyId) => memory?.get(secretName(keyId)) !== undefined,
    own: async () => {
      const own = await readOwnKey(place);
      return own === undefined ? undefined : withoutSecrets(own);
    },
    ownPresent: async () => withoutSecrets(await present()),
    create: (key) => inTurn(() => create(key)),
    unlock: (passphrase, remember = false) =>
      inTurn(async () => {
        const own = await present();
        open = openSigningKey(own.privateKey, passphrase.reveal(), own.keyId);
        if (remember) await memory?.set(secretName(own.keyId), passphrase);
      }),
    lock: () =>
      inTurn(async () => {
        open = undefined;
        const names = memory?.names().filter((name) => name.startsWith(secretName(''))) ?? [];
        for (const name of names) await memory?.remove(name);
      }),
    signer: async () => {
      const own = await present();
      const key = opened(own);
      if (key === undefined) {
        const params = { name: own.name };
        throw new SluiceError('SEAL_KEY_LOCKED', { params, stage: 'application' });
      }
      return { keyId: own.keyId, name: own.name, sign: (bytes) => key.sign(bytes) };
    },
    trusted: () => readTrustedKeys(place),
    trust: (name, publicKey) =>
      inTurn(async () => {
        const key = parsePublicKey(publicKey);
        const keys = withKey(await readTrustedKeys(place), name, key, clock.now().toISOString());
        await writeTrustedKeys(place, keys);
        return { ...key, name, addedAt: keys.at(-1)?.addedAt ?? '' };
      }),
    distrust: (nameOrId) =>
      inTurn(async () => writeTrustedKeys(place, withoutKey(await readTrustedKeys(place), nameOrId))),
  };
}

function withoutSecrets({ name, keyId, createdAt, publicKey }: OwnKeyFile): OwnKey {
  return { name, keyId, createdAt, publicKey };
}

/** The application's own store; on the command line one for the state directory. */
export function keysOf(services: KeyStoreServices & Pick<HostServices, 'keys'>): KeyStore {
  return services.keys ?? createKeyStore(services);
}
