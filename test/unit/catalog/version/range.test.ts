import { describe, expect, it } from 'vitest';
import { parseSemVer, parseVersionRange } from '../../../../core/catalog/version/index.ts';

const candidates = [
  '0.9.0',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.0+5',
  '1.0.5',
  '1.1.0',
  '1.2.0',
  '1.2.9',
  '1.3.0',
  '1.5.0',
  '2.0.0-rc.1',
  '2.0.0',
  '3.0.0',
];

function matching(range: string): readonly string[] | undefined {
  const parsed = parseVersionRange(range);
  if (parsed === undefined) return undefined;
  return candidates.filter((text) => {
    const version = parseSemVer(text);
    return version !== undefined && parsed.matches(version);
  });
}

const between = (from: string, to: string): readonly string[] =>
  candidates.slice(candidates.indexOf(from), candidates.indexOf(to) + 1);
const without = (...left: readonly string[]): readonly string[] =>
  candidates.filter((text) => !left.includes(text));

describe('when a range of a catalogue is read', () => {
  it.each([
    ['>=1.0.0 <2.0.0', between('1.0.0', '2.0.0-rc.1')],
    ['>=1.0.0   <2.0.0', between('1.0.0', '2.0.0-rc.1')],
    ['  >= 1.0.0  <  2.0.0  ', between('1.0.0', '2.0.0-rc.1')],
    ['>1.0.0 !1.5.0', between('1.0.5', '3.0.0').filter((text) => text !== '1.5.0')],
    ['>1.0.0 !=1.5.0', between('1.0.5', '3.0.0').filter((text) => text !== '1.5.0')],
    ['1.2.0', ['1.2.0']],
    ['=1.2.0', ['1.2.0']],
    ['==1.2.0', ['1.2.0']],
    ['1.0.0', ['1.0.0', '1.0.0+5']],
    ['1.0.0+7', ['1.0.0', '1.0.0+5']],
    ['!=1.0.0', without('1.0.0', '1.0.0+5')],
    ['<=1.0.0', between('0.9.0', '1.0.0+5')],
    ['<1.0.0', ['0.9.0', '1.0.0-rc.1']],
    ['<1.0.0 || >=3.0.0', ['0.9.0', '1.0.0-rc.1', '3.0.0']],
    ['1.2.x || >=3.0.0', ['1.2.0', '1.2.9', '3.0.0']],
    ['>1.2.0 <1.5.0 || 2.0.0', ['1.2.9', '1.3.0', '2.0.0']],
    ['1.2.x', ['1.2.0', '1.2.9']],
    ['1.x', between('1.0.0', '2.0.0-rc.1')],
    ['>=1.2.x', between('1.2.0', '3.0.0')],
    ['>1.2.x', between('1.3.0', '3.0.0')],
    ['<1.2.x', between('0.9.0', '1.1.0')],
    ['<=1.2.x', between('0.9.0', '1.2.9')],
    ['>=1.x', between('1.0.0', '3.0.0')],
    ['>1.x', ['2.0.0', '3.0.0']],
    ['<1.x', ['0.9.0', '1.0.0-rc.1']],
    ['<=1.x', between('0.9.0', '2.0.0-rc.1')],
    ['>=0.12.0', between('1.0.0-rc.1', '3.0.0')],
    ['>=26.0.1 <27.0.0', []],
    ['4.20.10-rhodf', []],
  ])('takes %j', (range, expected) => expect(matching(range)).toEqual(expected));

  it.each([
    ['what is said with a wildcard to be unequal fits nothing', '!=1.2.x', []],
    ['the same with one number', '!1.x', []],
    ['two wildcards stand for the patch releases of .0', '1.x.x', ['1.0.0', '1.0.0+5', '1.0.5']],
    ['a lone exclamation mark is passed over', '! 1.2.0', ['1.2.0']],
    ['so is a lone hyphen, which leaves two versions at once', '1.0.0 - 2.0.0', []],
    ['a wildcard before a number is a 0', '>=1.x.3', between('1.0.5', '3.0.0')],
  ])('does as the cluster does: %s', (_what, range, expected) => expect(matching(range)).toEqual(expected));

  it.each([
    '',
    ' ',
    '|| 1.0.0',
    '1.0.0 ||',
    '1.0.0 || || 2.0.0',
    '1.0.0||2.0.0',
    '1.0',
    '>=1.0',
    '1',
    'x',
    'x.x.x',
    '1.2.3.x',
    '1.x.3',
    '^1.0.0',
    '~1.0.0',
    '>>1.0.0',
    '=>1.0.0',
    'v1.0.0',
    '>=v1.0.0',
    '>=',
    'string',
    'fo.ob.ar.x',
    '>=1.0.0,<2.0.0',
    '\t1.0.0',
  ])('refuses %j', (range) => expect(matching(range)).toBeUndefined());
});
