import { describe, expect, it } from 'vitest';
import { imageTypes } from '../../../core/image/index.ts';
import { runPhases } from '../../../core/contract/index.ts';
import { mirrorFlags, helpOf } from '../../../core/cli/mirror-flags.ts';
import { wordsIn } from '../../../core/cli/words.ts';
import { chinese } from '../../../core/cli/words/chinese.ts';
import { english, type WordKey } from '../../../core/cli/words/english.ts';

const keys = Object.keys(english) as WordKey[];
const placeholders = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '')),
];

describe('the words of the command line', () => {
  it.each(keys)('%s takes no other parameters in Chinese than in English', (key) => {
    const known = placeholders(english[key]);
    for (const name of placeholders(chinese[key])) expect(known).toContain(name);
    expect(Object.keys(chinese).sort()).toEqual([...keys].sort());
  });

  it('say the same key for every state, type and phase that comes as data', () => {
    for (const language of ['en', 'zh'] as const) {
      const { maybe } = wordsIn(language);
      for (const type of imageTypes) expect(maybe(`type.${type}`), type).toBeDefined();
      for (const phase of runPhases) expect(maybe(`phase.${phase}`), phase).toBeDefined();
      for (const phase of runPhases) expect(maybe(`stage.${phase}`), phase).toBeDefined();
      for (const state of ['open', 'waiting', 'paused', 'given-up', 'retrying'])
        expect(maybe(`host.${state}`), state).toBeDefined();
      for (const state of ['complete', 'incomplete', 'interrupted', 'running', 'failed'])
        expect(maybe(`state.${state}`), state).toBeDefined();
      for (const status of ['verified', 'ignored'])
        expect(maybe(`signature.${status}`), status).toBeDefined();
    }
    expect(wordsIn('en').maybe('state.unheard-of')).toBeUndefined();
  });

  it('are Chinese in Chinese, but for names and punctuation', () => {
    const names = new Set<WordKey>([
      'label',
      'comma',
      'madeBy.sluice',
      'madeBy.oc-mirror',
      'type.operatorBundle',
      'serve.job',
    ]);
    for (const key of keys) {
      if (!names.has(key)) expect(chinese[key], key).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('the help of the flags', () => {
  it.each(mirrorFlags.map((flag) => [flag.name, flag] as const))('--%s has Chinese words', (_, flag) => {
    expect(helpOf(flag, 'zh')).not.toBe(flag.help);
    expect(helpOf(flag, 'zh')).toMatch(/\p{Script=Han}|error、info/u);
    expect(helpOf(flag, 'en')).toBe(flag.help);
  });
});
