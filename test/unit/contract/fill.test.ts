import { describe, expect, it } from 'vitest';
import { describeCode, errorCatalogue, fillText, type ErrorCode } from '../../../core/contract/index.ts';
import { terms } from '../../../core/contract/errors/terms.ts';

describe('when a text is filled', () => {
  it('puts values in, and leaves a placeholder standing that has none', () => {
    expect(fillText('{count} of {total}', { count: 3 }, 'en')).toBe('3 of {total}');
  });

  it('chooses the word that fits the number', () => {
    const text = 'It has {count} {count|error|errors}.';
    expect(fillText(text, { count: 1 }, 'en')).toBe('It has 1 error.');
    expect(fillText(text, { count: 2 }, 'en')).toBe('It has 2 errors.');
    expect(fillText(text, { count: 0 }, 'en')).toBe('It has 0 errors.');
  });

  it('says terms in the language', () => {
    const params = { outcomes: 'mirror.example/a: <absent>; quay.io/a: <NETWORK_NAME_UNKNOWN>' };
    expect(fillText('{outcomes}', params, 'en')).toBe(
      'mirror.example/a: not there; quay.io/a: the name does not resolve',
    );
    expect(fillText('{outcomes}', params, 'zh')).toBe(
      'mirror.example/a: 没有该内容; quay.io/a: 域名无法解析',
    );
  });

  it('shows a code that has no word of its own as the code', () => {
    expect(fillText('{a}', { a: 'quay.io: <BLOB_RANGE_WRONG>' }, 'zh')).toBe('quay.io: BLOB_RANGE_WRONG');
  });

  it('leaves angle brackets alone that somebody wrote', () => {
    expect(fillText('{a}', { a: '<registry>/x <b c> <toString>' }, 'en')).toBe(
      '<registry>/x <b c> <toString>',
    );
  });

  it('never looks into the text itself for terms', () => {
    expect(fillText('file://<entry> {a}', { a: 1 }, 'zh')).toBe('file://<entry> 1');
  });
});

describe('the catalogue', () => {
  const codes = Object.keys(errorCatalogue) as ErrorCode[];
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map((match) => match[1] ?? '');

  it.each(codes)('%s says the same in both languages', (code) => {
    const { en, zh } = errorCatalogue[code];
    const of = (entry: { what: string; next: string }): string[] =>
      [...new Set(placeholders(entry.what + entry.next))].sort();
    expect(of(zh)).toEqual(of(en));
    expect(zh.what).toMatch(/\p{Script=Han}/u);
    expect(zh.next).toMatch(/\p{Script=Han}/u);
    expect(describeCode(code, { count: 1 }, 'en').what).not.toContain('(s)');
  });

  it('has every term in both languages', () => {
    for (const { en, zh } of Object.values(terms)) {
      expect(en).not.toBe('');
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
