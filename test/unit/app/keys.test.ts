import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShellPorts } from '../../../core/host/index.ts';
import { createKeyStore } from '../../../core/host/index.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { openKey } from '../../support/seal-keys.ts';

const passphrase = 'c4n4ry three words';
const secrets: NonNullable<ShellPorts['secrets']> = {
  encrypt: (text) => Promise.resolve(Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a))),
  decrypt: (bytes) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8')),
};

let world: AppWorld;
let app: App;
beforeEach(async () => {
  world = await appWorld();
  app = await world.start();
});
afterEach(() => world.remove());

const create = (to = app, more: object = {}) => to.call('keys.create', { name: 'Lab', passphrase, ...more });

describe('the keys of an application', () => {
  it('are none at first, and nothing is written', async () => {
    expect(await app.call('keys.list', {})).toEqual({ trusted: [], canRemember: false });
    await expect(readdir(join(world.folder, '..', 'keys'))).rejects.toThrow('ENOENT');
  });

  it('are made, locked and unlocked, and every page is told', async () => {
    const made = await create();
    expect(made.own).toMatchObject({ name: 'Lab', unlocked: true, remembered: false });
    expect(made.trusted).toMatchObject([{ name: 'Lab', own: true, keyId: made.own?.keyId }]);
    expect((await app.call('keys.lock', {})).own?.unlocked).toBe(false);
    await expect(app.call('keys.unlock', { passphrase: 'something else' })).rejects.toMatchObject({
      code: 'SEAL_PASSPHRASE_WRONG',
    });
    expect((await app.call('keys.unlock', { passphrase })).own?.unlocked).toBe(true);
    expect(app.events.filter(({ topic }) => topic === 'keys.changed')).toHaveLength(3);
    const again = await world.start();
    expect((await again.call('keys.list', {})).own?.unlocked).toBe(false);
  });

  it('never give a passphrase or a private key out, by any answer, event or failure', async () => {
    await create();
    await app.call('keys.unlock', { passphrase: `${passphrase}!` }).catch(() => undefined);
    const failed = await create().catch((error: unknown) => error);
    const all = JSON.stringify([await app.call('keys.list', {}), app.events, failed]);
    expect(all).not.toContain('c4n4ry');
    expect(all).not.toContain('PRIVATE');
    for (const name of await readdir(join(world.folder, '..'), { recursive: true })) {
      const text = await readFile(join(world.folder, '..', name), 'latin1').catch(() => '');
      expect(text, name).not.toContain('c4n4ry');
    }
  });

  it('are those of the command line on the same machine', async () => {
    const { own } = await create();
    expect(await createKeyStore(world.services).own()).toMatchObject({ keyId: own?.keyId });
  });

  it("keep the passphrase in the system's store when that is asked for", async () => {
    const desktop = await world.start({ ports: { shell: 'electron', secrets } });
    const made = await create(desktop, { remember: true });
    expect(made).toMatchObject({ canRemember: true, own: { remembered: true } });
    const next = await world.start({ ports: { shell: 'electron', secrets } });
    expect((await next.call('keys.list', {})).own).toMatchObject({ unlocked: true, remembered: true });
    expect((await next.call('keys.lock', {})).own).toMatchObject({ unlocked: false, remembered: false });
  });

  it('are trusted from pasted text and distrusted by fingerprint', async () => {
    const { publicKey } = openKey();
    const listed = await app.call('keys.trust', { name: 'Enterprise', publicKey: publicKey.pem });
    expect(listed.trusted).toMatchObject([{ name: 'Enterprise', keyId: publicKey.keyId, own: false }]);
    await expect(app.call('keys.trust', { name: 'x', publicKey: 'nothing' })).rejects.toMatchObject({
      code: 'SEAL_PUBLIC_KEY_INVALID',
    });
    expect((await app.call('keys.distrust', { keyId: publicKey.keyId })).trusted).toEqual([]);
  });

  it('may be looked at and not changed by a page that only looks', async () => {
    await expect(app.call('keys.list', {}, { role: 'viewer' })).resolves.toBeDefined();
    await expect(app.call('keys.lock', {}, { role: 'viewer' })).rejects.toBeDefined();
  });

  it('that cannot be used are told of beside the others', async () => {
    await create();
    const folder = join(world.folder, '..', 'keys');
    await chmod(join(folder, 'signing-key.json'), 0o644);
    const exposed = await app.call('keys.list', {});
    expect(exposed).toMatchObject({ problem: { code: 'SEAL_KEY_EXPOSED' }, trusted: [{ name: 'Lab' }] });
    expect(exposed.own).toBeUndefined();
    await writeFile(join(folder, 'trusted-keys.json'), '{');
    expect(await app.call('keys.list', {})).toMatchObject({
      trustProblem: { code: 'SEAL_TRUST_UNREADABLE' },
      trusted: [],
    });
  });
});

describe('what is demanded of a signature', () => {
  it('is warned of until somebody chooses otherwise, and kept with the settings', async () => {
    expect((await app.call('settings.get', {})).settings.setSignature).toBe('warn');
    await app.call('settings.update', { setSignature: 'require' });
    expect(await createKeyStore(world.services).rule()).toEqual({ policy: 'require' });
  });

  it('is what the administrator has fixed', async () => {
    await mkdir(world.root, { recursive: true });
    await writeFile(join(world.root, 'administrator.json'), '{"setSignature":"require"}');
    const fixed = await world.start();
    expect((await fixed.call('settings.get', {})).locked).toContain('setSignature');
    await expect(fixed.call('settings.update', { setSignature: 'off' })).rejects.toMatchObject({
      code: 'SETTINGS_LOCKED',
    });
  });
});
