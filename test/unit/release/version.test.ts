import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  minorOf,
  minorsApart,
  parseChannelName,
  parseVersion,
  readVersion,
} from '../../../core/release/index.ts';

describe('when a release version is read', () => {
  it.each([
    '4.15.0',
    '0.0.0',
    '4.18.0-rc.2',
    '4.15.0-0.okd-2024-03-10-010116',
    '4.14.1+build.5',
    '4.2.0-a-b.1',
  ])('accepts %s', (text) => expect(readVersion(text)?.text).toBe(text));

  it.each([
    'v4.15.0',
    '4.15',
    '4',
    'four',
    '',
    '04.15.0',
    '4.15.00',
    '4.15.0-01',
    '4.15.0-',
    '4.15.0-rc..1',
    ' 4.15.0',
    '4.15.0\n',
    '4.15.9007199254740993',
    `4.15.0-${'a'.repeat(300)}`,
  ])('refuses %j', (text) => expect(readVersion(text)).toBeUndefined());

  it('names the text in the error', () => {
    expect(() => parseVersion('four')).toThrow(
      expect.objectContaining({ code: 'RELEASE_VERSION_INVALID', params: { version: 'four' } }),
    );
  });
});

describe('when versions are compared', () => {
  it('orders them as Semantic Versioning section 11 does', () => {
    const ascending = [
      '4.9.9',
      '4.10.0-ec.4',
      '4.10.0-rc.1',
      '4.10.0-rc.2',
      '4.10.0-rc.10',
      '4.10.0-rc.x',
      '4.10.0',
      '4.10.1',
      '5.0.0',
    ];
    const shuffled = ascending.toReversed().map(parseVersion);
    expect(shuffled.toSorted(compareVersions).map((version) => version.text)).toEqual(ascending);
  });

  it('ignores build metadata', () => {
    expect(compareVersions(parseVersion('4.15.0+a'), parseVersion('4.15.0+b'))).toBe(0);
  });
});

describe('when minors are counted', () => {
  it.each([
    ['4.14.9', '4.16.1', 2],
    ['4.16.1', '4.14.9', 2],
    ['4.15.0', '4.15.9', 0],
    ['4.15.0', '5.15.0', undefined],
  ])('%s and %s are %s apart', (a, b, apart) => {
    expect(minorsApart(parseVersion(a), parseVersion(b))).toBe(apart);
  });

  it('says the minor of a version', () => expect(minorOf(parseVersion('4.15.3'))).toBe('4.15'));
});

describe('when a channel name is taken apart', () => {
  it.each([
    ['stable-4.15', { prefix: 'stable', major: 4, minor: 15 }],
    ['okd-scos-4.19', { prefix: 'okd-scos', major: 4, minor: 19 }],
    ['stable-4', undefined],
    ['4.15', undefined],
    ['stable-4.015', undefined],
    ['', undefined],
  ])('reads %j', (name, parts) => expect(parseChannelName(name)).toEqual(parts));
});
