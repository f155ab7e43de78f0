import { describe, expect, it } from 'vitest';
import { describeSentence, sentenceCatalogue } from '../../../core/contract/index.ts';
import type { TextEdit } from '../../../core/config/index.ts';
import { readConfig } from '../../../core/host/content/config-reader.ts';
import { describeConfig } from '../../../core/host/content/describe-config.ts';
import { templatesFor } from '../../../core/host/content/templates.ts';
import { systemClock, type Clock } from '../../../core/ports/index.ts';
import { practiceYaml } from '../../support/plan-world.ts';

const words = (lines: readonly string[], language: 'en' | 'zh' = 'en'): readonly string[] =>
  describeConfig(practiceYaml(lines)).sentences.map(({ code, params }) =>
    describeSentence(code, params, language),
  );
const read = (yaml: string, edits: readonly TextEdit[] = [], clock: Clock = systemClock) =>
  readConfig({ clock }, { yaml, edits }, new AbortController().signal);

describe('what a configuration means', () => {
  const whole = [
    '  platform:',
    '    architectures: [amd64, arm64]',
    '    graph: true',
    '    channels:',
    '    - {name: stable-4.15, minVersion: 4.15.0, maxVersion: 4.15.3}',
    '    - {name: fast-4.16}',
    '  operators:',
    '  - catalog: registry.redhat.io/redhat/redhat-operator-index:v4.15',
    '  additionalImages:',
    '  - name: quay.io/a/b:1',
    `  - name: quay.io/a/c@sha256:${'0'.repeat(64)}`,
    '  blockedImages:',
    '  - name: .*debug.*',
  ];

  it('is said in sentences, in order', () => {
    expect(words(whole)).toEqual([
      'Releases 4.15.0 to 4.15.3 of channel stable-4.15 for amd64, arm64, every version in between.',
      'Only the newest release of channel fast-4.16 for amd64, arm64.',
      'The releases that a cluster passes through between these 2 channels are added.',
      'The update graph is carried, so that an update service in the disconnected network can offer these updates to clusters.',
      'Every operator of registry.redhat.io/redhat/redhat-operator-index:v4.15, of each channel only the newest bundle. This can be very much: the plan says how much.',
      '2 additional images.',
      '1 of the additional images is named by tag and may be other images on another day; by digest it stays the same.',
      'Images that match .*debug.* are left out.',
      'Archive files of at most 500 GiB (the default), less where the medium takes no such files.',
    ]);
  });

  it('is said in Chinese as well', () => {
    expect(words(whole, 'zh').slice(0, 2)).toEqual([
      '通道 stable-4.15 中面向 amd64、arm64 的发行版 4.15.0 至 4.15.3，包含其间的所有版本。',
      '通道 fast-4.16 中面向 amd64、arm64 的最新发行版（仅一个）。',
    ]);
  });

  it.each([
    ['{name: c}', 'RELEASES_NEWEST'],
    ['{name: c, minVersion: 4.15.1, maxVersion: 4.15.1}', 'RELEASES_ONE'],
    ['{name: c, minVersion: 4.15.1}', 'RELEASES_FROM'],
    ['{name: c, maxVersion: 4.15.1}', 'RELEASES_UP_TO'],
    ['{name: c, full: true}', 'RELEASES_ALL'],
    ['{name: c, full: true, shortestPath: true}', 'RELEASES_PATH_ALL'],
    ['{name: c, minVersion: 4.15.1, shortestPath: true}', 'RELEASES_PATH_FROM'],
    ['{name: c, maxVersion: 4.15.1, shortestPath: true}', 'RELEASES_PATH_UP_TO'],
    ['{name: c, minVersion: 4.15.0, maxVersion: 4.15.1, shortestPath: true}', 'RELEASES_PATH'],
    ['{name: c, shortestPath: true}', 'RELEASES_NEWEST'],
  ])('of the channel %s is %s', (channel, code) => {
    const { sentences } = describeConfig(practiceYaml(['  platform:', '    channels:', `    - ${channel}`]));
    expect(sentences[0]?.code).toBe(code);
  });

  it('is nothing for an empty one', () => {
    expect(describeConfig(practiceYaml([])).sentences[0]?.code).toBe('NOTHING');
  });

  it('has no placeholder left in any sentence of either language', () => {
    const params = new Proxy({}, { get: () => 2 });
    for (const code of Object.keys(sentenceCatalogue)) {
      for (const language of ['en', 'zh'] as const) {
        expect(describeSentence(code, { ...named, ...params }, language)).not.toMatch(/[{}]/);
      }
    }
  });
});

const named = Object.fromEntries(
  Object.values(sentenceCatalogue)
    .flatMap(({ en, zh }) => [...`${en}${zh}`.matchAll(/\{(\w+)/g)])
    .map(([, name]) => [name ?? '', 2]),
);

describe('a template', () => {
  it.each(['connected', 'enterprise', 'enclave'] as const)(
    'of the %s site is a sound configuration',
    (site) => {
      const range = { minVersion: '4.15.0', maxVersion: '4.15.3' };
      for (const choice of [
        { channel: undefined },
        { channel: 'stable-4.15' },
        { channel: 'stable-4.15', range },
      ]) {
        for (const { yaml } of templatesFor(site, choice)) {
          const { problems, model } = describeConfig(yaml);
          expect(problems).toEqual([]);
          expect(model?.channels.length).toBeLessThanOrEqual(1);
        }
      }
    },
  );
});

describe('a configuration with mistakes', () => {
  it('has no meaning, and each mistake its place', async () => {
    const view = await read(practiceYaml(['  platform:', '    chanels: []']));
    expect(view.model).toBeUndefined();
    expect(view.sentences).toEqual([]);
    expect(view.problems).toMatchObject([
      { level: 'error', line: 5, column: 5, message: { code: 'CONFIG_UNKNOWN_FIELD_SUGGESTION' } },
    ]);
  });

  it('that is made to take for ever is understood beside the host, which goes on answering', async () => {
    const bomb = `${'a: &a [x]\n'}${Array.from({ length: 60_000 }, (_, index) => `\tk${index}: 1\n`).join('')}`;
    const reading = read(bomb);
    // The host has turns of its own meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    expect((await reading).problems[0]?.message.code).toBe('CONFIG_YAML_TAB');
  });

  it('that takes longer than anybody waits is given up with words', async () => {
    const impatient: Clock = { ...systemClock, sleep: () => Promise.resolve() };
    await expect(read(`# ${'x'.repeat(100_000)}`, [], impatient)).rejects.toMatchObject({
      code: 'CONFIG_TOO_SLOW',
      params: { size: '97.7 KiB', seconds: 30 },
    });
  });

  it('is left alone when the page gives up', async () => {
    const controller = new AbortController();
    const work = { yaml: `# ${'x'.repeat(100_000)}`, edits: [] };
    const reading = readConfig({ clock: systemClock }, work, controller.signal);
    controller.abort(new Error('given up'));
    await expect(reading).rejects.toThrow('given up');
  });
});

describe('a large configuration', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `quay.io/many/image-${index}:1`);
  const yaml = practiceYaml(['  additionalImages:', ...names.map((name) => `  - name: ${name}`)]);

  it('is edited like a small one, in a thread of its own', async () => {
    const view = await read(yaml, [{ kind: 'removeImages', names: names.slice(1) }]);
    expect(view.model?.additionalImages).toEqual([{ name: 'quay.io/many/image-0:1' }]);
  });

  it('is refused an edit in the same words', async () => {
    await expect(read(yaml, [{ kind: 'addBlocked', pattern: '(' }])).rejects.toMatchObject({
      code: 'CONFIG_BLOCKED_PATTERN',
    });
  });
});
