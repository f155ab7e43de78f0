import { describe, expect, it } from 'vitest';
import { chinese } from '../../../core/report/words/chinese.ts';
import { english } from '../../../core/report/words/english.ts';
import { reportWords } from '../../../core/report/words/words.ts';

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();

describe('the words of the report', () => {
  const keys = Object.keys(english) as (keyof typeof english)[];

  it('take the same values in both languages', () => {
    const differing = keys.filter(
      (key) => placeholders(english[key]).join() !== placeholders(chinese[key]).join(),
    );
    expect(differing).toEqual([]);
  });

  it('are Chinese where they should be, with punctuation of full width', () => {
    const left = keys.filter(
      (key) => !/\p{Script=Han}/u.test(chinese[key]) && /[a-z]{3,} [a-z]{3,}/.test(chinese[key]),
    );
    expect(left).toEqual([]);
    expect(keys.filter((key) => /\p{Script=Han}[,;!?:]/u.test(chinese[key]))).toEqual([]);
  });

  it('leave what is put in as it is', () => {
    const say = reportWords('en');
    expect(say('targetNone', {})).toBe(english.targetNone);
    expect(say('group.operator', { name: '<script> {name} $&' })).toBe('Operator <script> {name} $&');
    expect(say('imageCount', { count: 1 })).toBe('1 image');
    expect(say('imageCount', { count: 2 })).toBe('2 images');
    expect(say.value('event', 'unheard of')).toBe('unheard of');
    expect(say.value('event', 'toString')).toBe('toString');
  });
});
