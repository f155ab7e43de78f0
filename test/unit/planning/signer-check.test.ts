import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyStore, Secret, type KeyStore } from '../../../core/host/index.ts';
import { checkSigner } from '../../../core/host/planning/checks/signer.ts';
import { guarded, type CheckContext } from '../../../core/host/planning/checks/start-check.ts';
import { servicesOf } from '../../support/host-world.ts';

let folder: string;
let keys: KeyStore;
const { signal } = new AbortController();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-signer-'));
  keys = createKeyStore(servicesOf({ variables: {}, state: folder, home: folder }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const check = (sign: boolean) => {
  const services = servicesOf({ variables: {}, state: folder, home: folder }, { keys });
  const context = { engine: { services, request: { sign } }, signal } as unknown as CheckContext;
  return guarded('signer', signal, () => checkSigner(context));
};

describe('the check of the signer', () => {
  it('is none for a set that is not signed', async () => {
    expect(await check(false)).toEqual([]);
  });

  it('fails without a key, and with one that is locked; passes with its name when it is open', async () => {
    expect(await check(true)).toMatchObject([{ state: 'failed', message: { code: 'SEAL_KEY_ABSENT' } }]);
    const passphrase = new Secret('three words together');
    const { keyId } = await keys.create({ name: 'Lab', passphrase, replace: false });
    await keys.lock();
    expect(await check(true)).toMatchObject([{ state: 'failed', message: { code: 'SEAL_KEY_LOCKED' } }]);
    await keys.unlock(passphrase);
    const params = { name: 'Lab', keyId };
    expect(await check(true)).toMatchObject([
      { state: 'passed', message: { code: 'CHECK_SIGNER_READY', params } },
    ]);
  });
});
