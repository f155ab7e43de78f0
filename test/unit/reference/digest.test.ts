import { describe, expect, it } from 'vitest';
import {
  digestAlgorithm,
  digestHex,
  digestOf,
  isDigest,
  parseDigest,
} from '../../../core/reference/index.ts';

const hex = 'a'.repeat(64);

describe('when a text claims to be a digest', () => {
  it('accepts the two forms that exist for us', () => {
    expect(digestAlgorithm(parseDigest(`sha256:${hex}`))).toBe('sha256');
    expect(digestAlgorithm(parseDigest(`sha512:${hex}${hex}`))).toBe('sha512');
    expect(digestHex(parseDigest(`sha256:${hex}`))).toBe(hex);
  });

  it.each([
    'sha256:../../x',
    `sha256:${hex.slice(1)}`,
    `sha256:${hex}a`,
    `sha256:${hex.toUpperCase()}`,
    `md5:${'a'.repeat(32)}`,
    `sha512:${hex}`,
    ` sha256:${hex}`,
    `sha256:${hex}\n`,
    `sha256-${hex}`,
    '',
  ])('refuses %j', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow('DIGEST_INVALID');
  });

  it('computes what it accepts', () => {
    expect(digestOf('')).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(isDigest(digestOf('x', 'sha512'))).toBe(true);
  });
});
