import { describe, expect, it } from 'vitest';
import {
  formatBounds,
  isWithin,
  parseBound,
  parseSemVer,
  pinnedVersion,
  type VersionBounds,
} from '../../../../core/catalog/version/index.ts';

function bounds(min?: string, max?: string): VersionBounds {
  const [low, high] = [min, max].map((text) => (text === undefined ? undefined : parseBound(text)));
  return { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }) };
}

function within(min: string | undefined, max: string | undefined, text: string): boolean {
  const version = parseSemVer(text);
  if (version === undefined) throw new Error(`${text} is no version`);
  return isWithin(bounds(min, max), version);
}

describe('when minVersion or maxVersion is read', () => {
  it.each([
    ['1.2.3', 3],
    ['v1.2.3', 3],
    ['1.2', 2],
    ['v1', 1],
    ['4', 1],
    ['26.0.8-opr.1', 3],
    ['1.2-rc.1', 2],
    ['1.2.3+4', 3],
    ['01.2.3', 3],
  ])('takes %s', (text, numbers) => expect(parseBound(text)).toMatchObject({ text, numbers }));

  it.each(['', 'v', 'four', '1.', '1.2.3.4', '>=1.0.0', '1.x', ' 1', '1.2.3-', '1.2.3-01'])(
    'refuses %j',
    (text) => expect(parseBound(text)).toBeUndefined(),
  );
});

describe('whether a version is within bounds', () => {
  it.each([
    ['1.0.0', '2.0.0', '1.0.0', true],
    ['1.0.0', '2.0.0', '2.0.0', true],
    ['1.0.0', '2.0.0', '2.0.1', false],
    ['1.0.0', '2.0.0', '0.9.9', false],
    ['1.0.0', undefined, '99.0.0', true],
    [undefined, '2.0.0', '0.0.1', true],
    ['v1', '1.2', '1.2.9', true],
    // Build metadata does not count.
    ['0.16.0', '0.17.0', '0.17.0+0.1.p', true],
    ['0.18.1', undefined, '0.18.1+0.1675929565.p', true],
    ['0.18.1+9', undefined, '0.18.1', true],
    // A pre-release is in only when a bound is one.
    ['1.0.0', '2.0.0', '1.5.0-rc.1', false],
    ['1.0.0', '2.0.0', '2.0.0-rc.1', false],
    ['1.0.0-0', '2.0.0', '1.5.0-rc.1', true],
    ['1.0.0', '2.0.0-rc.9', '1.5.0-rc.1', true],
    ['1.0.0', '2.0.0-rc.9', '2.0.0-rc.10', false],
    ['1.0.0-rc.2', undefined, '1.0.0-rc.1', false],
    // A partial upper bound takes in all that begins with it; a partial lower one begins with zeros.
    [undefined, '4.14', '4.14.99', true],
    [undefined, '4.14', '4.15.0', false],
    [undefined, '4.14', '3.99.0', true],
    [undefined, '4', '4.99.9', true],
    [undefined, '4', '5.0.0', false],
    ['4.14', undefined, '4.14.0', true],
    ['4.14', undefined, '4.13.99', false],
    ['4', '4', '4.7.1', true],
    [undefined, '4.14-rc.1', '4.14.9-rc.7', true],
    ['2.0.0', '1.0.0', '1.5.0', false],
  ])('from %s to %s: %s %s', (min, max, version, expected) =>
    expect(within(min, max, version)).toBe(expected),
  );
});

describe('when both bounds are the same', () => {
  it.each([
    ['77.77.77', '77.77.77', '77.77.77'],
    ['26.0.8-opr.1', '26.0.8-opr.1', '26.0.8-opr.1'],
    ['1.2', '1.2', '1.2'],
    ['v1.2.3', '1.2.3', undefined],
    ['1.2.3', '1.2.4', undefined],
    ['1.2.3', undefined, undefined],
    [undefined, '1.2.3', undefined],
  ])('%s and %s pin %s', (min, max, expected) =>
    expect(pinnedVersion(bounds(min, max))?.text).toBe(expected),
  );

  it('reads the numbers that are not written as 0', () => {
    expect(pinnedVersion(bounds('1.2', '1.2'))?.core).toEqual([1n, 2n, 0n]);
  });
});

describe('when bounds are shown', () => {
  it.each([
    ['1', '2', '>=1 <=2'],
    ['1', undefined, '>=1'],
    [undefined, '2', '<=2'],
  ])('from %s to %s as %s', (min, max, expected) => expect(formatBounds(bounds(min, max))).toBe(expected));
});
