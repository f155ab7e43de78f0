import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isReadable,
  rangeWith,
  rangeWithout,
  versionsIn,
  type Bounds,
} from '../../../renderer/src/features/enclaves/rules/version-range.ts';

const versions = ['1.0.0', '1.1.0', '1.2.0', '1.10.0', '2.0.0'];

describe('versions of a range', () => {
  it('without ends is the newest alone', () => {
    expect(versionsIn({}, versions)).toEqual(['2.0.0']);
    expect(versionsIn({}, [])).toEqual([]);
  });

  it('goes by numbers, not by letters', () => {
    expect(versionsIn({ minVersion: '1.2.0' }, versions)).toEqual(['1.2.0', '1.10.0', '2.0.0']);
    expect(versionsIn({ maxVersion: '1.10.0' }, versions)).toEqual(['1.0.0', '1.1.0', '1.2.0', '1.10.0']);
  });

  it('has ends that need not be there', () => {
    expect(versionsIn({ minVersion: '1.0.5', maxVersion: '1.9.0' }, versions)).toEqual(['1.1.0', '1.2.0']);
  });

  it('can be read only with whole versions', () => {
    expect(isReadable({ minVersion: '1.0.0' })).toBe(true);
    expect(isReadable({ maxVersion: '4.14' })).toBe(false);
  });
});

describe('ticking a version', () => {
  it('begins with this version alone', () => {
    expect(rangeWith(undefined, versions, '1.1.0')).toEqual({
      kind: 'range',
      minVersion: '1.1.0',
      maxVersion: '1.1.0',
      also: [],
    });
  });

  it('begins anew where the range has nothing that is there', () => {
    expect(rangeWith({ minVersion: '3.0.0' }, versions, '1.1.0')).toMatchObject({
      minVersion: '1.1.0',
      maxVersion: '1.1.0',
    });
  });

  it('widens, and names what lies between', () => {
    expect(rangeWith({ minVersion: '1.0.0', maxVersion: '1.0.0' }, versions, '1.10.0')).toEqual({
      kind: 'range',
      minVersion: '1.0.0',
      maxVersion: '1.10.0',
      also: ['1.1.0', '1.2.0'],
    });
  });

  it('goes on to follow the newest', () => {
    expect(rangeWith({}, versions, '1.2.0')).toEqual({
      kind: 'range',
      minVersion: '1.2.0',
      maxVersion: null,
      also: ['1.10.0'],
    });
  });
});

describe('unticking a version', () => {
  it('shrinks from the end that it is', () => {
    const bounds = { minVersion: '1.0.0', maxVersion: '1.2.0' };
    expect(rangeWithout(bounds, versions, '1.0.0')).toMatchObject({
      minVersion: '1.1.0',
      maxVersion: '1.2.0',
    });
    expect(rangeWithout(bounds, versions, '1.2.0')).toMatchObject({
      minVersion: '1.0.0',
      maxVersion: '1.1.0',
    });
  });

  it('leaves an open end open', () => {
    expect(rangeWithout({ minVersion: '1.10.0' }, versions, '1.10.0')).toMatchObject({
      minVersion: '2.0.0',
      maxVersion: null,
    });
    expect(rangeWithout({ maxVersion: '1.1.0' }, versions, '1.1.0')).toMatchObject({
      minVersion: null,
      maxVersion: '1.0.0',
    });
  });

  it('ends a range of one version', () => {
    expect(rangeWithout({}, versions, '2.0.0')).toEqual({ kind: 'remove' });
    expect(rangeWithout({ minVersion: '1.1.0', maxVersion: '1.1.0' }, versions, '1.1.0')).toEqual({
      kind: 'remove',
    });
  });

  it('cannot make a hole, and offers both sides with what each loses', () => {
    expect(rangeWithout({ minVersion: '1.0.0', maxVersion: '2.0.0' }, versions, '1.1.0')).toEqual({
      kind: 'middle',
      below: { kind: 'range', minVersion: '1.0.0', maxVersion: '1.0.0', also: ['1.2.0', '1.10.0', '2.0.0'] },
      above: { kind: 'range', minVersion: '1.2.0', maxVersion: '2.0.0', also: ['1.0.0'] },
    });
  });
});

describe('any range', () => {
  const end = fc.option(fc.constantFrom(...versions, '1.0.5', '3.0.0'), { nil: undefined });
  const bounds = fc.record({ minVersion: end, maxVersion: end });
  const given = (range: { minVersion: string | null; maxVersion: string | null }): Bounds => ({
    minVersion: range.minVersion ?? undefined,
    maxVersion: range.maxVersion ?? undefined,
  });

  it('changes by the version and by what is told, and by nothing else', () => {
    fc.assert(
      fc.property(bounds, fc.constantFrom(...versions), (range, version) => {
        const before = versionsIn(range, versions);
        if (!before.includes(version)) {
          const next = rangeWith(range, versions, version);
          const after = versionsIn(given(next), versions);
          expect(new Set(after)).toEqual(new Set([...before, version, ...next.also]));
          return;
        }
        const change = rangeWithout(range, versions, version);
        const changes = change.kind === 'middle' ? [change.below, change.above] : [change];
        for (const one of changes) {
          const after = one.kind === 'range' ? versionsIn(given(one), versions) : [];
          const gone = one.kind === 'range' ? [version, ...one.also] : [version];
          expect(after).toEqual(before.filter((other) => !gone.includes(other)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
