import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parsePublicKey, publicKeyOf } from '../../../core/seal/index.ts';

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = pemOf(publicKey);

describe('when a public key is read', () => {
  it('names it by the SHA-256 of its DER form, from either half', () => {
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const keyId = createHash('sha256').update(der).digest('hex');
    expect(parsePublicKey(pem).keyId).toBe(keyId);
    expect(publicKeyOf(privateKey).keyId).toBe(keyId);
    expect(publicKeyOf(privateKey).pem).toBe(pem);
  });

  it('takes it with the line ends and blanks of a mail', () => {
    expect(parsePublicKey(`\r\n${pem.replaceAll('\n', '\r\n')}\r\n\r\n`).pem).toBe(pem);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const refused: readonly (readonly [what: string, text: string])[] = [
    ['nothing', ''],
    ['any text', 'hello'],
    ['RSA', pemOf(rsa.publicKey)],
    ['Ed25519', pemOf(generateKeyPairSync('ed25519').publicKey)],
    ['the curve P-384', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)],
    ['the curve secp256k1', pemOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
    ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['two keys', pem + pem],
    ['a key with words before it', `my key\n${pem}`],
    ['a key that is cut', pem.replace(/\n[^\n]+\n-----END/, '\n-----END')],
    ['a megabyte', pem.padEnd(1024 * 1024, '\n')],
    ['a compressed point', compressed()],
    ['bytes after the key', withTail()],
  ];
  it.each(refused)('refuses %s', (_, text) => {
    expect(() => parsePublicKey(text)).toThrow(expect.objectContaining({ code: 'SEAL_PUBLIC_KEY_INVALID' }));
  });
});

function wrapped(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}

/** The same key in the form that RFC 5480 2.2 allows as well: it would have a second id. */
function compressed(): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const point = der.subarray(-65);
  const sign = (point.at(-1) ?? 0) % 2 === 0 ? 2 : 3;
  const head = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');
  const short = Buffer.concat([head, Buffer.from([sign]), point.subarray(1, 33)]);
  expect(createPublicKey({ key: short, format: 'der', type: 'spki' }).asymmetricKeyType).toBe('ec');
  return wrapped(short);
}

function withTail(): string {
  return wrapped(Buffer.concat([publicKey.export({ type: 'spki', format: 'der' }), Buffer.from([0, 0])]));
}
