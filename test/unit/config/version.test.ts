import { describe, expect, it } from 'vitest';
import { compareVersions, parseLenientVersion, parseStrictVersion } from '../../../core/config/index.ts';
import { nearName } from '../../../core/config/near-name.ts';

const order = (a: string, b: string): number => {
  const [left, right] = [parseLenientVersion(a), parseLenientVersion(b)];
  if (left === undefined || right === undefined) throw new Error('not a version');
  return Math.sign(compareVersions(left, right));
};

describe('when versions are read', () => {
  it('wants releases complete', () => {
    expect(['4.18.1', '4.18.0-rc.1', '4.18.0-ec.2+build.5'].map(parseStrictVersion)).not.toContain(undefined);
    for (const text of ['4.18', 'v4.18.1', '4.18.01', '4.18.1.2', '', '4.18.1-', '4.18.1 ', '4.18.1\n']) {
      expect(parseStrictVersion(text)).toBeUndefined();
    }
  });

  it('is lenient with operators', () => {
    expect(parseLenientVersion('v1')).toEqual({ core: [1, 0, 0], prerelease: [] });
    expect(parseLenientVersion('1.2')).toEqual({ core: [1, 2, 0], prerelease: [] });
    expect(parseLenientVersion('4.19.5-rhodf')).toEqual({ core: [4, 19, 5], prerelease: ['rhodf'] });
    expect(['latest', '1.2.3.4', '', 'V1'].map(parseLenientVersion)).toEqual(Array(4).fill(undefined));
  });
});

describe('when versions are compared', () => {
  it.each([
    ['1.0.0-alpha', '1.0.0-alpha.1'],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta'],
    ['1.0.0-alpha.beta', '1.0.0-beta'],
    ['1.0.0-beta.2', '1.0.0-beta.11'],
    ['1.0.0-beta.11', '1.0.0-rc.1'],
    ['1.0.0-rc.1', '1.0.0'],
    ['4.18.9', '4.18.10'],
    ['4.19.0-202409111134', '4.19.0-202509300824'],
    ['4.19.0-9007199254740993', '4.19.0-9007199254740994'],
  ])('%s comes before %s', (a, b) => {
    expect(order(a, b)).toBe(-1);
    expect(order(b, a)).toBe(1);
    expect(order(a, a)).toBe(0);
  });

  it('ignores build metadata', () => {
    expect(order('1.0.0+a', '1.0.0+b')).toBe(0);
  });
});

describe('when a name is nearly right', () => {
  const names = ['platform', 'operators', 'additionalImages', 'helm', 'url'];

  it.each([
    ['platfrom', 'platform'],
    ['Plattform', 'platform'],
    ['addtionalImage', 'additionalImages'],
    ['hlem', 'helm'],
    ['urls', 'url'],
    ['images', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s is taken for %s', (name, expected) => {
    expect(nearName(name, names)).toBe(expected);
  });

  it('answers at once for a name of any length', () => {
    expect(nearName('x'.repeat(1_000_000), names)).toBeUndefined();
  });
});
