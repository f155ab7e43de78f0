import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeyStore, inspect, verify } from '../../../../core/host/index.ts';
import { servicesOf } from '../../../support/host-world.ts';
import { alterManifest, passphrase, sealedWorld, type SealedWorld } from '../../../support/sealed-world.ts';
import { openKey } from '../../../support/seal-keys.ts';

let sealed: SealedWorld;
let signed: string;
let unsigned: string;
beforeAll(async () => {
  sealed = await sealedWorld();
  signed = (await sealed.exportTo('signed')).folder;
  unsigned = (await sealed.exportTo('unsigned', { sign: false })).folder;
}, 60_000);
afterAll(() => sealed.close());

const manifestIn = async (folder: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(folder, 'sluice-set.json'), 'utf8')) as Record<string, unknown>;
const nobodyTrusted = async (work: () => Promise<void>): Promise<void> => {
  const { publicKey } = await sealed.senderKeys.ownPresent();
  await sealed.receiverKeys.distrust('Connected site');
  try {
    await work();
  } finally {
    await sealed.receiverKeys.trust('Connected site', publicKey);
  }
};

describe('when a set is exported to be signed', () => {
  it('says who signed it, in the set and in the report', async () => {
    const report = await sealed.exportTo('report');
    const { keyId } = await sealed.senderKeys.ownPresent();
    expect(report.set?.signer).toEqual({ keyId, name: 'Sender' });
    expect((await manifestIn(report.folder))['signer']).toEqual({ keyId, name: 'Sender' });
    expect(report.events).toContainEqual(
      expect.objectContaining({ type: 'finding', message: expect.objectContaining({ code: 'SEAL_SIGNED' }) }),
    );
  });

  it('can be checked with openssl alone', async () => {
    const { publicKey } = await sealed.senderKeys.ownPresent();
    const folder = await sealed.copyOf(signed, 'openssl');
    await writeFile(join(folder, 'KEY.pem'), publicKey);
    const command = 'dgst -sha256 -verify KEY.pem -signature sluice-set.json.sig sluice-set.json';
    expect(execFileSync('openssl', command.split(' '), { cwd: folder }).toString()).toBe('Verified OK\n');
  });

  it('is not begun with a key that is locked or not there', async () => {
    const locked = createKeyStore(servicesOf(sealed.world));
    await expect(locked.signer()).rejects.toThrow(expect.objectContaining({ code: 'SEAL_KEY_LOCKED' }));
    const before = sealed.senderKeys;
    await before.lock();
    await expect(sealed.exportTo('locked')).rejects.toThrow(
      expect.objectContaining({ code: 'SEAL_KEY_LOCKED' }),
    );
    await before.unlock(passphrase);
    await expect(readFile(join(sealed.world.directory, 'locked', 'sluice-set.json'))).rejects.toThrow(
      'ENOENT',
    );
  });

  it('stays unsigned while it lacks something, and is told so', async () => {
    const config = await sealed.world.configuration(
      `name: ${sealed.source.url.replace('http://', '')}/lab/app:1.0`,
      `name: ${sealed.source.url.replace('http://', '')}/lab/absent:1.0`,
    );
    const report = await sealed.exportTo('incomplete', { config });
    expect(report.status).toBe('incomplete');
    expect(report.set?.signer).toBeUndefined();
    expect(await manifestIn(report.folder)).not.toHaveProperty('signer');
    await expect(readFile(join(report.folder, 'sluice-set.json.sig'))).rejects.toThrow('ENOENT');
    expect(report.events).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.objectContaining({ code: 'SEAL_INCOMPLETE', params: { count: 1 } }),
      }),
    );
  });

  it('takes the signature of the set before it away with that set', async () => {
    const first = await sealed.exportTo('again');
    const second = await sealed.exportTo('again', { sign: false });
    expect(second.set?.id).not.toBe(first.set?.id);
    await expect(readFile(join(second.folder, 'sluice-set.json.sig'))).rejects.toThrow('ENOENT');
    await readFile(join(second.folder, 'generation-000001', 'sluice-set.json.sig'));
  });
});

describe('when a set is imported', () => {
  it('is taken under every policy with a signature that is trusted, which is told', async () => {
    for (const setSignature of ['require', 'warn', 'off']) {
      const { report, writes, notes } = await sealed.importFrom(signed, { setSignature });
      expect(report?.status).toBe('complete');
      expect(writes).toBeGreaterThan(0);
      expect(notes).toContain('CHECK_SET_SIGNED');
    }
  });

  it('is refused without a signature where one is required, and warned of elsewhere', async () => {
    const required = await sealed.importFrom(unsigned, { setSignature: 'require' });
    expect(required).toMatchObject({
      refused: 'SET_REFUSED',
      errors: ['SEAL_SIGNATURE_REQUIRED'],
      writes: 0,
    });
    const warned = await sealed.importFrom(unsigned);
    expect(warned).toMatchObject({ warnings: ['SEAL_UNSIGNED'], report: { status: 'complete' } });
    const off = await sealed.importFrom(unsigned, { setSignature: 'off' });
    expect(off).toMatchObject({ warnings: [], report: { status: 'complete' } });
  });

  it('is no warning without a signature where no key is trusted: signatures are not used there', async () => {
    await nobodyTrusted(async () => {
      const { warnings, notes } = await sealed.importFrom(unsigned);
      expect(warnings).toEqual([]);
      expect(notes).toContain('SEAL_UNSIGNED');
    });
  });

  it('is refused by an unknown signer where a signature is required, and warned of elsewhere', async () => {
    await nobodyTrusted(async () => {
      const required = await sealed.importFrom(signed, { setSignature: 'require' });
      expect(required).toMatchObject({ refused: 'SET_REFUSED', errors: ['SEAL_SIGNER_UNKNOWN'], writes: 0 });
      const warned = await sealed.importFrom(signed);
      expect(warned).toMatchObject({ warnings: ['SEAL_SIGNER_UNKNOWN'], report: { status: 'complete' } });
    });
  });

  it('keeps to the settings of the machine, and no flag is stronger than its administrator', async () => {
    const settings = join(sealed.receiver.state, 'app', 'settings.json');
    await mkdir(dirname(settings), { recursive: true });
    await writeFile(settings, '{"setSignature":"require"}');
    expect((await sealed.importFrom(unsigned)).refused).toBe('SET_REFUSED');
    expect((await sealed.importFrom(unsigned, { setSignature: 'warn' })).report?.status).toBe('complete');
    await rm(settings);
  });

  it('is refused when the list of trusted keys cannot be read', async () => {
    const file = join(sealed.receiver.state, 'keys', 'trusted-keys.json');
    const kept = await readFile(file);
    await writeFile(file, '{');
    const { refused, writes } = await sealed.importFrom(signed);
    expect([refused, writes]).toEqual(['SEAL_TRUST_UNREADABLE', 0]);
    expect((await sealed.importFrom(signed, { setSignature: 'off' })).report?.status).toBe('complete');
    await writeFile(file, kept);
  });
});

describe('when a set is inspected or verified', () => {
  const receiver = () => servicesOf(sealed.receiver);
  const { signal } = new AbortController();

  it('is said by whom it is signed', async () => {
    const { keyId } = await sealed.senderKeys.ownPresent();
    const by = { state: 'trusted', keyId, name: 'Connected site' };
    expect((await inspect(receiver(), signed)).signature).toEqual(by);
    expect(await verify(receiver(), signed, { signal })).toMatchObject({ ok: true, signature: by });
    expect((await inspect(receiver(), unsigned)).signature).toEqual({ state: 'unsigned' });
  });

  it('is not in order when its signature is not', async () => {
    const folder = await sealed.copyOf(signed, 'renamed');
    await alterManifest(folder, (manifest) => (manifest['target'] = 'elsewhere'));
    const report = await verify(receiver(), folder, { signal });
    expect(report).toMatchObject({ ok: false, signature: { state: 'invalid' } });
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'SEAL_SIGNATURE_INVALID' }));
    expect((await verify(receiver(), unsigned, { signal, policy: 'require' })).ok).toBe(false);
    expect((await verify(receiver(), unsigned, { signal })).ok).toBe(true);
  });

  it('is not taken for one of the key whose name it borrows', async () => {
    const mallory = openKey();
    const folder = await sealed.copyOf(signed, 'borrowed');
    await alterManifest(folder, (manifest) => {
      manifest['signer'] = { keyId: mallory.publicKey.keyId, name: 'Connected site' };
    });
    const bytes = await readFile(join(folder, 'sluice-set.json'));
    await writeFile(join(folder, 'sluice-set.json.sig'), mallory.sign(bytes));
    const { signature } = await inspect(receiver(), folder);
    expect(signature).toEqual({ state: 'unknown', keyId: mallory.publicKey.keyId, name: 'Connected site' });
  });
});
