import { describe, expect, it } from 'vitest';
import { describeSentence } from '../../../core/contract/index.ts';
import { describeConfig } from '../../../core/host/content/describe-config.ts';
import { practiceYaml } from '../../support/plan-world.ts';

const catalog = 'registry.redhat.io/redhat/redhat-operator-index:v4.15';

function words(operator: readonly string[], language: 'en' | 'zh' = 'en'): readonly string[] {
  const yaml = practiceYaml([
    '  operators:',
    `  - catalog: ${catalog}`,
    ...operator.map((line) => `    ${line}`),
  ]);
  return describeConfig(yaml)
    .sentences.map(({ code, params }) => describeSentence(code, params, language))
    .slice(0, -1);
}

const packageWords = (entry: string, full = false): readonly string[] =>
  words([`full: ${full}`, 'packages:', `- ${entry}`]).slice(1, -1);

describe('what the operators of a configuration mean', () => {
  it('is the heads of everything where no package is named, and everything with full', () => {
    expect(words([])).toEqual([
      `Every operator of ${catalog}, of each channel only the newest bundle. This can be very much: the plan says how much.`,
    ]);
    expect(words(['full: true'])).toEqual([
      `Everything in ${catalog}: all bundles of all channels of every operator. This is very much: the plan says how much.`,
    ]);
  });

  it('is said together for packages of which only the heads are meant', () => {
    expect(
      words(['packages:', '- name: a', '- name: b', '- {name: c, channels: [{name: s}, {name: t}]}']),
    ).toEqual([
      `3 operators of ${catalog}:`,
      'Of a, b, only the newest bundle of each channel.',
      'Of c, only the newest bundle of each of the channels s, t.',
      'Operators that these depend on are carried only when they are named as well.',
    ]);
    expect(words(['packages:', '- name: a', '- name: b'], 'zh')[1]).toBe(
      'a、b：每个通道只包含最新的 bundle。',
    );
  });

  it.each([
    ['{name: a, minVersion: 1.0.0}', ['Of a, all versions from 1.0.0 to the newest of each channel.']],
    [
      '{name: a, maxVersion: 1.0.0}',
      ['Of a, all versions up to 1.0.0 of each channel; newer ones are left out.'],
    ],
    [
      '{name: a, minVersion: 1.0.0, maxVersion: 2.0.0}',
      ['Of a, versions 1.0.0 to 2.0.0 of each channel; newer ones are left out.'],
    ],
    [
      '{name: a, minVersion: 1.0.0, maxVersion: 1.0.0}',
      ['Of a, exactly version 1.0.0, in each channel that has it.'],
    ],
    [
      '{name: a, minVersion: 1.0.0, channels: [{name: s}]}',
      ['Of a, all versions from 1.0.0 to the newest of channel s.'],
    ],
    [
      '{name: a, channels: [{name: s, maxVersion: 1.0.0}, {name: t}, {name: u, maxVersion: 1.0.0}]}',
      [
        'Of a, all versions up to 1.0.0 of the channels s, u; newer ones are left out.',
        'Of a, only the newest bundle of channel t.',
      ],
    ],
    [
      '{name: a, channels: [{name: s}], defaultChannel: s}',
      ['Of a, only the newest bundle of channel s.', 's becomes the default channel of a.'],
    ],
    [
      '{name: a, defaultChannel: s}',
      ['Of a, only the newest bundle of each channel.', 's becomes the default channel of a.'],
    ],
  ])('of %s is %j', (entry, expected) => {
    expect(packageWords(entry)).toEqual(expected);
  });

  it('is all bundles with full', () => {
    expect(packageWords('{name: a}', true)).toEqual(['Of a, all bundles of all channels.']);
    expect(packageWords('{name: a, channels: [{name: s}]}', true)).toEqual([
      'Of a, all bundles of channel s.',
    ]);
  });

  it('stays short for long lists', () => {
    const plain = Array.from({ length: 15 }, (_, index) => `- name: p${index}`);
    const chosen = Array.from({ length: 14 }, (_, index) => `- {name: c${index}, minVersion: 1.0.0}`);
    const said = words(['packages:', ...plain, ...chosen]);
    expect(said).toHaveLength(1 + 1 + 12 + 1 + 1);
    expect(said[1]).toBe(
      'Of p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, … (+3), only the newest bundle of each channel.',
    );
    expect(said.at(-2)).toBe('2 further operators of this catalogue have choices of their own.');
  });
});

describe('the forms', () => {
  it('show operators as they are written', () => {
    const { model } = describeConfig(
      practiceYaml([
        '  operators:',
        `  - catalog: ${catalog}`,
        '    targetCatalog: mine/index',
        '    targetTag: v1',
        '    packages:',
        '    - name: a',
        '      defaultChannel: s',
        '      channels: [{name: s, minVersion: 1.0.0}]',
        '    - {name: b, maxVersion: 2.0.0}',
        '  - catalog: quay.io/other/index:v1',
        '    full: true',
      ]),
    );
    expect(model?.operators).toEqual([
      {
        catalog,
        full: false,
        targetCatalog: 'mine/index',
        targetTag: 'v1',
        packages: [
          { name: 'a', defaultChannel: 's', channels: [{ name: 's', minVersion: '1.0.0' }] },
          { name: 'b', channels: [], maxVersion: '2.0.0' },
        ],
      },
      { catalog: 'quay.io/other/index:v1', full: true, packages: [] },
    ]);
  });
});
