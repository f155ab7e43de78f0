import { describe, expect, it } from 'vitest';
import {
  applyToText,
  channelConfig,
  config,
  holdings,
  index,
  keys,
  packageConfig,
  tableOf,
} from './samples.ts';

const state = (yaml: string, key: string): string => {
  const { column, row } = tableOf(yaml);
  return column.cell(row(key)).state;
};
const why = (yaml: string, key: string): string => {
  const { column, row } = tableOf(yaml);
  const toggle = column.toggle(row(key));
  return toggle.kind === 'locked' ? toggle.why : `${toggle.to} ${JSON.stringify(toggle.edits)}`;
};
/** The text after a click. */
const clicked = (yaml: string, key: string): string => {
  const { column, row } = tableOf(yaml);
  const toggle = column.toggle(row(key));
  return toggle.kind === 'locked' ? toggle.why : applyToText(yaml, toggle.edits).yaml;
};

describe('rows', () => {
  it('are what is held, newest minor version first, and what an enclave asks for besides', () => {
    const { sections } = tableOf(
      config(
        'platform:',
        '  channels:',
        '    - name: stable-4.17',
        '    - name: stable-4.15',
        '      minVersion: 4.15.9',
        'operators:',
        `  - catalog: ${index}`,
        '    packages:',
        '      - name: gone-operator',
        'additionalImages:',
        '  - name: quay.io/mine/own:1',
      ),
    );
    expect(sections.map(({ key }) => key)).toEqual([
      'releases stable-4.17',
      'releases stable-4.15',
      'releases stable-4.14',
      `catalog ${index}`,
      'images',
    ]);
    expect(sections[0]?.rows).toMatchObject([{ kind: 'newest', held: 'no' }]);
    expect(sections[1]?.rows.map(({ key, held }) => `${key} ${held}`)).toEqual([
      'release 4.15.9 no',
      'release 4.15.4 yes',
      'release 4.15.3 yes',
      'release 4.15.2 yes',
      'release 4.15.1 yes',
      'release 4.15.0 yes',
    ]);
    expect(sections[3]?.rows.map((row) => (row.kind === 'package' ? row.displayName : ''))).toEqual([
      'Alpha',
      'Beta',
      'gone-operator',
      'Odd',
    ]);
    expect(sections[4]?.rows.map(({ held }) => held)).toEqual(['no', 'yes', 'yes']);
  });

  it('are only what enclaves ask for while the registry was not looked at', () => {
    const text = channelConfig();
    const { sections, column, row } = tableOf(text, { ...holdings, releases: [] });
    expect(column.cell(row('newest stable-4.15')).state).toBe('missing');
    expect(sections.length).toBeGreaterThan(0);
  });
});

describe('releases', () => {
  it('of a channel without versions are the newest alone', () => {
    expect(state(channelConfig(), keys.release('4.15.4'))).toBe('all');
    expect(state(channelConfig(), keys.release('4.15.3'))).toBe('none');
  });

  it('are missing where an end of a range is not held', () => {
    const text = channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.9');
    expect(state(text, keys.release('4.15.9'))).toBe('missing');
    expect(clicked(text, keys.release('4.15.9'))).toContain('maxVersion: 4.15.4');
    expect(why(channelConfig('maxVersion: 4.15.9', 'minVersion: 4.15.8'), keys.release('4.15.3'))).toContain(
      '"minVersion":"4.15.3","maxVersion":"4.15.9"',
    );
  });

  it('are carried in part where one of the architectures is not held', () => {
    const both = config(
      'platform:',
      '  architectures: [amd64, arm64]',
      '  channels:',
      '    - name: stable-4.14',
    );
    expect(state(both, keys.release('4.14.9'))).toBe('part');
    expect(why(both, keys.release('4.15.3'))).toBe('architecture');
    expect(why(both, keys.release('4.15.4'))).toContain('on ');
    const other = config('platform:', '  architectures: [s390x]', '  channels:', '    - name: stable-4.15');
    expect(state(other, keys.release('4.15.4'))).toBe('missing');
  });

  it('of a channel over several minor versions are those on the way', () => {
    const eus = config(
      'platform:',
      '  channels:',
      '    - name: eus-4.15',
      '      minVersion: 4.14.9',
      '      maxVersion: 4.15.1',
    );
    expect(state(eus, keys.release('4.14.9'))).toBe('all');
    expect(state(eus, keys.release('4.15.1'))).toBe('all');
    expect(state(eus, keys.release('4.15.2'))).toBe('none');
    expect(clicked(eus, keys.release('4.14.9'))).toContain('minVersion: 4.15.0');
  });

  it('ticked get a channel of their own where there is none, and it goes with the last of them', () => {
    const ticked = clicked(config(), keys.release('4.15.2'));
    expect(ticked).toContain('- name: stable-4.15\n');
    expect(ticked).toContain('minVersion: 4.15.2');
    expect(ticked).toContain('maxVersion: 4.15.2');
    expect(clicked(ticked, keys.release('4.15.2'))).not.toContain('stable-4.15');
  });

  it('ticked below the newest keep following the newest', () => {
    const text = clicked(channelConfig(), keys.release('4.15.2'));
    expect(text).toContain('minVersion: 4.15.2');
    expect(text).not.toContain('maxVersion');
  });

  it.each([
    ['payload', config('platform:', '  release: quay.io/ocp/release:4.15.1-x86_64')],
    ['fullChannel', channelConfig('full: true')],
    ['shortestPath', channelConfig('shortestPath: true', 'minVersion: 4.15.0', 'maxVersion: 4.15.4')],
    ['middle', channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.4')],
  ])('are locked: %s', (reason, text) => {
    expect(why(text, keys.release('4.15.2'))).toBe(reason);
  });

  it('that are not held cannot be ticked', () => {
    const { row } = tableOf(channelConfig('maxVersion: 4.15.9'));
    expect(tableOf(config()).column.toggle(row(keys.release('4.15.9')))).toMatchObject({ why: 'notHeld' });
    const newest = tableOf(config('platform:', '  channels:', '    - name: stable-4.17')).row(
      'newest stable-4.17',
    );
    expect(tableOf(config()).column.toggle(newest)).toMatchObject({ why: 'notHeld' });
  });

  it('a channel of which nothing is held can be taken out', () => {
    const text = config('platform:', '  channels:', '    - name: stable-4.17');
    expect(clicked(text, 'newest stable-4.17')).not.toContain('stable-4.17');
  });
});

describe('operators', () => {
  it('are measured by the bundles that are held', () => {
    const { column, row } = tableOf(packageConfig());
    expect(column.cell(row(keys.alpha))).toEqual({ state: 'part', parts: { chosen: 2, of: 5 } });
    expect(column.cell(row(keys.stable))).toEqual({ state: 'part', parts: { chosen: 1, of: 4 } });
    expect(column.cell(row(keys.tech))).toEqual({ state: 'all', parts: { chosen: 1, of: 1 } });
    expect(column.cell(row(keys.bundle('1.3.0'))).state).toBe('all');
    expect(column.cell(row(keys.bundle('1.2.0'))).state).toBe('none');
    expect(column.cell(row(keys.beta))).toEqual({ state: 'none', parts: { chosen: 0, of: 1 } });
  });

  it('a package is ticked whole, and taken out with its entry', () => {
    const ticked = clicked(config(), keys.beta);
    expect(ticked).toContain(`- catalog: ${index}`);
    expect(ticked).toContain('- name: beta-operator');
    // The entry of a catalogue without packages would be the whole catalogue.
    expect(clicked(ticked, keys.beta)).not.toContain(index);
  });

  it('a channel taken out leaves the others by name, with another default channel', () => {
    const text = clicked(packageConfig(), keys.stable);
    expect(text).toContain('- name: tech');
    expect(text).toContain('defaultChannel: tech');
    expect(text).not.toContain('- name: stable');
    expect(clicked(text, keys.tech)).not.toContain('alpha-operator');
  });

  it('the default channel ticked again takes its place back', () => {
    const tech = packageConfig('channels:', '  - name: tech', 'defaultChannel: tech');
    const both = tableOf(clicked(tech, keys.stable));
    expect(both.column.model.operators[0]?.packages[0]?.channels.map(({ name }) => name)).toEqual([
      'tech',
      'stable',
    ]);
    expect(both.column.model.operators[0]?.packages[0]?.defaultChannel).toBe('tech');
  });

  it('a version of a package without an entry is carried alone', () => {
    const text = clicked(config(), keys.bundle('1.1.0'));
    expect(tableOf(text).column.model.operators).toEqual([
      {
        catalog: index,
        full: false,
        packages: [
          {
            name: 'alpha-operator',
            channels: [{ name: 'stable', minVersion: '1.1.0', maxVersion: '1.1.0' }],
          },
        ],
      },
    ]);
  });

  it('a version below the head of a whole package keeps its other channels', () => {
    const text = clicked(packageConfig(), keys.bundle('1.2.0'));
    expect(tableOf(text).column.model.operators[0]?.packages[0]?.channels).toEqual([
      { name: 'stable', minVersion: '1.2.0' },
      { name: 'tech' },
    ]);
  });

  it('a range of the package goes to its channels when one of them changes', () => {
    const text = clicked(packageConfig('minVersion: 1.1.0'), keys.bundle('1.0.0'));
    const [pack] = tableOf(text).column.model.operators[0]?.packages ?? [];
    expect(pack).toEqual({
      name: 'alpha-operator',
      channels: [
        { name: 'stable', minVersion: '1.0.0' },
        { name: 'tech', minVersion: '1.1.0' },
      ],
    });
  });

  it('asked for and not held are missing, and can only be taken out', () => {
    const text = config(
      'operators:',
      `  - catalog: ${index}`,
      '    packages:',
      '      - name: gone-operator',
    );
    const key = `package ${index} gone-operator`;
    expect(state(text, key)).toBe('missing');
    expect(clicked(text, key)).not.toContain('gone-operator');
    expect(tableOf(config()).column.toggle(tableOf(text).row(key))).toMatchObject({ why: 'notHeld' });
    const range = packageConfig('channels:', '  - name: stable', '    minVersion: 9.0.0');
    expect(state(range, keys.alpha)).toBe('missing');
  });

  it.each([
    ['wholeCatalog', config('operators:', `  - catalog: ${index}`), keys.beta],
    ['wholeCatalog', config('operators:', `  - catalog: ${index}`), keys.stable],
    ['wholeCatalog', config('operators:', `  - catalog: ${index}`), keys.bundle('1.1.0')],
    ['middle', packageConfig('channels:', '  - name: stable', '    minVersion: 1.0.0'), keys.bundle('1.1.0')],
    ['bounds', packageConfig('channels:', '  - name: stable', "    minVersion: '1.0'"), keys.bundle('1.1.0')],
    ['noVersion', packageConfig(), `${keys.odd} only odd.latest`],
  ])('are locked: %s', (reason, text, key) => {
    expect(why(text, key)).toBe(reason);
  });

  it('of a full entry can be ticked, but not version by version', () => {
    const full = config(
      'operators:',
      `  - catalog: ${index}`,
      '    full: true',
      '    packages:',
      '      - name: alpha-operator',
    );
    expect(state(full, keys.alpha)).toBe('all');
    expect(why(full, keys.bundle('1.0.0'))).toBe('fullCatalog');
    expect(state(clicked(full, keys.beta), keys.beta)).toBe('all');
  });
});

describe('additional images', () => {
  it('come and go by their references', () => {
    const key = 'image registry.example.com/tools/b:1';
    const ticked = clicked(config(), key);
    expect(state(ticked, key)).toBe('all');
    expect(state(clicked(ticked, key), key)).toBe('none');
    const own = config('additionalImages:', '  - name: quay.io/mine/own:1');
    expect(state(own, 'image quay.io/mine/own:1')).toBe('missing');
    expect(tableOf(config()).column.toggle(tableOf(own).row('image quay.io/mine/own:1'))).toMatchObject({
      why: 'notHeld',
    });
  });
});
