import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../renderer/src/features/media/fit.ts';
import { factsOf, gib, tokenOf } from './samples.ts';

const nothing = { need: undefined, largestFile: undefined };

describe('whether a folder takes what is to be written', () => {
  it.each([
    ['nothing is known to be needed', {}, nothing, []],
    ['it fits', {}, { ...nothing, need: 50 * gib }, ['success fits']],
    ['it is one byte short', {}, { ...nothing, need: 50 * gib + 1 }, ['error short']],
    ['free space is unknown', { freeBytes: undefined }, { ...nothing, need: gib }, ['note needUnknown']],
    [
      'a file is too large',
      { fileLimit: 4 * gib },
      { ...nothing, largestFile: 5 * gib },
      ['warning inParts'],
    ],
    ['a file just fits', { fileLimit: 4 * gib }, { ...nothing, largestFile: 4 * gib }, []],
    [
      'it may not be written',
      { writable: false },
      { ...nothing, need: gib },
      ['error notWritable', 'success fits'],
    ],
    ['it is only read from', { writable: false, purpose: 'archive-in' }, nothing, []],
  ] as const)('when %s', (_name, overrides, wanted, expected) => {
    const facts = factsOf(tokenOf(1), overrides as object);
    expect(fitOf(facts, wanted).map(({ level, key }) => `${level} ${key}`)).toEqual(expected);
  });
});
