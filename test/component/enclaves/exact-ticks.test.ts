import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentRow } from '../../../renderer/src/features/enclaves/rules/row.ts';
import { applyToText, channelConfig, config, index, packageConfig, tableOf } from './samples.ts';

/** Configurations that people write, against which every tick is tried. */
const texts: readonly string[] = [
  config(),
  channelConfig(),
  channelConfig('minVersion: 4.15.1'),
  channelConfig('maxVersion: 4.15.2'),
  channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.4'),
  channelConfig('minVersion: 4.15.2', 'maxVersion: 4.15.2'),
  channelConfig('full: true'),
  config('platform:', '  architectures: [amd64, arm64]', '  channels:', '    - name: stable-4.15'),
  config(
    'platform:',
    '  channels:',
    '    - name: eus-4.15',
    '      minVersion: 4.14.9',
    '      maxVersion: 4.15.3',
  ),
  packageConfig(),
  packageConfig('channels:', '  - name: stable'),
  packageConfig('channels:', '  - name: tech', 'defaultChannel: tech'),
  packageConfig('channels:', '  - name: stable', '    minVersion: 1.0.0', '    maxVersion: 1.2.0'),
  packageConfig('channels:', '  - name: stable', '    minVersion: 1.1.0', '  - name: tech'),
  packageConfig('minVersion: 1.1.0'),
  config('operators:', `  - catalog: ${index}`),
  config(
    'operators:',
    `  - catalog: ${index}`,
    '    full: true',
    '    packages:',
    '      - name: alpha-operator',
  ),
  config(
    'additionalImages:',
    '  - name: registry.example.com/tools/a:1 # the first',
    '  - name: quay.io/x/y:z',
  ),
];

/** What a release row or a bundle row is called in `also`. */
function versionOf(row: ContentRow): string {
  if (row.kind === 'release') return row.version;
  return row.kind === 'bundle' ? (row.bundle.version ?? '') : '';
}

/** Whether a row is the other one, or one that it is a part of, or a part of it. */
function isRelated(row: ContentRow, other: ContentRow): boolean {
  return `${row.key} `.startsWith(`${other.key} `) || `${other.key} `.startsWith(`${row.key} `);
}

describe('a tick', () => {
  it('changes its row, what it tells of, and nothing else: for every row of many configurations', () => {
    let changes = 0;
    for (const text of texts) {
      const before = tableOf(text);
      for (const row of before.rows) {
        const toggle = before.column.toggle(row);
        if (toggle.kind === 'locked') continue;
        changes++;
        const { yaml, model } = applyToText(text, toggle.edits);
        expect(model, yaml).toBeDefined();
        const after = tableOf(yaml, undefined, text);
        const now = tableOf(yaml);
        expect(after.sections.length).toBeGreaterThan(0);
        const isOn = now.rows.some((one) => one.key === row.key) && now.column.cell(row).state !== 'none';
        expect(isOn, `${row.key}\n${text}\n${yaml}`).toBe(toggle.to === 'on');
        for (const other of before.rows) {
          if (isRelated(row, other) || toggle.also.includes(versionOf(other))) continue;
          const [was, is] = [before.column.cell(other).state, now.column.cell(other).state];
          expect(is, `${other.key} by ${row.key}\n${text}\n${yaml}`).toBe(was);
        }
        expect(yaml).toContain('# Kept by hand.');
      }
    }
    expect(changes).toBeGreaterThan(200);
  });

  it('taken back by a second click leaves what was there before, where nothing came along', () => {
    for (const text of [config(), packageConfig(), channelConfig('minVersion: 4.15.3')]) {
      const before = tableOf(text);
      for (const row of before.rows.filter((one) => before.column.cell(one).state === 'none')) {
        const toggle = before.column.toggle(row);
        if (toggle.kind === 'locked' || toggle.also.length > 0) continue;
        const ticked = applyToText(text, toggle.edits).yaml;
        const back = tableOf(ticked).column.toggle(row);
        expect(back.kind, row.key).toBe('change');
        if (back.kind === 'locked') continue;
        const again = tableOf(applyToText(ticked, back.edits).yaml);
        for (const other of before.rows) {
          expect(again.column.cell(other).state, `${other.key} by ${row.key}\n${text}`).toBe(
            before.column.cell(other).state,
          );
        }
      }
    }
  });

  it('after any other ticks is still exact', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        (start, picks) => {
          let text = start;
          for (const pick of picks) {
            const { column, rows } = tableOf(text);
            const row = rows[pick % rows.length];
            const toggle = row === undefined ? undefined : column.toggle(row);
            if (row === undefined || toggle?.kind !== 'change') continue;
            const { yaml, model } = applyToText(text, toggle.edits);
            expect(model, yaml).toBeDefined();
            const state = tableOf(yaml).column.cell(row).state;
            expect(state !== 'none', `${row.key}\n${text}\n${yaml}`).toBe(toggle.to === 'on');
            text = yaml;
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that cannot be made offers others, and each does what it says', () => {
    const text = channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.4');
    const { column, row, rows } = tableOf(text);
    const middle = column.toggle(row('release 4.15.2'));
    expect(middle).toMatchObject({ kind: 'locked', why: 'middle' });
    if (middle.kind !== 'locked') return;
    expect(middle.offers.map(({ kind, also }) => [kind, also])).toEqual([
      ['below', ['4.15.3', '4.15.4']],
      ['above', ['4.15.0', '4.15.1']],
    ]);
    for (const { edits, also } of middle.offers) {
      const now = tableOf(applyToText(text, edits).yaml).column;
      const gone = rows.filter((one) => column.cell(one).state !== now.cell(one).state).map(versionOf);
      expect(new Set(gone)).toEqual(new Set(['4.15.2', ...also]));
    }
  });
});
