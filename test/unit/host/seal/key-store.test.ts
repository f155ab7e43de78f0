import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyStore, Secret, type KeyStore } from '../../../../core/host/index.ts';
import { openVault, type Vault } from '../../../../core/host/credentials/vault.ts';
import type { FileSystem } from '../../../../core/ports/index.ts';
import {
  systemClock,
  systemEnvironment,
  systemFileSystem,
  systemRandom,
} from '../../../../core/ports/index.ts';
import { signedBy } from '../../../../core/seal/index.ts';
import { openKey } from '../../../support/seal-keys.ts';

const words = new Secret('three words together');
const bytes = Buffer.from('a manifest');
let root: string;
let file: string;
let trustFile: string;
let store: KeyStore;

const storeOn = (fs: FileSystem = systemFileSystem, vault?: Vault): KeyStore =>
  createKeyStore(
    {
      fs,
      clock: systemClock,
      random: systemRandom,
      environment: { ...systemEnvironment(), variables: { SLUICE_STATE_DIR: root } },
    },
    vault === undefined ? {} : { vault },
  );
const make = (keys = store, name = 'Lab', replace = false) =>
  keys.create({ name, passphrase: words, replace });
const code = (expected: string) => expect.objectContaining({ code: expected });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluice-keys-'));
  file = join(root, 'keys', 'signing-key.json');
  trustFile = join(root, 'keys', 'trusted-keys.json');
  store = storeOn();
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('when a signing key is made', () => {
  it('signs at once, and later with its passphrase, as a key that is trusted here', async () => {
    const { keyId } = await make();
    const first = (await store.signer()).sign(bytes);
    const later = storeOn();
    await expect(later.signer()).rejects.toThrow(code('SEAL_KEY_LOCKED'));
    await later.unlock(words);
    const second = (await later.signer()).sign(bytes);
    const trusted = await later.trusted();
    expect(trusted).toMatchObject([{ keyId, name: 'Lab' }]);
    for (const signature of [first, second])
      expect(signedBy({ bytes, signature }, trusted)?.keyId).toBe(keyId);
  });

  it('lies in files of its owner alone, the private half only encrypted', async () => {
    await make();
    for (const each of [file, trustFile]) expect((await stat(each)).mode & 0o777).toBe(0o600);
    expect((await stat(join(root, 'keys'))).mode & 0o777).toBe(0o700);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(text).not.toContain('BEGIN PRIVATE KEY');
    expect(text + (await readFile(trustFile, 'utf8'))).not.toContain(words.reveal());
  });

  it('takes no name that a terminal or a list could be fooled with', async () => {
    for (const name of [
      '',
      ' Lab',
      'Lab ',
      'a/b',
      '../x',
      'a\nb',
      'a\u202eb',
      'x'.repeat(81),
      '\u001b[31m',
    ]) {
      await expect(make(store, name)).rejects.toThrow(code('SEAL_KEY_NAME_INVALID'));
    }
    await expect(make(store, '研究所 (zone 2) key_1@lab')).resolves.toMatchObject({
      name: '研究所 (zone 2) key_1@lab',
    });
  });

  it('takes the place of another only when that is asked for; what the other signed stays known', async () => {
    const { keyId: old } = await make();
    const signature = (await store.signer()).sign(bytes);
    await expect(make()).rejects.toThrow(code('SEAL_KEY_EXISTS'));
    const { keyId } = await make(store, 'Lab', true);
    expect((await store.signer()).keyId).toBe(keyId);
    const trusted = await store.trusted();
    expect(trusted.map((key) => [key.keyId, key.name])).toEqual([
      [old, expect.stringMatching(/^Lab \(until \d{4}-\d\d-\d\d [0-9a-f]{8}\)$/)],
      [keyId, 'Lab'],
    ]);
    expect(signedBy({ bytes, signature }, trusted)?.keyId).toBe(old);
    // The old one is kept, for it may be wanted again.
    expect((await readdir(join(root, 'keys'))).filter((name) => name.includes('.replaced-'))).toHaveLength(1);
  });

  it.each(['signing-key', 'trusted-keys'])('changes nothing when the disk is full: %s', async (name) => {
    const { keyId } = await make();
    const full: FileSystem = {
      ...systemFileSystem,
      open: (path, flags, mode) =>
        flags === 'wx' && String(path).includes(name)
          ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
          : systemFileSystem.open(path, flags, mode),
    };
    await expect(make(storeOn(full), 'New', true)).rejects.toThrow(code('SEAL_KEY_NOT_SAVED'));
    await store.unlock(words);
    expect((await store.signer()).keyId).toBe(keyId);
    expect(await store.trusted()).toMatchObject([{ name: 'Lab', keyId }]);
  });
});

describe('when a signing key cannot be used', () => {
  it('says that there is none', async () => {
    expect(await store.own()).toBeUndefined();
    for (const attempt of [store.signer, () => store.unlock(words), store.ownPresent]) {
      await expect(attempt()).rejects.toThrow(code('SEAL_KEY_ABSENT'));
    }
  });

  it('says that the passphrase is wrong, and stays locked', async () => {
    await make();
    const later = storeOn();
    await expect(later.unlock(new Secret('three words apart'))).rejects.toThrow(
      code('SEAL_PASSPHRASE_WRONG'),
    );
    await expect(later.signer()).rejects.toThrow(code('SEAL_KEY_LOCKED'));
  });

  it.each(['640', '604', '660', '777'])('refuses a file that others may read: mode %s', async (mode) => {
    await make();
    await chmod(file, Number.parseInt(mode, 8));
    const exposed = expect.objectContaining({ code: 'SEAL_KEY_EXPOSED', params: { file, mode } });
    await expect(storeOn().own()).rejects.toThrow(exposed);
    await expect(store.signer()).rejects.toThrow(exposed);
    await expect(make(store, 'New', true)).resolves.toMatchObject({ name: 'New' });
  });

  it.each([
    ['no JSON', '{'],
    ['another form', '{"version":2}'],
    ['nothing', ''],
  ])('says that its file holds %s', async (_, text) => {
    await make();
    await writeFile(file, text, { mode: 0o600 });
    await expect(store.own()).rejects.toThrow(code('SEAL_KEY_UNREADABLE'));
  });

  it('refuses a file whose public half is that of another key', async () => {
    await make();
    const text = await readFile(file, 'utf8');
    const own = JSON.parse(text) as Record<string, string>;
    await writeFile(file, JSON.stringify({ ...own, publicKey: openKey().publicKey.pem }), { mode: 0o600 });
    await expect(store.own()).rejects.toThrow(code('SEAL_KEY_UNREADABLE'));
  });

  it('follows no link', async () => {
    await make();
    const elsewhere = join(root, 'elsewhere.json');
    await writeFile(elsewhere, await readFile(file), { mode: 0o600 });
    await rm(file);
    await symlink(elsewhere, file);
    await expect(store.own()).rejects.toThrow(code('SEAL_KEY_UNREADABLE'));
  });

  it('is locked again when that is asked for', async () => {
    await make();
    await store.lock();
    await expect(store.signer()).rejects.toThrow(code('SEAL_KEY_LOCKED'));
  });
});

describe('when the passphrase is remembered', () => {
  const vault = async (): Promise<Vault> => {
    const secrets = {
      encrypt: (text: string) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x5a) as Buffer),
      decrypt: (held: Buffer) => Promise.resolve(Buffer.from(held.map((byte) => byte ^ 0x5a)).toString()),
    };
    return (await openVault({ services: { fs: systemFileSystem }, folder: root, secrets })).vault;
  };

  it("opens the key from the system's store, until it is locked", async () => {
    await make();
    const first = storeOn(systemFileSystem, await vault());
    expect(first.canRemember).toBe(true);
    await first.unlock(words, true);
    const second = storeOn(systemFileSystem, await vault());
    expect((await second.signer()).name).toBe('Lab');
    await second.lock();
    const third = storeOn(systemFileSystem, await vault());
    await expect(third.signer()).rejects.toThrow(code('SEAL_KEY_LOCKED'));
  });

  it('is never remembered where there is no such store', async () => {
    await make();
    const session = (await openVault({ services: { fs: systemFileSystem }, folder: root })).vault;
    const keys = storeOn(systemFileSystem, session);
    await keys.unlock(words, true);
    expect(keys.canRemember).toBe(false);
    expect(session.names()).toEqual([]);
  });
});

describe('when keys are trusted', () => {
  const { publicKey } = openKey();

  it('takes them by name and PEM, and forgets them by name or fingerprint', async () => {
    await store.trust('Enterprise', publicKey.pem);
    expect(await storeOn().trusted()).toMatchObject([{ name: 'Enterprise', keyId: publicKey.keyId }]);
    await store.distrust('enterprise');
    await store.trust('Enterprise', publicKey.pem);
    await store.distrust(publicKey.keyId);
    expect(await store.trusted()).toEqual([]);
    await expect(store.distrust('Enterprise')).rejects.toThrow(code('SEAL_KEY_UNKNOWN'));
  });

  it('wants each key once and each name once', async () => {
    await store.trust('Enterprise', publicKey.pem);
    await expect(store.trust('Other', publicKey.pem)).rejects.toThrow(code('SEAL_KEY_TRUSTED'));
    const other = openKey().publicKey.pem;
    await expect(store.trust('ENTERPRISE', other)).rejects.toThrow(code('SEAL_KEY_NAME_TAKEN'));
    await expect(store.trust('Other', 'no key')).rejects.toThrow(code('SEAL_PUBLIC_KEY_INVALID'));
  });

  it('takes a damaged list for no list, and not for an empty one', async () => {
    await store.trust('Enterprise', publicKey.pem);
    await writeFile(trustFile, '{ "version": 1, "keys": [', { mode: 0o600 });
    await expect(store.trusted()).rejects.toThrow(code('SEAL_TRUST_UNREADABLE'));
    await writeFile(trustFile, '{ "version": 1, "keys": [], "more": 1 }');
    await expect(store.trusted()).rejects.toThrow(code('SEAL_TRUST_UNREADABLE'));
  });

  it('refuses a list that others may change', async () => {
    await store.trust('Enterprise', publicKey.pem);
    await chmod(trustFile, 0o644);
    await expect(store.trusted()).resolves.toHaveLength(1);
    await chmod(trustFile, 0o666);
    await expect(store.trusted()).rejects.toThrow(code('SEAL_TRUST_EXPOSED'));
  });
});
