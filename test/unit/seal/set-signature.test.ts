import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSignatureForm, judgeSignature, signedBy } from '../../../core/seal/index.ts';
import { openKey, trustedAs } from '../../support/seal-keys.ts';

const [alice, mallory] = [openKey(), openKey()];
const trusted = [trustedAs('Alice', alice)];
const aliceSays = { keyId: alice.publicKey.keyId, name: 'Alice of the lab' };
const malloryKey = mallory.publicKey.keyId;
const bytes = Buffer.from('{ "format": "sluice-set", "setId": "0123-4567" }\n');
const signature = alice.sign(bytes);

function* flipped(original: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < original.length * 8; bit += 1) {
    const copy = Buffer.from(original);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy;
  }
}

describe('when a signature is judged', () => {
  it('is by the trusted key that made it, under the name that it has here', () => {
    expect(judgeSignature({ bytes, signature }, aliceSays, trusted)).toEqual({
      state: 'trusted',
      keyId: alice.publicKey.keyId,
      name: 'Alice',
    });
    expect(signedBy({ bytes, signature }, trusted)?.name).toBe('Alice');
  });

  it('needs no word of the signed bytes: a set that names no signer is signed as well', () => {
    expect(judgeSignature({ bytes, signature }, undefined, trusted).state).toBe('trusted');
  });

  it('finds every flipped bit of the manifest', () => {
    const states = [...flipped(bytes)].map(
      (altered) => judgeSignature({ bytes: altered, signature }, aliceSays, trusted).state,
    );
    expect(states).toHaveLength(bytes.length * 8);
    expect(new Set(states)).toEqual(new Set(['invalid']));
  });

  it('finds every flipped bit of the signature', () => {
    const states = [...flipped(signature)].map(
      (altered) => judgeSignature({ bytes, signature: altered }, aliceSays, trusted).state,
    );
    expect(states).toHaveLength(signature.length * 8);
    expect(new Set(states)).toEqual(new Set(['invalid']));
  });

  it('tells a signature that is gone from a set that never had one', () => {
    expect(judgeSignature({ bytes, signature: undefined }, aliceSays, trusted)).toEqual({
      state: 'missing',
      ...aliceSays,
    });
    expect(judgeSignature({ bytes, signature: undefined }, undefined, trusted)).toEqual({
      state: 'unsigned',
    });
  });

  it('does not know a key that is not trusted, and says what the set claims', () => {
    const signed = { bytes, signature: mallory.sign(bytes) };
    const says = { keyId: malloryKey, name: 'Alice' };
    expect(judgeSignature(signed, says, trusted)).toEqual({ state: 'unknown', ...says });
    expect(judgeSignature(signed, undefined, trusted)).toEqual({ state: 'unknown' });
    expect(judgeSignature(signed, says, []).state).toBe('unknown');
  });

  it('takes a foreign key in the name of a trusted one for a forgery', () => {
    const signed = { bytes, signature: mallory.sign(bytes) };
    expect(judgeSignature(signed, aliceSays, trusted)).toMatchObject({ state: 'invalid', name: 'Alice' });
  });

  it('takes a trusted key under the name of another for a forgery', () => {
    const says = { keyId: malloryKey, name: 'Mallory' };
    expect(judgeSignature({ bytes, signature }, says, trusted)).toMatchObject({ state: 'invalid', ...says });
  });
});

describe('when a signature has another form than its own', () => {
  const [r, s] = numbersOf(signature);
  const integer = (content: Buffer): Buffer => Buffer.from([2, content.length, ...content]);
  const both = (...parts: readonly Buffer[]): Buffer => {
    const content = Buffer.concat(parts);
    return Buffer.from([0x30, content.length, ...content]);
  };
  const zero = Buffer.from([0]);

  it('takes the one that openssl writes', () => {
    expect(both(integer(r), integer(s))).toEqual(signature);
    expect(isSignatureForm(signature)).toBe(true);
  });

  const forms: readonly (readonly [what: string, form: Buffer])[] = [
    ['nothing', Buffer.alloc(0)],
    ['bytes after it', Buffer.concat([signature, zero])],
    ['a longer length inside', both(integer(r), integer(s), zero)],
    ['a length in the long form', Buffer.concat([Buffer.from([0x30, 0x81]), signature.subarray(1)])],
    ['an indefinite length', Buffer.concat([Buffer.from([0x30, 0x80]), signature.subarray(2), zero, zero])],
    ['zeros before a number', both(integer(Buffer.concat([zero, zero, r])), integer(s))],
    ['a negative number', both(integer(Buffer.from([0x80])), integer(s))],
    ['zero as a number', both(integer(zero), integer(s))],
    ['an empty number', both(integer(Buffer.alloc(0)), integer(s))],
    ['one number', both(integer(r))],
    ['three numbers', both(integer(r), integer(s), integer(s))],
    ['the two numbers bare', Buffer.concat([r.subarray(-32), s.subarray(-32)])],
    ['Base64', Buffer.from(signature.toString('base64'))],
    ['a kilobyte of nothing', Buffer.alloc(1024)],
  ];
  it.each(forms)('refuses %s', (_, form) => {
    expect(isSignatureForm(form)).toBe(false);
    expect(judgeSignature({ bytes, signature: form }, aliceSays, trusted).state).toBe('invalid');
    expect(judgeSignature({ bytes, signature: form }, undefined, trusted).state).toBe('invalid');
  });
});

describe('when openssl is asked', () => {
  const ask = async (manifest: Buffer, sig: Buffer): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-seal-'));
    try {
      await writeFile(join(folder, 'KEY.pem'), alice.publicKey.pem);
      await writeFile(join(folder, 'sluice-set.json'), manifest);
      await writeFile(join(folder, 'sluice-set.json.sig'), sig);
      const command = 'dgst -sha256 -verify KEY.pem -signature sluice-set.json.sig sluice-set.json';
      return execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' }).toString();
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it('says the same of a signature', async () => {
    expect(await ask(bytes, signature)).toBe('Verified OK\n');
    await expect(ask(Buffer.concat([bytes, Buffer.from(' ')]), signature)).rejects.toThrow();
    await expect(ask(bytes, mallory.sign(bytes))).rejects.toThrow();
  });
});

function numbersOf(sig: Buffer): [Buffer, Buffer] {
  const length = sig[3] ?? 0;
  const first = sig.subarray(4, 4 + length);
  return [first, sig.subarray(6 + length)];
}
