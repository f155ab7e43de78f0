import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareSemVer,
  compareWithBuild,
  parseSemVer,
  type SemVer,
} from '../../../../core/catalog/version/index.ts';

function version(text: string): SemVer {
  const parsed = parseSemVer(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

describe('when the version of a bundle is read', () => {
  it.each([
    '0.0.0',
    '1.2.3',
    '0.18.1+0.1675929565.p',
    '0.8.3-0.1645735250.p',
    '26.0.8-opr.1',
    '4.20.10-rhodf',
    '1.0.0--',
    '1.0.0+01',
    '1.0.20240101123456789',
    '18446744073709551615.0.0',
  ])('takes %s and keeps its text', (text) => expect(version(text).text).toBe(text));

  it.each([
    '',
    '1',
    '1.2',
    'v1.2.3',
    '01.2.3',
    '1.2.03',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3+',
    '1.2.3-a..b',
    '1.2.3.4',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.x',
    '18446744073709551616.0.0',
    '1.0.0-18446744073709551616',
    `1.0.0-${'a'.repeat(1100)}`,
  ])('refuses %j', (text) => expect(parseSemVer(text)).toBeUndefined());

  it('keeps build metadata apart', () => {
    expect(version('1.0.0-rc.1+5.p')).toMatchObject({
      core: [1n, 0n, 0n],
      prerelease: ['rc', '1'],
      build: ['5', 'p'],
    });
  });
});

describe('when two versions are compared', () => {
  const ascending = [
    '0.9.9',
    '1.0.0-0',
    '1.0.0-2',
    '1.0.0-10',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.10',
    '1.2.0',
    '1.10.0',
    '2.0.0',
    '9007199254740993.0.0',
    '9007199254740994.0.0',
  ];

  it('orders them as Semantic Versioning does', () => {
    const shuffled = ascending.toReversed().map(version).toSorted(compareSemVer);
    expect(shuffled.map(({ text }) => text)).toEqual(ascending);
  });

  it('takes versions that differ in build metadata for equal, and orders them only when asked to', () => {
    const [plain, early, late] = ['0.18.1', '0.18.1+0.9.p', '0.18.1+0.10.p'].map(version);
    if (plain === undefined || early === undefined || late === undefined) throw new Error('no versions');
    expect(compareSemVer(plain, late)).toBe(0);
    expect([late, plain, early].toSorted(compareWithBuild)).toEqual([plain, early, late]);
  });

  it('is an order', () => {
    const any = fc.constantFrom(...ascending).map(version);
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(compareSemVer(a, b)).toBe(-compareSemVer(b, a) || 0);
        if (compareSemVer(a, b) <= 0 && compareSemVer(b, c) <= 0) {
          expect(compareSemVer(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
