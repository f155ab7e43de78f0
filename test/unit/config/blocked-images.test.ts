import { describe, expect, it } from 'vitest';
import { matchesBlocked } from '../../../core/config/index.ts';
import { compileGoPattern } from '../../../core/config/go-pattern.ts';

const blocking = (...names: string[]): Parameters<typeof matchesBlocked>[0] => ({
  mirror: { blockedImages: names.map((name) => ({ name })) },
});

const image = (origin: string, repository = 'a/b', tag = '1'): Parameters<typeof matchesBlocked>[1] => ({
  origin,
  destination: { repository, tag },
});

describe('when an image is tested against blockedImages', () => {
  it('looks anywhere in the origin, without its transport', () => {
    const set = blocking('.*/alpine:.*', '^quay\\.io/private/');
    expect(matchesBlocked(set, image('docker.io/library/alpine:3'))?.name).toBe('.*/alpine:.*');
    expect(matchesBlocked(set, image('docker://quay.io/private/x:1'))?.name).toBe('^quay\\.io/private/');
    expect(matchesBlocked(set, image('quay.io/public/private/x:1'))).toBeUndefined();
  });

  it('looks in the destination too, short or whole', () => {
    expect(matchesBlocked(blocking('^base/ubi9:stable$'), image('x', 'base/ubi9', 'stable'))).toBeDefined();
    const whole = { origin: 'x', destination: 'docker://reg.example.com/ns/base/ubi9:stable' };
    expect(matchesBlocked(blocking('^reg\\.example\\.com/ns/'), whole)).toBeDefined();
  });

  it('keeps an image without an origin, and everything when nothing is blocked', () => {
    expect(matchesBlocked(blocking('.*'), image(''))).toBeUndefined();
    expect(matchesBlocked(blocking(), image('x'))).toBeUndefined();
  });

  it('takes a dot for any character, as a plain reference used as pattern shows', () => {
    const set = blocking('registry.redhat.io/quay/quay-builder-rhel8');
    expect(matchesBlocked(set, image('registryXredhat.io/quay/quay-builder-rhel8@sha256:1'))).toBeDefined();
  });
});

describe('when a Go pattern is read', () => {
  it.each([
    ['(?i)ALPINE', 'x/alpine', true],
    ['(?i:a)b', 'AB', false],
    ['(?i:a)b', 'Ab', true],
    ['a(?i)b|C', 'c', true],
    ['a(?i)b|C', 'Ab', false],
    ['(?i)a(?-i)b', 'Ab', true],
    ['(?i)a(?-i)b', 'AB', false],
    ['(?i)x(?-i:y(z))', 'XyZ', false],
    ['(x(?i)y)z', 'xYz', true],
    ['(x(?i)y)z', 'xYZ', false],
    ['[[:alpha:]]+\\d', 'ab1', true],
    ['^[[:upper:][:digit:]]+$', 'A1', true],
    ['^[[:punct:]]+$', '-_./:@[]{}~', true],
    ['[]a]x', ']x', true],
    ['[^]a]x', ']x', false],
    ['\\Qa.b\\E$', 'a.b', true],
    ['\\Qa.b\\E$', 'axb', false],
    ['\\Qa+', 'a+', true],
    ['a{,5}', 'a{,5}', true],
    ['^a{2,3}$', 'aaa', true],
    ['^(?:ab){2}$', 'abab', true],
    ['x{', 'x{', true],
    ['}]', '}]', true],
    ['\\pL', 'é', true],
    ['\\p{Greek}', 'α', true],
    ['^\\P{L}$', '1', true],
    ['(?P<n>x)y', 'xy', true],
    ['(?<n>x)y', 'xy', true],
    ['\\Aab\\z', 'ab', true],
    ['\\Aab\\z', 'ab\n', false],
    ['^b', 'a\nb', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['a.b', 'a\rb', true],
    ['\\s', '\v', false],
    ['\\S', '\u00a0', true],
    ['[\\w-]+z', 'a-z', true],
    ['[a\\-z]', '-', true],
    ['[a-]', '-', true],
    ['\\x41\\x{42}\\103', 'ABC', true],
    ['\\_a\\-b\\/', '_a-b/', true],
    ['a|', '', true],
    ['(?:a|b)?c+(d)*$', 'acc', true],
    ['^quay\\.io/(?:[a-z]+/)?x', 'quay.io/a/x', true],
    ['a*?b', 'aab', true],
    ['', 'anything', true],
    ['(a+)+$', 'baa', true],
    ['^(a|a)*$', 'ab', false],
    ['^((a)?b*){2,}$', 'abb', true],
    ['^(?U)a+$', 'aa', true],
    ['^[[:^alpha:]]$', '1', true],
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(compileGoPattern(pattern).test(text)).toBe(expected);
  });

  it.each([
    '(?=x)',
    '(?!x)',
    '(?<=x)y',
    '(?<!x)y',
    '(?>x)',
    '(a)\\1',
    '\\k<n>',
    '[a-',
    '[z-a]',
    '[[:nope:]]',
    '*a',
    'a**',
    'a{1001}',
    '(x',
    'x)',
    '(?z)a',
    '\\Z',
    '\\e',
    '\\p{Nope}',
    '\\x{110000}',
    'a\\',
    '\\C',
  ])('refuses %j, as Go does', (pattern) => {
    expect(() => compileGoPattern(pattern)).toThrow(expect.objectContaining({ fault: 'syntax' }));
  });

  it('refuses a pattern longer than any that a person writes', () => {
    expect(() => compileGoPattern('x'.repeat(1001))).toThrow(
      expect.objectContaining({ fault: 'unsupported' }),
    );
  });

  it('takes no longer for a pattern that would keep JavaScript busy for hours', () => {
    expect(compileGoPattern(`${'a*'.repeat(200)}b`).test('a'.repeat(255))).toBe(false);
  });
});
