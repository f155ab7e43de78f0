import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomBytes, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSigningKey, openSigningKey } from '../../../core/seal/index.ts';

const chance = () => ({ salt: randomBytes(16), iv: randomBytes(16) });
const passphrase = 'correct horse battery staple';
const { publicKey, encrypted } = makeSigningKey(passphrase, chance());

describe('when a signing key is made', () => {
  it('opens with its passphrase and signs what its public half accepts', () => {
    const key = openSigningKey(encrypted, passphrase, publicKey.keyId);
    const bytes = Buffer.from('a set');
    expect(verify('sha256', bytes, publicKey.key, key.sign(bytes))).toBe(true);
    expect(verify('sha256', Buffer.from('another'), publicKey.key, key.sign(bytes))).toBe(false);
  });

  it('shows nothing of the private half', () => {
    const key = openSigningKey(encrypted, passphrase, publicKey.keyId);
    const plain = createPrivateKey({ key: encrypted, passphrase }).export({ format: 'jwk' });
    expect(JSON.stringify(key)).not.toContain(String(plain['d']));
    expect(encrypted).not.toContain(String(plain['d']));
  });

  it('derives the key of the file from the passphrase with 600,000 rounds', () => {
    const der = Buffer.from(encrypted.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    // INTEGER 600000 behind the salt: the work that each guess costs.
    expect(der.includes(Buffer.from('02030927c0', 'hex'))).toBe(true);
  });

  it('is a file that openssl opens', () => {
    const shown = execFileSync('openssl', ['pkey', '-passin', `pass:${passphrase}`, '-pubout'], {
      input: encrypted,
    });
    expect(shown.toString()).toBe(publicKey.pem);
  });

  it('wants a passphrase that cannot soon be guessed', () => {
    for (const short of ['', 'short', '一二三四五六七八九十十']) {
      expect(() => makeSigningKey(short, chance())).toThrow(
        expect.objectContaining({ code: 'SEAL_PASSPHRASE_SHORT', params: { least: 12 } }),
      );
    }
  });
});

describe('when a signing key does not open', () => {
  const opened =
    (text: string, words: string, keyId = publicKey.keyId) =>
    () =>
      openSigningKey(text, words, keyId);

  it('says that the passphrase is wrong', () => {
    for (const words of ['', `${passphrase} `, passphrase.toUpperCase()]) {
      expect(opened(encrypted, words)).toThrow(expect.objectContaining({ code: 'SEAL_PASSPHRASE_WRONG' }));
    }
  });

  it('says that there is no such key in the text', () => {
    const plain = createPrivateKey({ key: encrypted, passphrase });
    const texts = [
      '',
      'hello',
      publicKey.pem,
      plain.export({ type: 'pkcs8', format: 'pem' }).toString(),
      plain.export({ type: 'sec1', format: 'pem' }).toString(),
    ];
    for (const text of texts) {
      expect(opened(text, passphrase)).toThrow(expect.objectContaining({ code: 'SEAL_KEY_UNREADABLE' }));
    }
  });

  it('takes no other key than the one that is named', () => {
    expect(opened(encrypted, passphrase, '0'.repeat(64))).toThrow(
      expect.objectContaining({ code: 'SEAL_KEY_UNREADABLE' }),
    );
  });
});
