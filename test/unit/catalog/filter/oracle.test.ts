import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPackage, filterCatalog, validateFiltered } from '../../../../core/catalog/index.ts';
import { bundle, catalog, catalogPackage, channel, wanting } from '../../../support/catalog-filter-world.ts';
import {
  referenceFilter,
  type ReferenceAnswer,
  type ReferenceEntry,
} from '../../../support/reference-filter.ts';

/** Versions in the order in which updates go, some of them equal but for their build metadata. */
const versions = [
  '0.9.0',
  '1.0.0-rc.1',
  '1.0.0-rc.10',
  '1.0.0',
  '1.0.0+1.p',
  '1.0.1',
  '1.1.0',
  '1.1.0+0.2.p',
  '1.2.0-opr.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
  '2.0.0+3',
  '2.1.3',
];
const texts = [
  undefined,
  '0.9.0',
  'v1',
  '1.0.0-rc.2',
  '1.0.0',
  '1',
  '1.0',
  '1.1',
  '1.1.0',
  '1.2.0-0',
  '1.2',
  '1.10.0',
  '2',
  '2.1.3',
  '3',
];

interface Drawn {
  readonly entries: readonly ReferenceEntry[];
  readonly versions: ReadonlyMap<string, string>;
  readonly min: string | undefined;
  readonly max: string | undefined;
  readonly full: boolean;
}

const percent = fc.integer({ min: 0, max: 99 });

/** Mostly a chain of ascending versions; with skips, and now and then with what should not be. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    picked: fc.subarray(
      versions.map((_, at) => at),
      { minLength: 1 },
    ),
    dice: fc.array(fc.tuple(percent, percent, fc.array(percent, { maxLength: 4 })), {
      minLength: versions.length,
      maxLength: versions.length,
    }),
    absent: fc.array(fc.integer({ min: 0, max: versions.length - 1 }), { maxLength: 2 }),
    turn: fc.nat({ max: versions.length }),
    min: fc.constantFrom(...texts),
    max: fc.constantFrom(...texts),
    full: percent.map((value) => value < 3),
    empty: percent.map((value) => value < 1),
  })
  .map(({ picked, dice, absent, turn, min, max, full, empty }) => {
    const names = picked.map((at) => `b${at}`);
    const entries = names.flatMap((name, at): readonly ReferenceEntry[] => {
      const [replaceDie = 0, oddDie = 0, skipDice = []] = dice[at] ?? [];
      const previous = names[at - 1];
      const replaces =
        replaceDie < 80
          ? (previous ?? (replaceDie < 40 ? 'b99' : undefined))
          : replaceDie < 83
            ? 'b98'
            : replaceDie < 86
              ? names[replaceDie % names.length]
              : undefined;
      const skips = skipDice.map((die) =>
        die < 85
          ? (names[die % Math.max(at, 1)] ?? 'b97')
          : die < 98
            ? `b${90 + (die % 5)}`
            : (names[die % names.length] ?? 'b97'),
      );
      // The first entry would skip itself.
      const own = {
        name,
        ...(replaces !== undefined && { replaces }),
        skips: at === 0 && oddDie > 1 ? skips.filter((skip) => skip !== name) : skips,
      };
      return oddDie === 50 ? [own, own] : [own];
    });
    const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
    const known = new Map(picked.map((at) => [`b${at}`, versions[at] ?? '']));
    // Bundles of the package that are not in the channel but may be replaced or skipped there.
    known.set('b99', '0.8.0').set('b91', '1.0.5').set('b92', '1.1.5');
    for (const at of absent) known.delete(`b${picked[at] ?? 0}`);
    return {
      entries: empty ? [] : turned,
      versions: known,
      min,
      max,
      full: full && min === undefined && max === undefined,
    };
  });

const words: Readonly<Record<string, string>> = {
  CATALOG_CHANNEL_EMPTY: 'empty',
  CATALOG_CHANNEL_DUPLICATE_ENTRY: 'duplicate',
  CATALOG_CHANNEL_SELF_REFERENCE: 'self',
  CATALOG_CHANNEL_WITHOUT_HEAD: 'headless',
  CATALOG_CHANNEL_SEVERAL_HEADS: 'heads',
  CATALOG_CHANNEL_CYCLE: 'cycle',
  CATALOG_FILTER_VERSION_ABSENT: 'unknown-version',
};

function ours({ entries, versions: known, min, max, full }: Drawn): ReferenceAnswer {
  const bundles = [...known].map(([name, version]) => bundle(name, version));
  const model = catalog(catalogPackage({ channels: [channel('c', entries)], bundles }));
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  const { packages, errors } = filterCatalog(model, { ...wanting(range), full });
  // Of the only channel nothing is left: that it is the default one makes it an error.
  if (errors[0]?.code === 'CATALOG_FILTER_DEFAULT_EMPTY') return { kept: [] };
  if (errors.length > 0) return { errors: errors.map(({ code }) => words[code] ?? code).sort() };
  return { kept: (packages[0]?.channels[0]?.entries ?? []).map(({ name }) => name) };
}

/** Which of several bundles with the pinned version is taken is not in the text. */
function isAmbiguous({ versions: known, min, max }: Drawn): boolean {
  if (min === undefined || min !== max) return false;
  const plain = (text: string): string => text.split('+')[0] ?? '';
  const [major = '', minor = '0', patch = '0'] = min.replace(/^v/, '').split('.');
  const wanted = min.includes('-') ? plain(min) : `${major}.${minor}.${patch}`;
  return [...known.values()].filter((text) => plain(text) === wanted).length > 1;
}

describe('when ten thousand channels are cut', () => {
  it('keeps what the slow filter keeps, and fails where it fails', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(drawn, (one) => {
        if (isAmbiguous(one)) return;
        const { entries, versions: known, min, max, full } = one;
        const expected = referenceFilter({
          entries,
          versions: known,
          full,
          ...(min !== undefined && { min }),
          ...(max !== undefined && { max }),
        });
        const kind =
          'errors' in expected ? expected.errors.join() : `${Math.min(expected.kept.length, 4)} kept`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        expect(ours(one)).toEqual(expected);
      }),
      { numRuns: 10_000, seed: 20_260_101 },
    );
    // The cases that matter were among them.
    for (const kind of ['empty', 'duplicate', 'self', 'headless', 'heads', 'cycle', 'unknown-version']) {
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
    }
    for (const count of [0, 1, 2, 3, 4]) expect(seen.get(`${count} kept`) ?? 0).toBeGreaterThan(200);
  });

  it('leaves nothing that OLM refuses of what OLM accepts', () => {
    let accepted = 0;
    fc.assert(
      fc.property(drawn, ({ entries, min, max, full }) => {
        const source = catalogPackage({
          channels: [channel('c', entries)],
          bundles: entries.map(({ name }) => bundle(name, versions[Number(name.slice(1))] ?? '')),
        });
        if (checkPackage(source).some(({ level }) => level === 'error')) return;
        const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
        const result = filterCatalog(catalog(source), { ...wanting(range), full });
        if (result.errors.length > 0) return;
        accepted += 1;
        expect(validateFiltered(result).filter(({ level }) => level === 'error')).toEqual([]);
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});
